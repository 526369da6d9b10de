/** Plans of made-up days, and the words to read them by. */
import { toDecimal } from '../src/values/exact.ts';
import { ticker } from '../src/values/ticker.ts';
import { weight } from '../src/values/weight.ts';
import { combine, type SleeveChoice } from '../src/portfolio/combine.ts';
import { planRebalance } from '../src/rebalance/plan.ts';
import { DEFAULT_PLAN_POLICY, type PlanPolicy } from '../src/rebalance/policy.ts';
import type { RebalancePlan } from '../src/rebalance/trade.ts';
import { strategyName } from '../src/strategy/strategy.ts';
import { dayOf, type DaySpec } from './facts.ts';

export const wanting = (name: string, share: number, weights: Record<string, number>): SleeveChoice => ({
  strategy: strategyName(name),
  share: weight(share),
  action: 'rebalance',
  weights: Object.entries(weights).map(([wanted, part]) => ({ ticker: ticker(wanted), weight: part })),
});
export const keeping = (name: string, share: number): SleeveChoice => ({
  strategy: strategyName(name),
  share: weight(share),
  action: 'keep',
  why: 'not due',
});

export const NO_RESERVE: PlanPolicy = { ...DEFAULT_PLAN_POLICY, reserve: weight(0) };

export function planOf(day: DaySpec, choices: readonly SleeveChoice[], policy: PlanPolicy = NO_RESERVE): RebalancePlan {
  const plan = planRebalance(combine(choices), dayOf(day), policy);
  if (!plan.ok) throw new Error(plan.error.says);
  return plan.value;
}

/** "sell GOOGL 50" in the order of the plan. */
export const tradesOf = (plan: RebalancePlan): readonly string[] =>
  plan.trades.map((trade) => `${trade.side} ${trade.ticker} ${toDecimal(trade.quantity)}`);
export const whyOf = (plan: RebalancePlan, name: string): string => plan.rows.find((row) => row.ticker === name)!.why;
