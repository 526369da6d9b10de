/** The arithmetic of weights, shared by both readings of a tree so that they agree to the last bit. */
import { invariant } from '../result.ts';
import type { TickerWeight } from './decision.ts';

/** Deviations below this many percent are stale prices, not calm. */
export const STALE_DEVIATION_PERCENT = 1e-9;

/** A child's weights and its share. */
export interface Part {
  readonly share: number;
  readonly weights: readonly TickerWeight[];
}

/** Parts in written order, each with its share → each ticker once, in order of first appearance. */
export function mix(parts: readonly Part[]): readonly TickerWeight[] {
  const [first] = parts;
  if (parts.length === 1 && first?.share === 1) return first.weights;
  const sums = new Map<TickerWeight['ticker'], number>();
  for (const { share, weights } of parts) {
    for (const { ticker, weight } of weights) sums.set(ticker, (sums.get(ticker) ?? 0) + share * weight);
  }
  return Array.from(sums, ([ticker, weight]) => ({ ticker, weight }));
}

/** Shares ∝ 1 / deviation, in order, written over the deviations. @param deviations percent, each ≥ `STALE_DEVIATION_PERCENT`. */
export function toInverseShares(deviations: Float64Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < deviations.length; i++) {
    invariant(deviations[i]! >= STALE_DEVIATION_PERCENT, 'Inverse volatility divides by real deviations only');
    deviations[i] = 1 / deviations[i]!;
    sum += deviations[i]!;
  }
  for (let i = 0; i < deviations.length; i++) deviations[i] = deviations[i]! / sum;
  return deviations;
}

/**
 * Scores this close differ by rounding alone. Two sub-trees that held the same ticker all week earned the same, yet their indexes stand
 * on different levels and round differently: without it the last bit would choose between them, and choose otherwise with more history.
 */
const SCORE_ROUNDING = 1e-9;

/** Whether `score` stands clearly above `other`. Absolute below one (percent, points), relative above. */
function isClearlyAbove(score: number, other: number): boolean {
  const apart = score - other;
  return apart > SCORE_ROUNDING && apart > SCORE_ROUNDING * Math.max(Math.abs(score), Math.abs(other));
}

/**
 * Positions of the best scores into `best`, best first; scores equal but for rounding fall to written order. NaN is no candidate.
 * @param best as long as there are places.
 * @returns how many places were taken: fewer than there are when candidates are too few.
 */
export function pickBest(scores: ArrayLike<number>, order: 'highest' | 'lowest', best: Int32Array): number {
  let taken = 0;
  for (let candidate = 0; candidate < scores.length; candidate++) {
    const score = scores[candidate]!;
    if (score !== score) continue;
    let place = taken;
    while (place > 0) {
      const held = scores[best[place - 1]!]!;
      if (!(order === 'highest' ? isClearlyAbove(score, held) : isClearlyAbove(held, score))) break;
      place--;
    }
    if (place === best.length) continue;
    if (taken < best.length) taken++;
    best.copyWithin(place + 1, place, taken - 1);
    best[place] = candidate;
  }
  return taken;
}

/** The positions of the `count` best scores, best first. */
export function pick(scores: ArrayLike<number>, order: 'highest' | 'lowest', count: number): readonly number[] {
  const best = new Int32Array(Math.min(count, scores.length));
  return Array.from(best.subarray(0, pickBest(scores, order, best)));
}

/** Weights keep the order of the sheet, whatever the rank. */
export const inWrittenOrder = (picked: readonly number[]): readonly number[] => [...picked].sort((a, b) => a - b);
