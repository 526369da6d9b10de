import type {
  AccountId,
  Book,
  Capital,
  DecidePolicy,
  ExchangeCalendar,
  ExecutionPolicy,
  Facts,
  Halt,
  Outcome,
  Provenance,
  RunRecord,
  SessionDate,
} from '@alchemiser/domain';
import type {
  Broker,
  Clock,
  DocumentStore,
  FactsStore,
  HaltFlag,
  Journal,
  LedgerStore,
  Logger,
  MarketData,
  RecordStore,
  RunKey,
  TradeUpdates,
} from '@alchemiser/services';

/** The world as a trading day needs it: every port filled. */
export interface Desk {
  readonly provenance: Provenance;
  readonly broker: Broker;
  readonly market: MarketData;
  /** Hints of what happens to orders, where the broker streams them. */
  readonly updates?: TradeUpdates;
  readonly clock: Clock;
  readonly calendar: ExchangeCalendar;
  readonly journal: Journal;
  readonly ledger: LedgerStore;
  readonly records: RecordStore;
  readonly facts: FactsStore;
  readonly documents: DocumentStore;
  /** A kill switch that a person can throw by hand, beside the one among the documents. */
  readonly haltFlag?: HaltFlag;
  readonly log: Logger;
  /** Renders and sends; answers with where it went. Null where nobody wants mail. */
  readonly report: ((record: RunRecord, run: RunKey) => Promise<{ readonly where: string }>) | null;
  /** Does the work while no other process at the same stores does work of that name; left out where there is only one. */
  readonly inTurn?: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** What a person configured: who trades with how much, and inside which limits. */
export interface Mandate {
  readonly book: Book;
  readonly decide: DecidePolicy;
  readonly execution: ExecutionPolicy;
  /** Cash given to the strategies. */
  readonly capital: Capital;
  /** The broker's account id; another account is refused. Null: any, on paper only. */
  readonly accountId: AccountId | null;
}

/** One session of one account. */
export interface Day {
  readonly session: SessionDate;
  /** 0; rises only by an explicit command. */
  readonly ordinal: number;
  /** A person's command in place of the strategies' decisions. */
  readonly instruction?: NonNullable<Facts['instruction']>;
  /** Halts that stood when a person gave the command: only another one stops the run. */
  readonly despite?: readonly Halt[];
  /** Ctrl-C: cancel what is open, reconcile, report. */
  readonly signal?: AbortSignal;
  /** Told whenever an order moves. */
  readonly onProgress?: (soFar: Outcome) => void;
}
