/** What the machine asks of the world. It performs nothing itself: a runner does, and answers with events. */
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Outcome } from '../../run/outcome.ts';
import type { ClientOrderId, Ticket, VenueOrderId } from '../order.ts';
import type { RunEntry } from './entry.ts';

/** A read. `order`: one order by our id · `orders`: open and closed since, all in one call · `fills`: executions since. */
export type Query =
  | { readonly of: 'order'; readonly id: ClientOrderId }
  | { readonly of: 'orders'; readonly since: Instant }
  | { readonly of: 'openOrders' }
  | { readonly of: 'fills'; readonly since: Instant }
  | { readonly of: 'account' }
  | { readonly of: 'quotes'; readonly tickers: readonly Ticker[] };

/** The machine's account of itself: a constant message, facts as fields. */
export interface Note {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export type Effect =
  /** Append by compare-and-set; answered by `persisted`, or by `conflict` with what stands there instead. Never two at once. */
  | { readonly kind: 'persist'; readonly expectedLength: number; readonly entries: readonly RunEntry[] }
  /** Its intent is in the journal. A runner that wakes up after `notAfter` does not send it and answers `unsent`. */
  | { readonly kind: 'submit'; readonly ticket: Ticket; readonly notAfter: Instant }
  | { readonly kind: 'cancel'; readonly id: ClientOrderId; readonly venueOrderId: VenueOrderId }
  /** `ask` comes back with the answer: an answer to an older question than the one of interest is dropped. */
  | { readonly kind: 'query'; readonly ask: number; readonly query: Query }
  /** An alarm: tick at `until` unless something happens before. The newest replaces the ones before it. */
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'emit'; readonly note: Note }
  | { readonly kind: 'done'; readonly outcome: Outcome };
