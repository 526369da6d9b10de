/** Stops: when the market has reached one, and how far from it a triggered one may still trade. */
import { midPrice, price, tickSize, tickUp, type Price, type Quote, type Side } from '@alchemiser/domain';
import type { OrderType } from './state.ts';

/** There are no trades but ours, so the last one is taken to be at the middle of the quote. */
export const isReached = (side: Side, stop: Price, quote: Quote): boolean =>
  side === 'buy' ? midPrice(quote) >= stop : midPrice(quote) <= stop;

const FIFTY_DOLLARS = price('50');

/** Alpaca turns a buy stop into a stop-limit 4 % above its stop, 2.5 % from $50 on; up to the tick. */
export function buyStopBound(stop: Price): Price {
  const bound = (stop + (stop * (stop < FIFTY_DOLLARS ? 40n : 25n)) / 1000n) as Price;
  return tickUp(bound, tickSize(bound));
}

interface Priced {
  readonly type: OrderType;
  readonly side: Side;
  readonly limitPrice: Price | null;
  readonly stopPrice?: Price | null;
}

/** The worst price an order may trade at, once triggered; null where any will do. */
export function worstPrice({ side, limitPrice, stopPrice = null }: Priced): Price | null {
  if (limitPrice !== null) return limitPrice;
  return side === 'buy' && stopPrice !== null ? buyStopBound(stopPrice) : null;
}
