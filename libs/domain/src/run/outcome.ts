/** What became of an approved plan at the broker. */
import type { Price, Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import type { Side } from '../rebalance/trade.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../orders/order.ts';

/** One order of a leg's ladder, as it ended (or as it stands, when the leg halted). */
export interface OrderOutcome {
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId | null;
  /** 0 = the first rung of the ladder. */
  readonly step: number;
  readonly type: 'limit' | 'market';
  readonly quantity: Quantity;
  readonly limitPrice: Price | null;
  readonly status: 'filled' | 'canceled' | 'expired' | 'rejected' | 'denied' | 'unknown';
  readonly filled: Quantity;
  readonly averagePrice: Price | null;
  readonly submittedAt: Instant;
  /** The venue's or our reason, where there is one. */
  readonly says?: string;
}

export interface LegOutcome {
  readonly ticker: Ticker;
  readonly side: Side;
  /** What the plan wanted, and what it could be shrunk to once cash was confirmed. */
  readonly planned: Quantity;
  readonly target: Quantity;
  readonly filled: Quantity;
  readonly averagePrice: Price | null;
  readonly decisionPrice: Price;
  /** Signed cost against the decision price in basis points; positive is worse. Null when nothing filled. */
  readonly slippageBps: number | null;
  /** `dust`: the remainder is too small for an order · `halted`: an order is unknown, a person is needed. */
  readonly status: 'filled' | 'partly' | 'unfilled' | 'dust' | 'halted';
  readonly says: string;
  readonly orders: readonly OrderOutcome[];
}

export interface Outcome {
  readonly status: 'done' | 'partly' | 'halted';
  readonly legs: readonly LegOutcome[];
  readonly fills: readonly Fill[];
}
