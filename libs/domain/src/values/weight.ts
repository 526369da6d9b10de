/**
 * Weights: fractions of equity as floats while they are measured, integers of 1e-9 once they size a trade.
 * `weightUnits` is the one function in which they leave the float world.
 */
import { invariant } from '../result.ts';
import type { Brand } from './brand.ts';

/** Fraction of equity, 0…1. */
export type Weight = Brand<number, 'Weight'>;

/** @throws RangeError unless 0 ≤ value ≤ 1. */
export function weight(value: number): Weight {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`Weight must be within 0…1, was ${String(value)}`);
  return value as Weight;
}

/** Integers of 1e-9, one per weight, in order. */
export type WeightUnits = readonly bigint[];

/** How far a sum of float weights may lie above one and still be taken for rounding. */
const SUM_TOLERANCE = 1e-9;

/**
 * Floats → integers of 1e-9 by largest remainder: the sum of the integers is the rounded sum of the floats, never above 1e9.
 * Equal remainders fall to written order. @throws RangeError for a negative or non-finite weight, or a sum above 1 + 1e-9.
 */
export function weightUnits(weights: readonly number[]): WeightUnits {
  let sum = 0;
  for (const w of weights) {
    if (!Number.isFinite(w) || w < 0) throw new RangeError(`Weight must be finite and ≥ 0, was ${String(w)}`);
    sum += w;
  }
  if (sum > 1 + SUM_TOLERANCE) throw new RangeError(`Weights must sum to at most 1, was ${String(sum)}`);
  const shares = weights.map((w) => w * 1e9);
  return largestRemainder(shares, Math.min(Math.round(sum * 1e9), 1_000_000_000)).map(BigInt);
}

/** Splits `amount` exactly in proportion to `parts` (≥ 0, at least one > 0) by largest remainder; written order breaks ties. */
export function splitProRata(amount: bigint, parts: readonly bigint[]): readonly bigint[] {
  const whole = parts.reduce((a, b) => a + b, 0n);
  invariant(amount >= 0n && whole > 0n, 'A split has an amount and at least one part');
  const result = parts.map((part) => (amount * part) / whole);
  let left = amount - result.reduce((a, b) => a + b, 0n);
  if (left === 0n) return result;
  const rests = parts.map((part) => (amount * part) % whole);
  const order = rests.map((_, i) => i).sort((a, b) => (rests[b]! > rests[a]! ? 1 : rests[b]! < rests[a]! ? -1 : a - b));
  for (const i of order) {
    if (left === 0n) break;
    result[i] = result[i]! + 1n;
    left -= 1n;
  }
  return result;
}

/** Whole numbers that sum to `goal`, each next to its share. */
function largestRemainder(shares: readonly number[], goal: number): number[] {
  const result = shares.map(Math.floor);
  let left = goal - result.reduce((a, b) => a + b, 0);
  if (left === 0) return result;
  const rests = shares.map((share, i) => share - result[i]!);
  // Rounding can leave the floors above the goal by a unit or two: take those from the smallest remainders.
  const order = rests.map((_, i) => i).sort((a, b) => rests[b]! - rests[a]! || a - b);
  for (const i of order) {
    if (left <= 0) break;
    result[i] = result[i]! + 1;
    left -= 1;
  }
  for (const i of order.reverse()) {
    if (left >= 0) break;
    if (result[i]! > 0) {
      result[i] = result[i]! - 1;
      left += 1;
    }
  }
  return result;
}
