/** Whole days in one process: the exchange behind the Alpaca adapter, the stores, and a desk that dies when its process does. */
import {
  above,
  by,
  close,
  cumulativeReturn,
  DEFAULT_EXECUTION_POLICY,
  DEFAULT_POLICY,
  equally,
  highest,
  inverseVolatility,
  nyse,
  rsi,
  sma,
  strategyName,
  syntheticMarket,
  weight,
  weighted,
  when,
  type Allocation,
  type Bar,
  type RebalancePolicy,
  type RunRecord,
  type SessionDate,
  type SimulatedMarket,
  type Sleeve,
  type Ticker,
} from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, snapshotInstant, virtualClock, type Grant, type PaperExchange } from '@alchemiser/paper-exchange';
import {
  memoryDocumentStore,
  memoryFactsStore,
  memoryJournal,
  memoryLedgerStore,
  memoryRecordStore,
  capturingLogger,
} from '@alchemiser/services/testing';
import { alpacaBroker } from '../src/alpaca/alpaca-broker.ts';
import type { Desk, Mandate } from '../src/engine/desk.ts';
import { quotesNow } from './quotes-now.ts';

/** What outlives a process: the stores, the exchange, the mails that left. */
export interface World {
  readonly source: SimulatedMarket;
  readonly stores: Pick<Desk, 'journal' | 'ledger' | 'records' | 'facts' | 'documents'>;
  readonly mails: RunRecord[];
  readonly cash: string;
  readonly grants: readonly Grant[];
  /** Sessions whose bar of XLP the market source does not have. */
  readonly gaps: Set<SessionDate>;
  snapshot: string | undefined;
}

export const ACCOUNT = 'whole-day';
/** Sessions of history that the market source holds: short, so that a day takes milliseconds. */
const HISTORY = 60;

export const worldOf = ({
  seed = 7,
  cash = '100000',
  grants = [],
}: { seed?: number; cash?: string; grants?: readonly Grant[] } = {}): World => ({
  source: marketOf(seed),
  stores: {
    journal: memoryJournal(),
    ledger: memoryLedgerStore(),
    records: memoryRecordStore(),
    facts: memoryFactsStore(),
    documents: memoryDocumentStore(),
  },
  mails: [],
  cash,
  grants,
  gaps: new Set(),
  snapshot: undefined,
});

const markets = new Map<number, SimulatedMarket>();
function marketOf(seed: number): SimulatedMarket {
  const known = markets.get(seed) ?? syntheticMarket({ seed });
  markets.set(seed, known);
  return known;
}

/** Called around every port call of one process; what it throws, the caller gets. */
export type Around = (port: string, call: () => Promise<unknown>) => Promise<unknown>;

export interface Life {
  readonly desk: Desk;
  readonly exchange: PaperExchange;
  readonly log: ReturnType<typeof capturingLogger>;
}

/** A process that starts: a new exchange out of the snapshot, a new adapter, the same stores. */
export async function live(world: World, session: SessionDate, around: Around = async (_, call) => call()): Promise<Life> {
  const start = nyse.hours(session).close - 15 * 60_000;
  const lived = world.snapshot === undefined ? 0 : snapshotInstant(world.snapshot);
  const clock = virtualClock(Math.max(start, lived) as ReturnType<typeof snapshotInstant>);
  const exchange = createPaperExchange({
    market: world.source,
    clock,
    seed: 11,
    account: { id: ACCOUNT, cash: world.cash, keyId: 'key', secret: 'secret' },
    partialFillShare: 0.4,
    ...(world.snapshot === undefined ? {} : { snapshot: world.snapshot }),
    onChange: (text) => {
      world.snapshot = text;
    },
  });
  if (world.snapshot === undefined) for (const grant of world.grants) await exchange.grant(grant);
  return { ...deskAt(world, exchange, clock, around), exchange };
}

/** Another process at the same exchange. */
export function deskAt(
  world: World,
  exchange: PaperExchange,
  clock: Desk['clock'],
  around: Around = async (_, call) => call(),
): Omit<Life, 'exchange'> {
  const { trading } = alpacaHttp({
    tradingUrl: 'http://exchange.invalid',
    dataUrl: 'http://exchange.invalid',
    key: secret('key'),
    secret: secret('secret'),
    clock,
    fetch: (request) => exchange.fetch(request),
  });
  const log = capturingLogger();
  const { source } = world;
  const market: Desk['market'] = {
    market: 'synthetic',
    words: source.words,
    dailyBars: async (tickers, through) =>
      new Map(
        tickers.map((name): [Ticker, readonly Bar[]] => [
          name,
          (source.bars(name, through) ?? [])
            .slice(-HISTORY)
            .filter(({ date }) => name !== 'XLP' || date !== through || !world.gaps.has(date)),
        ]),
      ),
    quotes: quotesNow(source, clock),
  };
  const through = <T extends object>(port: string, inner: T): T =>
    Object.fromEntries(
      Object.entries(inner).map(([name, member]: [string, unknown]) =>
        typeof member !== 'function'
          ? [name, member]
          : [
              name,
              (...args: readonly unknown[]) =>
                around(`${port}.${name}`, async () => Reflect.apply(member, inner, args) as Promise<unknown>),
            ],
      ),
    ) as T;
  const { stores } = world;
  const { report } = through('mail', {
    report: async (record: RunRecord) => {
      world.mails.push(record);
      return { where: `mail ${String(world.mails.length)}` };
    },
  });
  const desk: Desk = {
    provenance: { market: 'synthetic', words: source.words, broker: 'paper-exchange' },
    broker: through('broker', alpacaBroker({ http: trading, dedupe: 'permanent' })),
    market: through('market', market),
    clock,
    calendar: nyse,
    journal: through('journal', stores.journal),
    ledger: through('ledger', stores.ledger),
    records: through('records', stores.records),
    facts: through('facts', stores.facts),
    documents: through('documents', stores.documents),
    log,
    report,
  };
  return { desk, log };
}

const sleeve = (
  name: string,
  share: number,
  tree: Allocation,
  rebalance: RebalancePolicy = { frequency: 'daily' },
  onFailure: Sleeve['onFailure'] = 'stop',
): Sleeve => ({
  strategy: { name: strategyName(name), title: name, tree, rebalance },
  share: weight(share),
  onFailure,
});

/** Sleeves that want the same tickers at different times, one of which trades in whole shares, and one that cannot always decide. */
export const BOOK = [
  sleeve(
    'swing',
    0.4,
    when(above(rsi('QQQ', 2), 50), {
      then: weighted([0.6, 'QQQ'], [0.4, 'GLD']),
      else: highest(1, by(cumulativeReturn, 3), ['TLT', 'FNGU', 'XLE']),
    }),
  ),
  sleeve('spread', 0.35, inverseVolatility(10, ['SPY', 'QQQ', 'FNGU', 'TLT']), { frequency: 'weekly', corridor: 0.01 }),
  sleeve(
    'trend',
    0.25,
    when(above(rsi('QQQ', 2), 50), {
      then: weighted([0.5, 'TLT'], [0.3, 'XLE']),
      else: when(above(close('XLP'), sma('XLP', 5)), { then: equally(['QQQ', 'FNGU']), else: equally(['QQQ', 'GLD']) }),
    }),
    { frequency: 'daily', corridor: 0.02 },
    'keep',
  ),
];

export const MANDATE: Mandate = {
  book: BOOK,
  decide: DEFAULT_POLICY,
  execution: DEFAULT_EXECUTION_POLICY,
  capital: { kind: 'all-cash' },
  accountId: null,
};
