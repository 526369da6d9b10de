import type { Price, Quantity } from '../values/exact.ts';
import { basisPoints } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';

/** Best bid and ask, both sides there and uncrossed: an adapter drops anything else instead of repairing it. */
export interface Quote {
  readonly ticker: Ticker;
  readonly bid: Price;
  readonly ask: Price;
  readonly bidSize: Quantity;
  readonly askSize: Quantity;
  readonly at: Instant;
}

/** (bid + ask) / 2, rounded down to 1e-9. */
export const midPrice = (quote: Quote): Price => ((quote.bid + quote.ask) / 2n) as Price;

/** (ask − bid) in basis points of the mid. */
export const spreadBps = (quote: Quote): number => basisPoints(midPrice(quote), quote.ask) - basisPoints(midPrice(quote), quote.bid);
