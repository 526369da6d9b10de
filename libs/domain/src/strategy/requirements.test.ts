import { describe, expect, it } from 'vitest';
import { weight } from '../values/weight.ts';
import { walks } from '../../test/trees.ts';
import { above, equally, group, highest, inverseVolatility, weighted, when } from './build.ts';
import { decideOn } from './evaluate.ts';
import { by, close, cumulativeReturn, movingAverageOfReturn, rsi, sma } from './measures.ts';
import type { Allocation } from './node.ts';
import { requirements, tickersOf } from './requirements.ts';
import { strategyName, type Strategy } from './strategy.ts';

const strategyOf = (tree: Allocation, name = 'test'): Strategy => ({
  name: strategyName(name),
  title: 'Test',
  tree,
  rebalance: { frequency: 'daily' },
});

const trend = when(above(close('AAA'), sma('AAA', 20)), { then: 'BBB', else: 'CCC' });

describe('requirements', () => {
  it.each<readonly [string, Allocation, Readonly<Record<string, readonly [warmUp: number, settling: number]>>]>([
    ['a held ticker needs the day’s bar', weighted([0.5, 'AAA']), { AAA: [1, 1] }],
    [
      'siblings take the maximum',
      equally([trend, when(above(rsi('AAA', 5), 50), { then: 'AAA', else: 'BBB' })]),
      { AAA: [20, 51], BBB: [1, 1], CCC: [1, 1] },
    ],
    ['a ranking of tickers needs its own bars', highest(1, by(movingAverageOfReturn, 9), ['AAA', 'BBB']), { AAA: [10, 10], BBB: [10, 10] }],
    [
      'a ranking of sub-trees adds: 20 + 11 − 1',
      highest(1, by(cumulativeReturn, 10), [trend, 'DDD']),
      { AAA: [30, 30], BBB: [11, 11], CCC: [11, 11], DDD: [11, 11] },
    ],
    [
      'rankings inside rankings add again: 20 + 11 − 1 + 5 − 1',
      inverseVolatility(4, [group('Inner', highest(1, by(cumulativeReturn, 10), [trend, 'DDD'])), 'EEE']),
      { AAA: [34, 34], BBB: [15, 15], CCC: [15, 15], DDD: [15, 15], EEE: [5, 5] },
    ],
    [
      'streams settle before they are measured: 101 + 31 − 1',
      highest(1, by(rsi, 3), [when(above(rsi('AAA', 10), 50), { then: 'BBB', else: 'CCC' }), 'DDD']),
      { AAA: [14, 131], BBB: [4, 31], CCC: [4, 31], DDD: [4, 31] },
    ],
    ['a group of one ticker is that ticker', highest(1, by(sma, 7), [group('One', equally(['AAA'])), 'BBB']), { AAA: [7, 7], BBB: [7, 7] }],
  ])('%s', (_, tree, expected) => {
    const { tickers, warmUpBars, settlingBars } = requirements(tree);
    expect(Object.fromEntries(tickers.map((one) => [one.ticker, [one.warmUpBars, one.settlingBars]]))).toEqual(expected);
    expect(warmUpBars).toBe(Math.max(...Object.values(expected).map(([warmUp]) => warmUp)));
    expect(settlingBars).toBe(Math.max(...Object.values(expected).map(([, settling]) => settling)));
  });

  it.each<readonly [string, Allocation]>([
    ['an average', trend],
    ['a ranking', highest(1, by(movingAverageOfReturn, 9), ['AAA', 'BBB'])],
    ['a ranking of sub-trees', highest(1, by(cumulativeReturn, 10), [trend, 'DDD'])],
    ['inverse volatility over rankings', inverseVolatility(4, [highest(1, by(cumulativeReturn, 10), [trend, 'DDD']), 'EEE'])],
  ])('are exact for %s: one bar fewer is refused', (_, tree) => {
    const { warmUpBars } = requirements(tree);
    expect(decideOn(strategyOf(tree), walks(warmUpBars, 7)).ok).toBe(true);
    const refused = decideOn(strategyOf(tree), walks(warmUpBars - 1, 7));
    expect(refused.ok ? 'decided' : refused.error.missing.code).toMatch(/^(history-not-held|stream-undecided)$/);
  });

  it('of a book are those of all its strategies', () => {
    const book = [trend, highest(1, by(sma, 7), ['AAA', 'DDD'])].map((tree, i) => ({
      strategy: strategyOf(tree, `s${i}`),
      share: weight(0.5),
      onFailure: 'stop' as const,
    }));
    expect(requirements(book)).toEqual({
      tickers: [
        { ticker: 'AAA', warmUpBars: 20, settlingBars: 20 },
        { ticker: 'BBB', warmUpBars: 1, settlingBars: 1 },
        { ticker: 'CCC', warmUpBars: 1, settlingBars: 1 },
        { ticker: 'DDD', warmUpBars: 7, settlingBars: 7 },
      ],
      warmUpBars: 20,
      settlingBars: 20,
    });
    expect(tickersOf(trend)).toEqual(['AAA', 'BBB', 'CCC']);
  });
});
