/**
 * A trade's executions split over the sleeves it was made for.
 *
 * Largest remainder is exact but not monotone in the amount (the Alabama paradox): as fills add up, a sleeve's part could shrink.
 * Here each sleeve takes ⌊filled × its part ÷ what is left of the parts⌋ and passes the rest on. One step more of the whole then
 * goes to exactly one sleeve, every part only grows, and at the whole amount each sleeve has exactly its part.
 */
import { invariant } from '../result.ts';
import type { Quantity } from '../values/exact.ts';

/** @param filled ≤ Σ parts. @returns one quantity per part, Σ = filled, each ≤ its part, none falling as `filled` rises. */
export function splitFilled(filled: Quantity, parts: readonly Quantity[]): readonly Quantity[] {
  let whole = parts.reduce((sum, part) => sum + part, 0n);
  invariant(filled >= 0n && filled <= whole, 'What is split never exceeds its parts');
  let rest: bigint = filled;
  return parts.map((part) => {
    const own = whole === 0n ? 0n : (rest * part) / whole;
    whole -= part;
    rest -= own;
    return own as Quantity;
  });
}
