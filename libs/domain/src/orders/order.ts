/**
 * Orders as we know them. A ticket is a trade made sendable; an order is a ticket with a life, and each status carries
 * only what is true of it.
 */
import type { Brand } from '../values/brand.ts';
import type { Price, Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import type { Side } from '../rebalance/trade.ts';

/** Ours, derived and repeatable, ≤ 36 characters. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>;
/** Theirs. */
export type VenueOrderId = Brand<string, 'VenueOrderId'>;

export interface Ticket {
  readonly clientOrderId: ClientOrderId;
  readonly ticker: Ticker;
  readonly side: Side;
  readonly quantity: Quantity;
  readonly type: 'limit' | 'market';
  /** Present exactly for limit orders; on the tick. */
  readonly limitPrice?: Price;
  readonly timeInForce: 'day';
}

/** What the venue says of an order. `unrecognised` is kept as it came and never coerced. */
export type VenueStatus =
  'pending' | 'working' | 'partiallyFilled' | 'filled' | 'canceled' | 'expired' | 'rejected' | 'replaced' | 'unrecognised';

/** An order as the venue reports it: ours or a stranger's. */
export interface VenueOrder {
  readonly venueOrderId: VenueOrderId;
  readonly clientOrderId: ClientOrderId;
  readonly ticker: Ticker;
  readonly side: Side;
  /** Null for a notional order, which is never ours. */
  readonly quantity: Quantity | null;
  readonly type: string;
  readonly limitPrice: Price | null;
  readonly status: VenueStatus;
  /** The venue's own word. */
  readonly rawStatus: string;
  readonly filled: Quantity;
  readonly averageFillPrice: Price | null;
  readonly submittedAt: Instant | null;
}

/** One execution. Its key is (venue order id, cumulative quantity after it): the stream and the activities both give these two. */
export interface Fill {
  readonly venueOrderId: VenueOrderId;
  /** Null where the venue's list does not carry it (Alpaca's activities do not). */
  readonly clientOrderId: ClientOrderId | null;
  readonly ticker: Ticker;
  readonly side: Side;
  readonly quantity: Quantity;
  readonly price: Price;
  readonly cumulativeQuantity: Quantity;
  readonly executionId: string;
  readonly at: Instant;
}

/** A closed status can fill no more. */
export const isClosed = (status: VenueStatus): boolean =>
  status === 'filled' || status === 'canceled' || status === 'expired' || status === 'rejected' || status === 'replaced';
