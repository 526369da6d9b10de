/** Netting: what one sleeve gives up and another wants passes between their books at the decision price, and is not ordered. */
import { invariant } from '../result.ts';
import { least, NO_SHARES, remaining, total, type Price, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { splitProRata } from '../values/weight.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { SleevePart } from './sizing.ts';
import type { Cross, Side, SleeveShare } from './trade.ts';

export interface Netted {
  readonly crosses: readonly Cross[];
  /** What is left to order, all on one side; null when the sleeves cancel out. */
  readonly rest: { readonly side: Side; readonly shares: readonly SleeveShare[] } | null;
}

/** Never both sides of a ticker: sellers and buyers meet first, pro rata to what each wants, and only the difference is left. */
export function net(ticker: Ticker, price: Price, parts: readonly SleevePart[]): Netted {
  const buyers = wishes(
    parts,
    (part) => part.target > part.held,
    (part) => remaining(part.target, part.held),
  );
  const sellers = wishes(
    parts,
    (part) => part.held > part.target,
    (part) => remaining(part.held, part.target),
  );
  const crossed = least(amountOf(buyers), amountOf(sellers));
  const bought = portions(crossed, buyers);
  const sold = portions(crossed, sellers);
  const restOf = (all: readonly SleeveShare[], met: readonly SleeveShare[]): readonly SleeveShare[] =>
    all.map((wish, i) => ({ ...wish, quantity: remaining(wish.quantity, met[i]!.quantity) })).filter((wish) => wish.quantity > NO_SHARES);
  const toBuy = restOf(buyers, bought);
  const toSell = restOf(sellers, sold);
  invariant(toBuy.length === 0 || toSell.length === 0, 'After netting only one side is left');
  const crosses = pairs(sold, bought).map(({ from, to, quantity }) => ({ ticker, from, to, quantity, price }));
  const rest =
    toBuy.length > 0 ? { side: 'buy' as const, shares: toBuy } : toSell.length > 0 ? { side: 'sell' as const, shares: toSell } : null;
  return { crosses, rest };
}

/** A quantity divided like `shares`, exactly; sleeves whose part is nothing are left out. */
export const divided = (quantity: Quantity, shares: readonly SleeveShare[]): readonly SleeveShare[] =>
  portions(quantity, shares).filter((share) => share.quantity > NO_SHARES);

export const amountOf = (shares: readonly SleeveShare[]): Quantity => total(shares.map((share) => share.quantity));

function portions(quantity: Quantity, shares: readonly SleeveShare[]): readonly SleeveShare[] {
  if (shares.length === 0) return [];
  const split = splitProRata(
    quantity,
    shares.map((share) => share.quantity),
  );
  return shares.map(({ strategy }, i) => ({ strategy, quantity: split[i]! as Quantity }));
}

const wishes = (
  parts: readonly SleevePart[],
  wants: (part: SleevePart) => boolean,
  amount: (part: SleevePart) => Quantity,
): readonly SleeveShare[] => parts.filter(wants).map((part) => ({ strategy: part.strategy, quantity: amount(part) }));

/** Walks givers and takers of equal totals side by side, in written order. */
function pairs(
  givers: readonly SleeveShare[],
  takers: readonly SleeveShare[],
): readonly { from: StrategyName; to: StrategyName; quantity: Quantity }[] {
  const result: { from: StrategyName; to: StrategyName; quantity: Quantity }[] = [];
  const open = takers.map((taker) => ({ ...taker }));
  let next = 0;
  for (const giver of givers) {
    let left = giver.quantity;
    while (left > NO_SHARES) {
      const taker = open[next]!;
      const quantity = least(left, taker.quantity);
      if (quantity > NO_SHARES) result.push({ from: giver.strategy, to: taker.strategy, quantity });
      left = remaining(left, quantity);
      open[next] = { ...taker, quantity: remaining(taker.quantity, quantity) };
      if (open[next]!.quantity === NO_SHARES) next++;
    }
  }
  return result;
}
