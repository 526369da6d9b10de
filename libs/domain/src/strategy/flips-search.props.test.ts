import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stretch } from './flips-last-row.ts';
import { LOOKS_MAX, nearestOther } from './flips-search.ts';

const sides = fc.constantFrom('below' as const, 'above' as const);

describe('the nearest cent that differs', () => {
  it('is the one that a walk from the near end meets first, however little can be proven', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat({ max: 300 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 64 }),
        sides,
        (from, length, others, provable, side) => {
          const to = from + length;
          // Nothing longer than `provable` is ever proven.
          const isSame = (stretch: Stretch): boolean =>
            (stretch.to - stretch.from < provable || stretch.from === stretch.to) &&
            !others.some((cent) => cent >= stretch.from && cent <= stretch.to);
          const inside = others.filter((cent) => cent >= from && cent <= to);
          const nearest = inside.length === 0 ? undefined : side === 'above' ? Math.min(...inside) : Math.max(...inside);
          expect(nearestOther({ from, to }, side, isSame)).toBe(nearest);
        },
      ),
    );
  });

  it('is found in few looks where stretches without one are proven', () => {
    let looks = 0;
    const found = nearestOther({ from: 1, to: 1_000_000 }, 'above', ({ from, to }) => (looks++, to < 777_777 || from > 777_777));
    expect(found).toBe(777_777);
    // Two for each of the twenty times that a million halves.
    expect(looks).toBeLessThanOrEqual(41);
  });

  it('is given up where a million cents come to nothing, none of them proven', () => {
    let looks = 0;
    expect(nearestOther({ from: 1, to: 1_000_000 }, 'below', ({ from, to }) => (looks++, from === to))).toBeUndefined();
    expect(looks).toBe(LOOKS_MAX);
  });

  it('is nowhere in nothing', () => {
    expect(nearestOther({ from: 2, to: 1 }, 'above', () => false)).toBeUndefined();
  });
});
