/** One sound plan to spoil: Nuclear leaves SMR for TQQQ. */
import { price, quantity } from '../src/values/exact.ts';
import { ticker } from '../src/values/ticker.ts';
import { weight } from '../src/values/weight.ts';
import type { ClientOrderId, VenueOrder, VenueOrderId } from '../src/orders/order.ts';
import { combine } from '../src/portfolio/combine.ts';
import { planRebalance } from '../src/rebalance/plan.ts';
import { DEFAULT_PLAN_POLICY } from '../src/rebalance/policy.ts';
import type { RebalancePlan } from '../src/rebalance/trade.ts';
import { approve } from '../src/risk/approve.ts';
import { DEFAULT_LIMITS, type RiskLimits } from '../src/risk/limits.ts';
import type { Facts } from '../src/run/facts.ts';
import { strategyName } from '../src/strategy/strategy.ts';
import { dayOf, GATHERED, type DaySpec } from './facts.ts';

export const TQQQ = ticker('TQQQ');
export const SMR = ticker('SMR');
export const day: DaySpec = { prices: { SMR: '10', TQQQ: '60' }, books: { nuclear: { cash: '1000', holds: { SMR: '900' } } } };

/** Nuclear sells SMR ($9,000) and buys TQQQ with 99 % of $10,000. */
export function planned(facts: Facts): RebalancePlan {
  const target = combine([
    { strategy: strategyName('nuclear'), share: weight(1), action: 'rebalance', weights: [{ ticker: TQQQ, weight: 1 }] },
  ]);
  const plan = planRebalance(target, facts, DEFAULT_PLAN_POLICY);
  if (!plan.ok) throw new Error(plan.error.says);
  return plan.value;
}
export const facts = dayOf(day);
export const plan = planned(facts);
export const stranger: VenueOrder = {
  venueOrderId: 'v1' as VenueOrderId,
  clientOrderId: 'by hand' as ClientOrderId,
  ticker: SMR,
  side: 'sell',
  quantity: quantity('1'),
  type: 'limit',
  limitPrice: price('11'),
  status: 'working',
  rawStatus: 'new',
  filled: quantity('0'),
  averageFillPrice: null,
  submittedAt: GATHERED,
};
export const withAccount = (account: Partial<Facts['account']>): Facts => ({ ...facts, account: { ...facts.account, ...account } });
export const bought = (changes: Partial<RebalancePlan['trades'][number]>): RebalancePlan => ({
  ...plan,
  trades: plan.trades.map((trade) => (trade.side === 'buy' ? { ...trade, ...changes } : trade)),
});
export const says = (changed: { facts?: Facts; plan?: RebalancePlan; limits?: Partial<RiskLimits> }, row: string) =>
  approve(changed.plan ?? plan, changed.facts ?? facts, { ...DEFAULT_LIMITS, ...changed.limits }).checks.find(
    (check) => check.name === row,
  );
