import { describe, expect, it } from 'vitest';
import { pick } from './mix.ts';

describe('a ranking', () => {
  it.each<readonly [string, readonly number[], 'highest' | 'lowest', number, readonly number[]]>([
    ['takes the highest, best first', [1, 3, 2], 'highest', 2, [1, 2]],
    ['takes the lowest, best first', [3, 1, 2], 'lowest', 2, [1, 2]],
    ['lets equal scores fall to written order', [2, 5, 5, 5], 'highest', 2, [1, 2]],
    ['takes scores that differ by rounding for equal', [2.5, 2.5 + 4e-16, 1], 'highest', 1, [0]],
    ['takes returns of nothing that differ by rounding for equal', [1e-14, 0, -1e-14], 'lowest', 1, [0]],
    ['tells scores apart that differ by more', [2.5, 2.5 + 1e-8], 'highest', 1, [1]],
    ['measures the rounding of large prices by their size', [4e8, 4e8 + 0.1], 'highest', 1, [0]],
    ['passes over what has no score', [Number.NaN, 1, Number.NaN], 'highest', 2, [1]],
    ['takes what is there when fewer are', [2, 1], 'lowest', 3, [1, 0]],
  ])('%s', (_, scores, order, count, picked) => {
    expect(pick(scores, order, count)).toEqual(picked);
  });
});
