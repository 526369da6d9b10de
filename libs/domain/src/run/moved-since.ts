/** What a person did while a day was being decided: a plan is of the shares it was made from. */
import { formatHolding } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { Position } from './facts.ts';

/** @returns which positions of the plan's tickers are no longer what they were, in words; undefined while all are. */
export function movedSince(plan: RebalancePlan, before: readonly Position[], now: readonly Position[]): string | undefined {
  const moved = plan.rows.flatMap(({ ticker }) => {
    const [then, there] = [sharesOf(before, ticker), sharesOf(now, ticker)];
    return then === there ? [] : [`${ticker} ${formatHolding(then)} then, ${formatHolding(there)} now`];
  });
  return moved.length === 0 ? undefined : `Positions changed while the day was decided: ${moved.join('; ')}. Nothing was sent.`;
}

function sharesOf(positions: readonly Position[], ticker: Ticker): bigint {
  const held = positions.find((position) => position.ticker === ticker);
  return held === undefined ? 0n : held.side === 'long' ? held.quantity : -held.quantity;
}
