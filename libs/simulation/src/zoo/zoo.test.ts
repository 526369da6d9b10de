/** That the checks can fail: each historical bug is caught by the invariant it is about, where production, in the same seeds, is not. */
import { describe, expect, it } from 'vitest';
import { INVARIANTS } from '../invariants/violation.ts';
import { simulate } from '../report/simulate.ts';
import { practicesOf, ZOO } from './zoo.ts';

const SEEDS_MAX = 1_000;

describe('a historical bug', { timeout: 120_000 }, () => {
  it.each(ZOO)('$number $name is caught', (mutant) => {
    for (let seed = 1; seed <= SEEDS_MAX; seed++) {
      const { violation } = simulate({ seed, mix: mutant.mix, practices: practicesOf(mutant) });
      if (violation?.invariant !== mutant.caughtBy) continue;
      expect(violation.number).toBe(INVARIANTS[mutant.caughtBy].number);
      expect(simulate({ seed, mix: mutant.mix }).violation, `production in seed ${String(seed)}`).toBeNull();
      return;
    }
    expect.fail(`no seed up to ${String(SEEDS_MAX)} shows that ${mutant.caughtBy} does not hold`);
  });

  it('of each number of the list has its mutant, and every name is one', () => {
    const numbers = new Set(ZOO.map(({ number }) => number));
    for (let number = 1; number <= 21; number++) expect(numbers).toContain(number);
    expect(new Set(ZOO.map(({ name }) => name)).size).toBe(ZOO.length);
  });
});

describe('production', () => {
  it.each(['light', 'heavy', 'chaos'] as const)('breaks no invariant in the first 300 seeds of %s', { timeout: 60_000 }, (mix) => {
    for (let seed = 1; seed <= 300; seed++) expect(simulate({ seed, mix }).violation, `seed ${String(seed)}`).toBeNull();
  });
});
