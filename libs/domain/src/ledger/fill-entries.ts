/** Executions → ledger entries, each split over the sleeves its trade was made for. */
import { invariant } from '../result.ts';
import { NO_SHARES, least, plus, remaining, total, type Quantity } from '../values/exact.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import type { SleeveShare, Trade } from '../rebalance/trade.ts';
import type { Outcome } from '../run/outcome.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { BookName, LedgerEntry } from './entry.ts';
import { splitFilled } from './split.ts';

type FillEntry = Extract<LedgerEntry, { kind: 'fill' }>;

/** An order of a trade's ladder with what it filled in the end, in the order in which they were sent. */
export interface FilledOrder {
  readonly venueOrderId: VenueOrderId | null;
  readonly filled: Quantity;
}

/**
 * One entry per fill of a trade. A sleeve's part is defined by how much of the trade is filled before and after, so it depends neither
 * on how the executions were cut nor on the order they are heard of; when all of it is filled each sleeve has exactly its share.
 * What fills beyond the trade (which must not happen) is nobody's: `unattributed`.
 */
export function fillEntries(
  fills: readonly Fill[],
  trade: { readonly shares: readonly SleeveShare[] },
  orders: readonly FilledOrder[],
  session: SessionDate,
): readonly FillEntry[] {
  const filledBefore = new Map<VenueOrderId, Quantity>();
  let base = NO_SHARES;
  for (const order of orders) {
    if (order.venueOrderId !== null) filledBefore.set(order.venueOrderId, base);
    base = plus(base, order.filled);
  }
  const parts = trade.shares.map((share) => share.quantity);
  const whole = total(parts);
  return fills.map((fill) => {
    const start = filledBefore.get(fill.venueOrderId);
    if (start === undefined) return strangersFill(fill, session);
    const after = plus(start, fill.cumulativeQuantity);
    const before = remaining(after, fill.quantity);
    const splitBefore = splitFilled(least(before, whole), parts);
    const splitAfter = splitFilled(least(after, whole), parts);
    const shares: { book: BookName; quantity: Quantity }[] = trade.shares.map(({ strategy }, i) => ({
      book: strategy,
      quantity: remaining(splitAfter[i]!, splitBefore[i]!),
    }));
    const beyond = remaining(fill.quantity, total(shares.map((share) => share.quantity)));
    if (beyond > NO_SHARES) shares.push({ book: 'unattributed', quantity: beyond });
    return fillEntry(
      fill,
      session,
      shares.filter((share) => share.quantity > NO_SHARES),
    );
  });
}

/** A fill of an order that is not ours. */
export const strangersFill = (fill: Fill, session: SessionDate): FillEntry =>
  fillEntry(fill, session, [{ book: 'unattributed', quantity: fill.quantity }]);

/** All fills of a run's outcome, by the trades of its plan. Oldest first; ties by order and amount filled. */
export function outcomeEntries(trades: readonly Trade[], outcome: Outcome, session: SessionDate): readonly FillEntry[] {
  const entries = outcome.legs.flatMap((leg) => {
    const trade = trades.find((candidate) => candidate.ticker === leg.ticker && candidate.side === leg.side);
    const ids = new Set(leg.orders.map((order) => order.venueOrderId));
    const fills = outcome.fills.filter((fill) => ids.has(fill.venueOrderId));
    invariant(trade !== undefined, `The ${leg.side} of ${leg.ticker} belongs to a trade of the plan`);
    return fillEntries(fills, trade, leg.orders, session);
  });
  return entries.sort(
    (a, b) => a.at - b.at || compareText(a.venueOrderId, b.venueOrderId) || compareUnits(a.cumulativeQuantity, b.cumulativeQuantity),
  );
}

/** The marks of a rebalance that is done: which strategies need none until their next period. */
export const rebalancedEntry = (strategies: readonly StrategyName[], session: SessionDate, at: Instant): LedgerEntry => ({
  kind: 'rebalanced',
  at,
  session,
  strategies: [...strategies].sort(),
});

/** An execution as a ledger entry, with the books it belongs to. */
export const fillEntry = (fill: Fill, session: SessionDate, shares: FillEntry['shares']): FillEntry => ({
  kind: 'fill',
  at: fill.at,
  session,
  venueOrderId: fill.venueOrderId,
  cumulativeQuantity: fill.cumulativeQuantity,
  ticker: fill.ticker,
  side: fill.side,
  quantity: fill.quantity,
  price: fill.price,
  shares,
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareUnits = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
