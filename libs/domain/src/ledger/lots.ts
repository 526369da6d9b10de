/** Lots of one ticker in one book, first in, first out. */
import { invariant } from '../result.ts';
import {
  divideNearest,
  minus,
  NO_MONEY,
  NO_SHARES,
  notional,
  plus,
  remaining,
  toDecimal,
  total,
  type Money,
  type Price,
  type Quantity,
} from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { splitProRata } from '../values/weight.ts';
import type { Lot } from './entry.ts';
import type { SplitRatio } from './split-ratio.ts';

export const sharesOf = (lots: readonly Lot[]): Quantity => total(lots.map((lot) => lot.quantity));

/** What the lots were bought for. */
export const costOf = (lots: readonly Lot[]): Money => total(lots.map((lot) => notional(lot.quantity, lot.price)));

/**
 * Takes shares out, oldest lots first. `taken` are those shares as lots, `left` the others; `cost` is what the taken shares were bought
 * for: the profit of a sale is its proceeds minus it, and is known before anything changes.
 * @throws InvariantViolation when there are fewer shares than are taken.
 */
export function takeOldest(
  name: Ticker,
  lots: readonly Lot[],
  shares: Quantity,
): { readonly taken: readonly Lot[]; readonly left: readonly Lot[]; readonly cost: Money } {
  const held = sharesOf(lots);
  invariant(shares <= held, () => `A book gives no more ${name} than it holds (${toDecimal(shares)} of ${toDecimal(held)})`);
  let open = shares;
  let cost = NO_MONEY;
  const taken: Lot[] = [];
  const left: Lot[] = [];
  for (const lot of lots) {
    const part = open < lot.quantity ? open : lot.quantity;
    open = remaining(open, part);
    const rest = remaining(lot.quantity, part);
    if (part > NO_SHARES) taken.push({ ...lot, quantity: part });
    // What a split lot gives up is its cost minus what its rest still costs, so that parts always add up to the whole.
    cost = plus(cost, minus(notional(lot.quantity, lot.price), notional(rest, lot.price)));
    if (rest > NO_SHARES) left.push({ ...lot, quantity: rest });
  }
  return { taken, left, cost };
}

/** The lots after a split, together `shares`: each with the day it was bought and, to a billionth of a dollar per share, what it cost. */
export function splitLots(lots: readonly Lot[], shares: Quantity, { to, from }: SplitRatio): readonly Lot[] {
  const quantities = splitProRata(
    shares,
    lots.map((lot) => lot.quantity),
  );
  return lots
    .map((lot, i) => ({
      ...lot,
      quantity: quantities[i] as Quantity,
      price: divideNearest(lot.price * BigInt(from), BigInt(to)) as Price,
    }))
    .filter(({ quantity }) => quantity > NO_SHARES);
}
