/** Sub-portfolios by their own daily returns, with numbers worked out by hand. */
import { describe, expect, it } from 'vitest';
import type { History } from '../market/history.ts';
import { ticker } from '../values/ticker.ts';
import { addDays, sessionDate } from '../values/time.ts';
import { above, equally, group, highest, inverseVolatility, lowest, weighted, when } from './build.ts';
import { readColumns } from './columns.ts';
import { by, close, cumulativeReturn, deviationOfPrice, movingAverageOfReturn } from './measures.ts';
import type { Allocation } from './node.ts';

const _ = Number.NaN;

const history = (columns: Readonly<Record<string, readonly number[]>>): History => ({
  sessions: Array.from({ length: Object.values(columns)[0]?.length ?? 0 }, (_none, row) => addDays(sessionDate('2024-01-01'), row)),
  closes: new Map(Object.entries(columns).map(([name, closes]) => [ticker(name), Float64Array.from(closes)])),
});

const weights = (tree: Allocation, of: History, row = of.sessions.length - 1): Readonly<Record<string, number>> | string => {
  const result = readColumns(tree, of).weightsAt(row);
  return result.ok ? Object.fromEntries(result.value.map((one) => [one.ticker, one.weight])) : result.error.code;
};

describe("a sub-portfolio's index", () => {
  it('earns on each day what was decided the day before', () => {
    // A above 10 decides for A. Held at the closes: B, A, A, B, B → earns B's day 1, A's day 2, A's day 3, B's day 4.
    const switcher = when(above(close('A'), 10), { then: 'A', else: 'B' });
    const of = history({ A: [10, 11, 12, 9, 9], B: [100, 110, 110, 121, 60.5] });
    const index = [1, 1.1, 1.2, 0.9, 0.45];
    expect(Array.from(readColumns(switcher, of).streamOf(switcher))).toEqual(index.map((level) => expect.closeTo(level, 12) as number));
  });

  it('keeps what is not invested in cash, which earns nothing', () => {
    const half = weighted([0.5, 'A']);
    const of = history({ A: [10, 12, 6] });
    // Half of +20 %, then half of −50 %.
    expect(readColumns(half, of).streamOf(half)).toEqual(Float64Array.of(1, 1.1, 1.1 * 0.75));
  });

  it('starts again after a day on which it could not decide', () => {
    const switcher = when(above(close('A'), 10), { then: 'B', else: 'C' });
    const of = history({ A: [11, 11, _, 11, 11], B: [1, 2, 3, 4, 5], C: [1, 1, 1, 1, 1] });
    expect(readColumns(switcher, of).streamOf(switcher)).toEqual(Float64Array.of(1, 2, _, 1, 1.25));
  });

  it('starts again after a day on which a ticker it held had no bar', () => {
    const switcher = when(above(close('A'), 10), { then: 'B', else: 'C' });
    const of = history({ A: [11, 9, 9, 9], B: [1, _, 3, 4], C: [1, 2, 3, 6] });
    // Decided for C on day 1, but what B earned that day is not known.
    expect(readColumns(switcher, of).streamOf(switcher)).toEqual(Float64Array.of(1, _, 1, 2));
  });
});

describe('a ranking over sub-portfolios', () => {
  const rotator = group('Rotator', when(above(close('A'), 10), { then: 'A', else: 'B' }));

  it('goes by their own returns, not by those of what they hold today', () => {
    // The rotator sits in A today, which fell over two days; but it earned B's doubling first.
    const of = history({ A: [10, 11, 10.5], B: [1, 2, 2], C: [100, 101, 102] });
    // Rotator: +100 % then 10.5/11 − 1 = −4.5 %: +90.9 %. C: +2 %.
    expect(weights(highest(1, by(cumulativeReturn, 2), [rotator, 'C']), of)).toEqual({ A: 1 });
    expect(weights(lowest(1, by(cumulativeReturn, 2), [rotator, 'C']), of)).toEqual({ C: 1 });
  });

  it('keeps the inner weights of those it picks, each pick an equal part', () => {
    const of = history({ A: [10, 11, 12], B: [10, 11, 12], C: [10, 9, 8] });
    const pair = weighted([0.75, 'A'], [0.25, 'B']);
    expect(weights(highest(2, by(cumulativeReturn, 1), ['C', pair, 'A']), of)).toEqual({ A: 0.875, B: 0.125 });
  });

  it('measures prices of a group of one ticker as prices', () => {
    // Deviation of price: dollars for the ticker (large), index points near 1 for a true sub-portfolio (small).
    const of = history({ A: [1000, 1010, 1000], B: [1, 2, 1] });
    const one = group('One', equally([group('Still one', 'A')]));
    const two = equally(['A', 'A']);
    expect(weights(highest(1, by(deviationOfPrice, 3), [one, 'B']), of)).toEqual({ A: 1 });
    expect(weights(highest(1, by(deviationOfPrice, 3), [two, 'B']), of)).toEqual({ B: 1 });
  });

  it('gives ties to what is written first, both ways', () => {
    const of = history({ A: [10, 11], B: [20, 22], C: [40, 44] });
    expect(weights(highest(2, by(cumulativeReturn, 1), ['B', 'A', 'C']), of)).toEqual({ B: 0.5, A: 0.5 });
    expect(weights(lowest(1, by(cumulativeReturn, 1), ['C', 'A', 'B']), of)).toEqual({ C: 1 });
  });
});

