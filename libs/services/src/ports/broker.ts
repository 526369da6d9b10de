import type {
  Account,
  ClientOrderId,
  Fill,
  Instant,
  Instrument,
  Position,
  Ticker,
  Ticket,
  VenueOrder,
  VenueOrderId,
} from '@alchemiser/domain';

/** What came of a submission. `unknown`: sent, never heard; ask before doing anything else. */
export type Submission =
  | { readonly status: 'accepted'; readonly order: VenueOrder }
  | { readonly status: 'refused'; readonly code: string; readonly says: string; readonly related: readonly VenueOrderId[] }
  | { readonly status: 'unknown'; readonly says: string }
  /** Held back: it never left. */
  | { readonly status: 'unsent'; readonly says: string };

/** Asked when nothing is left to wait for: words hold the order back. */
export type MayLeave = () => Promise<string | undefined>;

/** What came of a cancel. `closed`: it was too late, look the order up. */
export type Cancellation = { readonly status: 'accepted' | 'closed' | 'notFound' } | { readonly status: 'unknown'; readonly says: string };

/**
 * The broker as the trading engine needs it. Reads throw a `Failure` when they fail: never an empty list, never a zero.
 * `submit` and `cancel` never throw for what the world did; doubt comes back as `unknown`.
 */
export interface Broker {
  /** How long the venue refuses a client order id it has seen. */
  readonly dedupe: 'permanent' | 'session' | 'none';
  account(): Promise<Account>;
  positions(): Promise<readonly Position[]>;
  openOrders(): Promise<readonly VenueOrder[]>;
  /** Orders submitted at or after `since`, open and closed, oldest first. */
  ordersSince(since: Instant): Promise<readonly VenueOrder[]>;
  orderByClientId(id: ClientOrderId): Promise<VenueOrder | undefined>;
  /** Executions at or after `since`, oldest first, complete (paginated inside). One seen before may come again: its key makes it the same. */
  fillsSince(since: Instant): Promise<readonly Fill[]>;
  instruments(tickers: readonly Ticker[]): Promise<ReadonlyMap<Ticker, Instrument>>;
  /** @param mayLeave asked right before it is sent, however long its turn was waited for. */
  submit(ticket: Ticket, mayLeave?: MayLeave): Promise<Submission>;
  cancel(id: VenueOrderId): Promise<Cancellation>;
}
