import { money, type Money } from '../values/exact.ts';
import { weight, type Weight } from '../values/weight.ts';
import type { Tolerance } from './tolerance.ts';

/** How a target becomes trades. */
export interface PlanPolicy {
  /** Fraction of equity that stays in cash. */
  readonly reserve: Weight;
  readonly tolerance: Tolerance;
  /** USD; the broker takes no smaller order. */
  readonly notionalMin: Money;
}

/** 1 % in cash, trades from 1 % of equity, never below a dollar. */
export const DEFAULT_PLAN_POLICY: PlanPolicy = {
  reserve: weight(0.01),
  tolerance: { kind: 'absolute', fraction: weight(0.01) },
  notionalMin: money('1'),
};
