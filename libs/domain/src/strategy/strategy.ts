import type { Brand } from '../values/brand.ts';
import type { Weight } from '../values/weight.ts';
import type { Allocation } from './node.ts';

/** `nuclear`: lower case, words joined by dashes. */
export type StrategyName = Brand<string, 'StrategyName'>;

/** @throws RangeError unless lower case letters, digits and dashes, starting with a letter. */
export function strategyName(text: string): StrategyName {
  if (!/^[a-z][a-z0-9-]{0,47}$/.test(text))
    throw new RangeError(`Strategy name must look like "nuclear" or "klm-506-38", was ${JSON.stringify(text)}`);
  return text as StrategyName;
}

/** When a sleeve may trade. Between rebalances it keeps its quantities. */
export interface RebalancePolicy {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'none';
  /** With a corridor nothing trades while every weight is within this absolute distance of its target (fraction of the sleeve). */
  readonly corridor?: number;
}

export interface Strategy {
  readonly name: StrategyName;
  readonly title: string;
  readonly tree: Allocation;
  readonly rebalance: RebalancePolicy;
}

/** A strategy with its share of the capital, and what becomes of the sleeve when it cannot decide. */
export interface Sleeve {
  readonly strategy: Strategy;
  readonly share: Weight;
  readonly onFailure: 'stop' | 'keep';
}

/** The strategies that trade together; shares sum to 1 (± 1e-9), names are unique. */
export type Book = readonly Sleeve[];
