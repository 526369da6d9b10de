/** What the world tells the machine. Every event carries the clock's reading: the machine has no other "now". */
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Quote } from '../../market/quote.ts';
import type { Account } from '../../run/facts.ts';
import type { ClientOrderId, Fill, VenueOrder, VenueOrderId } from '../order.ts';
import type { PlannedEntry, RunEntry } from './entry.ts';

/** What came of a submission, as the broker port says it; `unsent`: the runner did not send it and will not. */
export type SubmissionResult =
  | { readonly status: 'accepted'; readonly order: VenueOrder }
  | { readonly status: 'refused'; readonly code: string; readonly says: string; readonly related: readonly VenueOrderId[] }
  | { readonly status: 'unknown'; readonly says: string }
  | { readonly status: 'unsent'; readonly says: string };

/** What came of a cancel. None of these closes an order: only its own status at the broker does. */
export type CancellationResult =
  { readonly status: 'accepted' | 'closed' | 'notFound' } | { readonly status: 'unknown'; readonly says: string };

export type Answer =
  | { readonly of: 'order'; readonly id: ClientOrderId; readonly order: VenueOrder | null }
  | { readonly of: 'orders'; readonly orders: readonly VenueOrder[] }
  | { readonly of: 'openOrders'; readonly orders: readonly VenueOrder[] }
  | { readonly of: 'fills'; readonly fills: readonly Fill[] }
  | { readonly of: 'account'; readonly account: Account }
  /** Tickers that were asked for and are not here have no quote. */
  | { readonly of: 'quotes'; readonly quotes: ReadonlyMap<Ticker, Quote> };

export type MachineEvent = { readonly at: Instant } &
  /** Start-up and recovery alike: what the journal holds (nothing, for a new run), and the plan to write if it holds none. */
  (
    | { readonly kind: 'started'; readonly entries: readonly RunEntry[]; readonly plan: PlannedEntry }
    | { readonly kind: 'persisted' }
    /** Another writer was first: all entries from the expected length on. */
    | { readonly kind: 'conflict'; readonly entries: readonly RunEntry[] }
    | { readonly kind: 'submitted'; readonly id: ClientOrderId; readonly result: SubmissionResult }
    | { readonly kind: 'cancelled'; readonly id: ClientOrderId; readonly result: CancellationResult }
    | { readonly kind: 'answered'; readonly ask: number; readonly answer: Answer }
    /** A read failed. It is never an empty list and never a zero. */
    | { readonly kind: 'unanswered'; readonly ask: number; readonly says: string }
    /** A hint from a stream: taken like a snapshot, never trusted to be the last word. */
    | { readonly kind: 'streamed'; readonly order: VenueOrder }
    | { readonly kind: 'ticked' }
    | { readonly kind: 'stopped'; readonly why: 'killed' | 'interrupted' }
  );
