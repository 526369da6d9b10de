import { describe, expect, it } from 'vitest';
import type { History } from '../market/history.ts';
import { ticker } from '../values/ticker.ts';
import { addDays, sessionDate } from '../values/time.ts';
import { above, atLeast, below, equally, group, highest, hold, inverseVolatility, when } from './build.ts';
import { flips } from './flips.ts';
import { by, close, cumulativeReturn, deviationOfPrice, maxDrawdown, sma } from './measures.ts';
import type { Allocation } from './node.ts';
import { strategyName } from './strategy.ts';

/** Every expected price below is worked out by hand beside it. */
const historyOf = (closes: Readonly<Record<string, readonly number[]>>): History => {
  const rows = Math.max(...Object.values(closes).map((column) => column.length));
  return {
    sessions: Array.from({ length: rows }, (_, row) => addDays(sessionDate('2024-01-01'), row)),
    closes: new Map(
      Object.entries(closes).map(([name, column]) => [
        ticker(name),
        Float64Array.from([...Array.from({ length: rows - column.length }, () => Number.NaN), ...column]),
      ]),
    ),
  };
};

const edges = (tree: Allocation, closes: Readonly<Record<string, readonly number[]>>): readonly string[] =>
  found(tree, closes).map(({ ticker, side, price, becomes }) => `${ticker} ${side} ${price} → ${becomes}`);

const found = (tree: Allocation, closes: Readonly<Record<string, readonly number[]>>) =>
  flips({ name: strategyName('hand'), title: 'Hand', tree, rebalance: { frequency: 'daily' } }, historyOf(closes));

const held = { X: [1], Y: [1] };

describe('a flip', () => {
  it('is the first cent that changes a branch: a price against its own average', () => {
    // p > (40 + p) / 5 holds for p > 10.
    const tree = when(above(close('A'), sma('A', 5)), { then: 'X', else: 'Y' });
    const [flip, ...more] = found(tree, { ...held, A: [10, 10, 10, 10, 12] });
    expect(more).toEqual([]);
    expect(flip).toEqual({
      ticker: 'A',
      side: 'below',
      price: '10',
      changePercent: (10 / 12 - 1) * 100,
      turns: 'branch',
      because: "A's price is 10.00, not above its 5-day average of 10.00",
      becomes: 'Y',
      changesHoldings: true,
    });
  });

  it('lies on both sides of a valley, the far one behind its bottom', () => {
    // Two closes deviate by |p − 10| / √2: 0.5 at 10 ± 0.7071, so that 9.29 and 10.71 are the first beyond.
    const tree = when(below(deviationOfPrice('A', 2), 0.5), { then: 'X', else: 'Y' });
    expect(edges(tree, { ...held, A: [10, 10.2] })).toEqual(['A above 10.71 → Y', 'A below 9.29 → Y']);
  });

  it('is found where a measure stands still on one side: a drawdown cannot shrink below what is past', () => {
    // From 100 to 95 and to p: more than 10 % below 90.
    const tree = when(above(maxDrawdown('A', 3), 10), { then: 'X', else: 'Y' });
    expect(edges(tree, { ...held, A: [100, 95, 97] })).toEqual(['A below 89.99 → X']);
  });

  it('changes who is picked, a tie falling to written order', () => {
    // A earned 5 % and B 3 %. At 10.30 A ties and stays; at 21.00 B ties and stays out.
    const tree = highest(1, by(cumulativeReturn, 1), ['A', 'B']);
    expect(edges(tree, { A: [10, 10.5], B: [20, 20.6] })).toEqual(['B above 21.01 → B', 'A below 10.29 → B']);
  });

  it('moves a sub-tree by what it held the day before, whatever it decides today', () => {
    const chooser = group('Chooser', when(atLeast(close('A'), 10), { then: 'A', else: 'C' }));
    const tree = highest(1, by(cumulativeReturn, 1), [chooser, 'B']);
    // It held A from 10.00 and earns with it today; B earned 3 %.
    expect(edges(tree, { A: [10, 10.5], B: [20, 20.6], C: [5, 5] })).toEqual(['B above 21.01 → B', 'A below 10.29 → B']);
  });

  it('moves no sub-tree that did not hold it the day before', () => {
    // At 9.00 it held C, which stood still, while B lost 1 %: it is picked whatever A does, and leads to C once A is below 10.00.
    const chooser = group('Chooser', when(atLeast(close('A'), 10), { then: 'A', else: 'C' }));
    const tree = highest(1, by(cumulativeReturn, 1), [chooser, 'B']);
    expect(edges(tree, { A: [9, 10.5], B: [20, 19.8], C: [5, 5] })).toEqual(['B above 20.01 → B', 'C below 4.94 → B', 'A below 9.99 → C']);
  });

  it('is no mere weight: inverse volatility moves with every cent and never flips', () => {
    const tree = inverseVolatility(2, ['A', 'B']);
    expect(edges(tree, { A: [10, 10.1, 10], B: [20, 20.6, 20] })).toEqual([]);
  });

  it('is the end of deciding where nothing would have moved', () => {
    // Returns of 1 % twice deviate by nothing: A at 102.01 would be stale.
    const [flip] = found(inverseVolatility(2, ['A', 'B']), { A: [100, 101, 101], B: [20, 20.6, 20] });
    expect(flip).toMatchObject({ ticker: 'A', side: 'above', price: '102.01', turns: 'refusal', becomes: 'no decision' });
    expect(flip?.because).toBe("A's 2-day deviation of returns is zero, as only stale prices are");
  });

  it('says so where the holdings stay what they are', () => {
    const tree = when(above(close('A'), 10), { then: group('Up', hold('X')), else: 'X' });
    expect(edges(tree, { X: [1], A: [10.5] })).toEqual(['A below 10 → X as before']);
    expect(found(tree, { X: [1], A: [10.5] })[0]?.changesHoldings).toBe(false);
  });

  it('names what it leads to, and the parts of it', () => {
    const tree = when(above(close('A'), 10), { then: 'X', else: group('Both', equally(['X', 'Y'])) });
    expect(edges(tree, { ...held, A: [10.5] })).toEqual(['A below 10 → Both: X, Y']);
  });
});

