/** The arithmetic of weights, shared by both readings of a tree so that they agree to the last bit. */
import { invariant } from '../result.ts';
import type { TickerWeight } from './decision.ts';

/** Deviations below this many percent are stale prices, not calm. */
export const STALE_DEVIATION_PERCENT = 1e-9;

/** Parts in written order, each with its share → each ticker once, in order of first appearance. */
export function mix(parts: readonly { readonly share: number; readonly weights: readonly TickerWeight[] }[]): readonly TickerWeight[] {
  const [first] = parts;
  if (parts.length === 1 && first?.share === 1) return first.weights;
  const sums = new Map<TickerWeight['ticker'], number>();
  for (const { share, weights } of parts) {
    for (const { ticker, weight } of weights) sums.set(ticker, (sums.get(ticker) ?? 0) + share * weight);
  }
  return Array.from(sums, ([ticker, weight]) => ({ ticker, weight }));
}

/** Shares ∝ 1 / deviation, in order. @param deviations percent, each ≥ `STALE_DEVIATION_PERCENT`. */
export function inverseShares(deviations: readonly number[]): readonly number[] {
  invariant(
    deviations.every((deviation) => deviation >= STALE_DEVIATION_PERCENT),
    'Inverse volatility divides by real deviations only',
  );
  const inverses = deviations.map((deviation) => 1 / deviation);
  const sum = inverses.reduce((a, b) => a + b, 0);
  return inverses.map((inverse) => inverse / sum);
}

/**
 * Scores this close differ by rounding alone. Two sub-trees that held the same ticker all week earned the same, yet their indexes stand
 * on different levels and round differently: without it the last bit would choose between them, and choose otherwise with more history.
 */
const SCORE_ROUNDING = 1e-9;

/** Whether `score` stands clearly above `other`. Absolute below one (percent, points), relative above. */
function isClearlyAbove(score: number, other: number): boolean {
  return score - other > SCORE_ROUNDING * Math.max(1, Math.abs(score), Math.abs(other));
}

/**
 * Positions of the `count` best scores, best first; scores equal but for rounding fall to written order. NaN is not a candidate.
 * Fewer candidates than `count`: all of them.
 */
export function pick(scores: ArrayLike<number>, order: 'highest' | 'lowest', count: number): readonly number[] {
  const best: number[] = [];
  for (let candidate = 0; candidate < scores.length; candidate++) {
    const score = scores[candidate]!;
    if (Number.isNaN(score)) continue;
    let place = best.length;
    while (place > 0) {
      const held = scores[best[place - 1]!]!;
      if (!(order === 'highest' ? isClearlyAbove(score, held) : isClearlyAbove(held, score))) break;
      place--;
    }
    if (place >= count) continue;
    best.splice(place, 0, candidate);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Weights keep the order of the sheet, whatever the rank. */
export const inWrittenOrder = (picked: readonly number[]): readonly number[] => [...picked].sort((a, b) => a - b);