describe('inverse volatility', () => {
  it('weighs by 1 / sample deviation of returns', () => {
    // Returns of A ±10 %, of B ±20 % around their means: deviations stand 1 to 2, weights 2/3 and 1/3.
    const of = history({ A: [100, 110, 99], B: [100, 120, 96] });
    const result = weights(inverseVolatility(2, ['A', 'B']), of) as Readonly<Record<string, number>>;
    expect(result['A']).toBeCloseTo(2 / 3, 12);
    expect(result['B']).toBeCloseTo(1 / 3, 12);
  });

  it('is all in one ticker where its parts agree', () => {
    const of = history({ A: [100, 110, 99], B: [100, 120, 96] });
    const other = when(above(close('B'), 1000), { then: 'B', else: 'A' });
    expect(weights(inverseVolatility(2, ['A', other]), of)).toEqual({ A: 1 });
  });

  it('refuses what does not move', () => {
    expect(weights(inverseVolatility(2, ['A', 'B']), history({ A: [100, 110, 99], B: [7, 7, 7] }))).toBe('zero-deviation');
  });
});

describe('who may be ranked', () => {
  const tree = highest(1, by(movingAverageOfReturn, 2), ['A', 'NEW']);
  const A = [10, 11, 12, 13, 14];

  it.each<readonly [string, readonly number[], unknown]>([
    ['a life long enough', [_, _, 1, 2, 4], { NEW: 1 }],
    ['listed too late: left out', [_, _, _, 1, 2], { A: 1 }],
    ['listed today: left out', [_, _, _, _, 1], { A: 1 }],
    ['not listed yet: left out', [_, _, _, _, _], { A: 1 }],
    ['a gap inside its life: refused', [_, 1, 2, _, 4], 'bars-missing'],
    ['no bar today: refused', [_, 1, 2, 3, _], 'bars-missing'],
    ['no bar ever since: refused', [1, _, _, _, _], 'bars-missing'],
    ['too young and no bar today: refused', [_, _, _, 1, _], 'bars-missing'],
  ])('%s', (_name, NEW, expected) => {
    expect(weights(tree, history({ A, NEW }))).toEqual(expected);
  });

  it('refuses a ticker that does not exist, and a history that begins too late to tell', () => {
    expect(weights(tree, history({ A }))).toBe('ticker-unknown');
    expect(weights(tree, history({ A: [1, 2], NEW: [1, 2] }))).toBe('history-not-held');
  });

  it('refuses when nobody is left', () => {
    expect(weights(highest(1, by(movingAverageOfReturn, 2), ['NEW']), history({ NEW: [_, _, 1] }))).toBe('no-candidates');
  });

  it('leaves out a sub-portfolio that is young because something in it is', () => {
    const young = when(above(close('NEW'), 1000), { then: 'A', else: 'NEW' });
    const ranking = highest(1, by(cumulativeReturn, 2), ['A', young]);
    expect(weights(ranking, history({ A, NEW: [_, _, _, 1, 9] }))).toEqual({ A: 1 });
    expect(weights(ranking, history({ A, NEW: [_, _, 1, 3, 9] }))).toEqual({ NEW: 1 });
    expect(weights(ranking, history({ A, NEW: [1, 1, _, 3, 9] }))).toBe('stream-undecided');
  });
});
