/** What a process asks of the world, and what it gets. A call that fails is told as such: never as an empty list, never as a zero. */
import type {
  Account,
  CancellationResult,
  ClientOrderId,
  Facts,
  Fill,
  Instant,
  LedgerEntry,
  PastTrade,
  Position,
  Quote,
  RunEntry,
  SubmissionResult,
  Ticker,
  Ticket,
  VenueOrder,
  VenueOrderId,
} from '@alchemiser/domain';
import type { DayRecord } from './record.ts';

/** A run's place in the stores. */
export type RunName = string;

export type Appended<Entry> = { readonly status: 'appended' } | { readonly status: 'conflict'; readonly entries: readonly Entry[] };

/** Calls by name: what they carry and what they answer. */
export interface Calls {
  account: { readonly asks: object; readonly answer: Account };
  positions: { readonly asks: object; readonly answer: readonly Position[] };
  openOrders: { readonly asks: object; readonly answer: readonly VenueOrder[] };
  orders: { readonly asks: { readonly since: Instant }; readonly answer: readonly VenueOrder[] };
  order: { readonly asks: { readonly id: ClientOrderId }; readonly answer: VenueOrder | null };
  fills: { readonly asks: { readonly since: Instant }; readonly answer: readonly Fill[] };
  quotes: { readonly asks: { readonly tickers: readonly Ticker[] }; readonly answer: ReadonlyMap<Ticker, Quote> };
  submit: { readonly asks: { readonly ticket: Ticket; readonly intent: string }; readonly answer: SubmissionResult };
  cancel: { readonly asks: { readonly id: VenueOrderId }; readonly answer: CancellationResult };
  readRun: { readonly asks: { readonly run: RunName }; readonly answer: readonly RunEntry[] };
  append: {
    readonly asks: { readonly run: RunName; readonly expected: number; readonly entries: readonly RunEntry[] };
    readonly answer: Appended<RunEntry>;
  };
  readLedger: { readonly asks: object; readonly answer: readonly LedgerEntry[] };
  appendLedger: {
    readonly asks: { readonly expected: number; readonly entries: readonly LedgerEntry[] };
    readonly answer: Appended<LedgerEntry>;
  };
  keepFacts: { readonly asks: { readonly facts: Facts }; readonly answer: string };
  readFacts: { readonly asks: { readonly name: string }; readonly answer: Facts | null };
  readRecord: { readonly asks: { readonly run: RunName }; readonly answer: DayRecord | null };
  /** Kept once; a second one is answered with the first. */
  keepRecord: { readonly asks: { readonly run: RunName; readonly record: DayRecord }; readonly answer: DayRecord };
  /** Trades of finished runs, with the ids of their orders. */
  pastTrades: { readonly asks: object; readonly answer: readonly PastTrade[] };
  unfinishedRuns: { readonly asks: { readonly before: string }; readonly answer: readonly RunName[] };
}

export type CallName = keyof Calls;
export type CallOf<K extends CallName> = { readonly of: K } & Calls[K]['asks'];
export type Call = { readonly [K in CallName]: CallOf<K> }[CallName];

/** Goes over the network to the broker, or to the market; everything else is the store's. */
export const BROKER_CALLS: ReadonlySet<CallName> = new Set([
  'account',
  'positions',
  'openOrders',
  'orders',
  'order',
  'fills',
  'submit',
  'cancel',
]);

const LOCAL_CALLS: ReadonlySet<CallName> = new Set([
  'readRun',
  'readLedger',
  'readFacts',
  'readRecord',
  'unfinishedRuns',
  'pastTrades',
  'keepFacts',
]);

/** Answered by the store at once. */
export const isLocal = (of: CallName): boolean => LOCAL_CALLS.has(of);

export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly says: string };

/** What reaches a process. */
export type Message =
  | { readonly kind: 'reply'; readonly call: number; readonly reply: Reply }
  | { readonly kind: 'alarm' }
  | { readonly kind: 'hint'; readonly order: VenueOrder }
  | { readonly kind: 'stop'; readonly why: 'killed' | 'interrupted' };
