import { money, toFloat, type LegRecord } from '@alchemiser/domain';

/** Slippage of a run in basis points, weighted by what each leg filled at its decision price; null when nothing filled. */
export function meanSlippageBps(legs: readonly LegRecord[]): number | null {
  let cost = 0;
  let value = 0;
  for (const leg of legs) {
    if (leg.slippageBps === null) continue;
    const filled = toFloat(money(leg.filled)) * toFloat(money(leg.decisionPrice));
    cost += leg.slippageBps * filled;
    value += filled;
  }
  return value === 0 ? null : cost / value;
}