describe('the range', () => {
  const tree = (level: number) => when(above(close('A'), level), { then: 'X', else: 'Y' });

  it('ends at a quarter of the close, the last cent included', () => {
    expect(edges(tree(7.5), { ...held, A: [10] })).toEqual(['A below 7.5 → Y']);
    expect(edges(tree(7.49), { ...held, A: [10] })).toEqual([]);
    expect(edges(tree(12.49), { ...held, A: [10] })).toEqual(['A above 12.5 → X']);
    expect(edges(tree(12.5), { ...held, A: [10] })).toEqual([]);
  });

  it('is of whole cents, wherever between two of them the close lies', () => {
    expect(edges(tree(10.004), { ...held, A: [10.0049] })).toEqual(['A below 10 → Y']);
    expect(edges(tree(10.0049), { ...held, A: [10.0041] })).toEqual(['A above 10.01 → X']);
  });

  it('is empty below four cents, where a quarter is less than one', () => {
    expect(edges(tree(0.02), { ...held, A: [0.03] })).toEqual([]);
  });
});

describe('nothing flips', () => {
  it('where the strategy cannot decide', () => {
    expect(edges(when(above(sma('A', 5), 9), { then: 'X', else: 'Y' }), { ...held, A: [9, 9] })).toEqual([]);
  });

  it('by a ticker that was not asked, or whose branch was not reached', () => {
    const tree = when(above(close('A'), 1), { then: 'X', else: when(above(close('B'), 10), { then: 'Y', else: 'X' }) });
    expect(edges(tree, { ...held, A: [10], B: [10] })).toEqual([]);
  });

  it('by a ticker without a close today', () => {
    const tree = when(above(close('A'), 10), { then: 'X', else: highest(1, by(cumulativeReturn, 1), ['Y', 'B']) });
    expect(edges(tree, { X: [1, 1], Y: [1, 1], A: [9.5, 9.5], B: [1, Number.NaN] })).toEqual([]);
  });
});
