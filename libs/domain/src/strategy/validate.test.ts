import { describe, expect, it } from 'vitest';
import { nuclear } from '../strategies/nuclear.ts';
import { above, all, any, equally, group, highest, hold, inverseVolatility, not, weighted, when } from './build.ts';
import { by, close, rsi, sma } from './measures.ts';
import type { Allocation, Condition } from './node.ts';
import { validate } from './validate.ts';

const SHORT = { then: 'SPY', else: 'SHY' } as const;
const sayings = (tree: Allocation): readonly string[] =>
  validate(tree).map(({ where, says }) => (where === '' ? says : `${where}: ${says}`));

describe('validate', () => {
  it('finds nothing wrong with Nuclear', () => {
    expect(validate(nuclear.tree)).toEqual([]);
  });

  it.each<readonly [string, Allocation, string]>([
    ['a window of nothing', when(above(rsi('SPY', 0), 30), SHORT), 'condition: rsi needs windows of whole sessions ≥ 1, was 0'],
    ['half a session', when(above(close('SPY'), sma('SPY', 2.5)), SHORT), 'condition: sma needs windows of whole sessions ≥ 1, was 2.5'],
    [
      'a deviation of one return',
      inverseVolatility(1, ['SPY']),
      'inverse volatility: deviationOfReturn needs windows of whole sessions ≥ 2, was 1',
    ],
    ['a window of a lifetime', when(above(rsi('SPY', 9999), 30), SHORT), 'condition: A window may be at most 2520 sessions, was 9999'],
    ['more than there are', highest(3, by(rsi, 10), ['SPY', 'QQQ']), 'ranking: A ranking of 2 must take a whole number from 1 to 2, was 3'],
    ['none of them', highest(0, by(rsi, 10), ['SPY', 'QQQ']), 'ranking: A ranking of 2 must take a whole number from 1 to 2, was 0'],
    ['no children', group('Empty', equally([])), 'Empty › equal parts: equal parts needs at least one child, was given none'],
    ['a weight of nothing', weighted([0, 'SPY']), 'fixed parts: A weight must be above 0 and at most 1, was 0'],
    ['a weight that is no number', weighted([Number.NaN, 'SPY']), 'fixed parts: A weight must be above 0 and at most 1, was NaN'],
    ['weights above one', weighted([0.6, 'SPY'], [0.5, 'QQQ']), 'fixed parts: Weights must sum to at most 1, their sum was 1.1'],
    [
      'no threshold',
      when(above(rsi('SPY', 10), Number.POSITIVE_INFINITY), SHORT),
      'condition: A threshold must be a finite number, was Infinity',
    ],
    ['all of nothing', when(all(), SHORT), 'condition: "all" needs at least one condition, was given none'],
    ['a group without a name', group(' ', 'SPY'), 'A group needs a title, was empty'],
    [
      'a unit that is not the indicator’s',
      highest(1, { indicator: 'rsi', windows: [10], unit: 'usd' }, ['SPY']),
      'ranking: rsi is measured in points, was called usd',
    ],
    ['a ticker of another spelling', { kind: 'hold', ticker: 'brk.b' as never }, 'A ticker must be written like SPY or BRK/B, was "brk.b"'],
    ['a ticker that is none', { kind: 'hold', ticker: '$$' as never }, 'Ticker must look like SPY or BRK/B, was "$$"'],
  ])('names %s', (_, tree, expected) => {
    expect(sayings(tree)).toEqual([expected]);
  });

  it('says the way there, and every fault on it', () => {
    const broken = when(not(any(above(rsi('SPY', 0), 30))), { then: 'SPY', else: group('Inner', equally(['SHY', weighted([2, 'TLT'])])) });
    expect(sayings(broken)).toEqual([
      'condition › not › any 1: rsi needs windows of whole sessions ≥ 1, was 0',
      'else › Inner › equal parts › 2 › fixed parts: A weight must be above 0 and at most 1, was 2',
      'else › Inner › equal parts › 2 › fixed parts: Weights must sum to at most 1, their sum was 2',
    ]);
  });

  it('stops at trees too deep or too large to read, however they share their parts', () => {
    let deep: Allocation = hold('SPY');
    for (let i = 0; i < 100_000; i++) deep = { kind: 'group', title: 'Again', body: deep };
    expect(sayings(deep)).toEqual(['Again › Again › Again: A tree may be at most 500 deep, this one is deeper']);
    let condition: Condition = above(rsi('SPY', 10), 30);
    for (let i = 0; i < 100_000; i++) condition = { kind: 'not', condition };
    expect(validate(when(condition, SHORT))).toHaveLength(1);
    let wide: Allocation = hold('SPY');
    for (let i = 0; i < 60; i++) wide = equally([wide, wide]);
    expect(sayings(wide)).toEqual(['A tree may have at most 100000 nodes and conditions, this one has more']);
  });

  it('is brief about a tree that is wrong everywhere', () => {
    expect(validate(equally(new Array<Allocation>(1000).fill(weighted([2, 'SPY']))))).toHaveLength(50);
  });
});
