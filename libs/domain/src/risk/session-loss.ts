/** What the strategies' books have lost since the last close, on what they hold now. */
import { toFloat } from '../values/exact.ts';
import { formatPercent } from '../values/format.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { Facts } from '../run/facts.ts';
import { shown } from './check.ts';
import { lastClose } from './last-close.ts';
import type { RiskLimits } from './limits.ts';

/** Percent of sizing equity, positive is a loss; NaN when a holding has no last close. */
export function sessionLoss(plan: RebalancePlan, facts: Pick<Facts, 'history'>): number {
  const held = plan.rows.filter((row) => row.held > 0n);
  const lost = held.reduce((sum, row) => sum + toFloat(row.held) * (lastClose(facts.history, row.ticker) - toFloat(row.price)), 0);
  return (lost / toFloat(plan.sizingEquity)) * 100;
}

/** Why no buys today, or null. A loss that cannot be measured stops them too. */
export function stopsBuys(plan: RebalancePlan, facts: Pick<Facts, 'history'>, limits: RiskLimits): string | null {
  const loss = sessionLoss(plan, facts);
  if (loss <= limits.sessionLossMax) return null;
  if (Number.isNaN(loss)) return 'no new buys: the loss since the last close cannot be measured';
  return `no new buys: the books lost ${shown(loss, formatPercent)} since the last close, limit ${shown(limits.sessionLossMax, formatPercent)}`;
}
