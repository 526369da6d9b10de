import type { VenueOrder } from '@alchemiser/domain';

/**
 * `listening`: from now on what happens is told · `lost`: it is not, and the stream tries to come back ·
 * `refused`: it will not come back (the key was refused).
 */
export type StreamState = { readonly status: 'listening' } | { readonly status: 'lost' | 'refused'; readonly says: string };

export interface TradeUpdatesListener {
  /** An order as the venue showed it when something happened to it. May come twice, late, out of order, or never. */
  onOrder(order: VenueOrder): void;
  onState?(state: StreamState): void;
}

/** Hints of what happens to the account's orders, while it happens. REST is the truth: nothing may depend on hearing one. */
export interface TradeUpdates {
  /** Returns at once and never throws: a stream that cannot be had is a slower run, not a failed one. */
  follow(listener: TradeUpdatesListener): Following;
}

export interface Following {
  /** Nothing is told afterwards; the connection is closed. */
  stop(): void;
}
