import { describe, expect, it } from 'vitest';
import type { History } from '../market/history.ts';
import { ticker } from '../values/ticker.ts';
import { sessionDate } from '../values/time.ts';
import { above, when } from './build.ts';
import { close, sma } from './measures.ts';
import { compareWithHoldings, overlap, type HeldDay } from './parity.ts';
import { strategyName, type Strategy } from './strategy.ts';

const SESSIONS = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'].map(sessionDate);

/** AAA above its mean of three: AAA, else BBB. The mean of the last three is 101.00 on the 5th, with a close a cent above it. */
const history: History = {
  sessions: SESSIONS,
  closes: new Map([
    [ticker('AAA'), Float64Array.of(100, 100.985, 101, 101.02, 90)],
    [ticker('BBB'), Float64Array.of(50, 50, 50, 50, 50)],
  ]),
};
const strategy: Strategy = {
  name: strategyName('test'),
  title: 'Test',
  tree: when(above(close('AAA'), sma('AAA', 3)), { then: 'AAA', else: 'BBB' }),
  rebalance: { frequency: 'daily' },
};
const held = (date: string, weights: Readonly<Record<string, number>>): HeldDay => ({
  date: sessionDate(date),
  weights: Object.entries(weights).map(([name, weight]) => ({ ticker: ticker(name), weight })),
});

describe('a strategy beside holdings', () => {
  it('agrees where both hold the same, but for rounding', () => {
    const days = compareWithHoldings(strategy, history, [held('2024-01-04', { AAA: 0.999 }), held('2024-01-08', { BBB: 1 })]);
    expect(days.map(({ agreement, cause }) => [agreement, cause])).toEqual([
      [0.999, undefined],
      [1, undefined],
    ]);
  });

  it('names the edge where a close within reach decides as they did', () => {
    const [day] = compareWithHoldings(strategy, history, [held('2024-01-05', { BBB: 1 })]);
    expect(day).toMatchObject({ agreement: 0, cause: 'knife-edge', ours: [{ ticker: 'AAA', weight: 1 }] });
    expect(day?.says).toMatch(/^AAA below 100\.99 \(−0\.03 %\) decides as they did$/);
  });

  it('says definition where no close within reach does', () => {
    expect(compareWithHoldings(strategy, history, [held('2024-01-08', { AAA: 1 })])).toMatchObject([{ agreement: 0, cause: 'definition' }]);
    expect(compareWithHoldings(strategy, history, [held('2024-01-05', { CCC: 1 })])).toMatchObject([{ agreement: 0, cause: 'definition' }]);
  });

  it('says data where we cannot decide', () => {
    const [day] = compareWithHoldings(strategy, history, [held('2024-01-03', { AAA: 1 })]);
    expect(day).toMatchObject({ agreement: 0, cause: 'data' });
    expect(day?.says).toContain('AAA needs 3 bars');
  });

  it('leaves out days that the history does not have', () => {
    expect(compareWithHoldings(strategy, history, [held('2024-01-06', { AAA: 1 })])).toEqual([]);
  });
});

describe('overlap', () => {
  it.each<readonly [string, Readonly<Record<string, number>>, Readonly<Record<string, number>>, number]>([
    ['the same', { AAA: 0.5, BBB: 0.5 }, { BBB: 0.5, AAA: 0.5 }, 1],
    ['half of it', { AAA: 1 }, { AAA: 0.5, BBB: 0.5 }, 0.5],
    ['nothing', { AAA: 1 }, { BBB: 1 }, 0],
    ['both in cash', {}, {}, 1],
    ['cash beside a ticker', { AAA: 0.75 }, { AAA: 0.5 }, 0.75],
  ])('is what both hold: %s', (_, one, other, shared) => {
    expect(overlap(held('2024-01-02', one).weights, held('2024-01-02', other).weights)).toBeCloseTo(shared, 12);
  });
});
