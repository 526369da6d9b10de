/** The stamp that execution asks for. Only this file can make it, and only for a plan that passed every row. */
import type { Brand } from '../values/brand.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { Facts } from '../run/facts.ts';
import type { RiskCheck } from './check.ts';
import { RISK_ROWS } from './checks.ts';
import type { RiskLimits } from './limits.ts';

export type Approved<T> = Brand<T, 'Approved'>;

export interface Approval {
  /** Every row, in the order of the table. */
  readonly checks: readonly RiskCheck[];
  /** Null when a row did not pass. */
  readonly approved: Approved<RebalancePlan> | null;
}

export function approve(plan: RebalancePlan, facts: Facts, limits: RiskLimits): Approval {
  const checks = RISK_ROWS.map(({ name, check }): RiskCheck => {
    const { passed, says } = check(plan, facts, limits);
    return { name, passed, says };
  });
  return { checks, approved: checks.every((check) => check.passed) ? (plan as Approved<RebalancePlan>) : null };
}
