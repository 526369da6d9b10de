/** The shape of a row of the risk table, and the ways to say what it found. A comparison passes only when it is true. */
import type { Ticker } from '../values/ticker.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { Facts } from '../run/facts.ts';
import type { RiskLimits } from './limits.ts';

export interface Verdict {
  readonly passed: boolean;
  /** "Largest weight (TQQQ) 100.0 %, limit 100.0 %" */
  readonly says: string;
}

export interface RiskCheck extends Verdict {
  readonly name: string;
}

/** One thing measured against one limit, or against what must hold. */
export interface RiskRow {
  readonly name: string;
  readonly check: (plan: RebalancePlan, facts: Facts, limits: RiskLimits) => Verdict;
}

/** Nothing may be at fault. */
export const nothing = (faults: readonly string[], whenPassed: string, whenNot: string): Verdict =>
  faults.length === 0 ? { passed: true, says: whenPassed } : { passed: false, says: `${whenNot}: ${faults.join(', ')}` };

/** A measured number in words, also when it is none. */
export const shown = (value: number, words: (value: number) => string): string => (Number.isFinite(value) ? words(value) : 'unknown');

/** `NaN <= limit` is false: what cannot be measured does not pass. */
export const within = (what: string, value: number, limit: number, words: (value: number) => string): Verdict => ({
  passed: value <= limit,
  says: `${what} ${shown(value, words)}, limit ${shown(limit, words)}`,
});

export const secondsWords = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
export const bpsWords = (bps: number): string => `${bps.toFixed(1)} bps`;

/** The worst of several values; one that cannot be measured is worse than all. None at all counts as nothing. */
export function worstWithin(
  what: string,
  values: readonly { readonly ticker: Ticker; readonly value: number }[],
  limit: number,
  words: (value: number) => string,
): Verdict {
  const [first, ...others] = values;
  if (first === undefined) return within(what, 0, limit, words);
  const worst = others.reduce((most, next) => (!Number.isNaN(most.value) && !(next.value <= most.value) ? next : most), first);
  return within(`${what} (${worst.ticker})`, worst.value, limit, words);
}
