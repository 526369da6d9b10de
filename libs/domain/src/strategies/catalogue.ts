/** Every strategy we have, by name, and the book that trades some of them together. */
import { err, ok, type Result } from '../result.ts';
import type { Book, Sleeve, Strategy } from '../strategy/strategy.ts';
import { weight } from '../values/weight.ts';
import { klm, klmVariants } from './klm/ensemble.ts';
import { nuclear } from './nuclear.ts';
import { tecl } from './tecl.ts';

/** In the order in which they are listed to a person. */
export const catalogue: readonly Strategy[] = Object.freeze([nuclear, tecl, klm, ...klmVariants]);

export interface BookEntry {
  readonly name: string;
  /** Fraction of the book's capital, > 0. */
  readonly share: number;
  /** What becomes of the sleeve when its strategy cannot decide; the run stops unless it says `keep`. */
  readonly onFailure?: 'stop' | 'keep' | undefined;
}

const SHARE_TOLERANCE = 1e-9;

/** Known names, each once, shares > 0 that sum to 1 (± 1e-9): a book, or what is wrong with it, in words. */
export function bookOf(entries: readonly BookEntry[], from: readonly Strategy[] = catalogue): Result<Book, readonly string[]> {
  const known = new Map<string, Strategy>(from.map((strategy) => [strategy.name, strategy]));
  const faults: string[] = [];
  const sleeves: Sleeve[] = [];
  const seen = new Set<string>();
  for (const { name, share, onFailure = 'stop' } of entries) {
    const strategy = known.get(name);
    if (strategy === undefined) faults.push(`There is no strategy "${name}"; known are ${[...known.keys()].join(', ')}`);
    if (seen.has(name)) faults.push(`Strategy "${name}" is listed twice; give it one share`);
    seen.add(name);
    if (!(share > 0 && share <= 1)) faults.push(`The share of "${name}" must be above 0 and at most 1, was ${share}`);
    else if (strategy !== undefined) sleeves.push({ strategy, share: weight(share), onFailure });
  }
  const sum = entries.reduce((total, { share }) => total + share, 0);
  if (entries.length === 0) faults.push('A book needs at least one strategy');
  else if (!(Math.abs(sum - 1) <= SHARE_TOLERANCE)) faults.push(`The shares of a book must sum to 1, their sum was ${sum}`);
  return faults.length > 0 ? err(faults) : ok(Object.freeze(sleeves));
}
