/** Shrinks buys to the cash at hand: pro rata by cost, rounded down, so that together they never cost more than there is. */
import {
  divideDown,
  downTo,
  least,
  NO_SHARES,
  notional,
  sharesFor,
  total,
  type Money,
  type Price,
  type Quantity,
} from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';

/** A buy at the worst price it may pay. */
export interface PricedBuy {
  readonly ticker: Ticker;
  readonly quantity: Quantity;
  readonly limitPrice: Price;
  /** The smallest step of its quantity: 1e-9, or one share. */
  readonly increment: Quantity;
}

/**
 * @param cash confirmed cash, USD; nothing is bought with none or less.
 * @returns shares per buy in the order given, each ≤ its quantity and on its increment; more cash never buys less.
 */
export function fitToCash(buys: readonly PricedBuy[], cash: Money): readonly Quantity[] {
  if (cash <= 0n) return buys.map(() => NO_SHARES);
  const costs = buys.map((buy) => notional(buy.quantity, buy.limitPrice));
  const cost = total(costs);
  if (cost <= cash) return buys.map((buy) => downTo(buy.quantity, buy.increment));
  return buys.map((buy, i) => {
    const budget = divideDown(cash * costs[i]!, cost) as Money;
    return least(downTo(buy.quantity, buy.increment), sharesFor(budget, buy.limitPrice, buy.increment));
  });
}
