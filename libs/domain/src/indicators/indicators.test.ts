import { describe, expect, it } from 'vitest';
import { cards } from './cards.ts';

/** 22 closes with the values that the earlier system's definitions give on them (its golden values, §11.3). */
const SERIES = Float64Array.from([
  100, 101.5, 101, 102.75, 103.5, 102.25, 104, 105.25, 104.75, 106.5, 107, 106, 108.25, 109.5, 108.75, 110, 111.25, 110.5, 112, 113.5,
  112.25, 114,
]);
const last = (column: Float64Array): number => column.at(-1)!;

describe('the series of the golden values', () => {
  it.each([
    [3, 113.25],
    [5, 112.45],
    [10, 111.0],
    [20, 107.65],
  ])('%i-day average', (window, expected) => expect(last(cards.sma.compute(SERIES, [window]))).toBeCloseTo(expected, 10));

  it.each([
    [5, 0.4960585866],
    [10, 0.735852627],
    [20, 0.5882344948],
  ])('%i-day average return', (window, expected) =>
    expect(last(cards.movingAverageOfReturn.compute(SERIES, [window]))).toBeCloseTo(expected, 9),
  );

  it.each([
    [1, 1.5590200445],
    [6, 3.6363636364],
    [20, 12.315270936],
  ])('%i-day return', (window, expected) => expect(last(cards.cumulativeReturn.compute(SERIES, [window]))).toBeCloseTo(expected, 9));

  it.each([
    [5, 0.01275144162],
    [6, 0.011700965202],
  ])('%i-day deviation of returns, as a fraction', (window, expected) =>
    expect(last(cards.deviationOfReturn.compute(SERIES, [window])) / 100).toBeCloseTo(expected, 11),
  );
});

describe('by hand', () => {
  const closes = Float64Array.from([100, 120, 90, 99, 60, 80]);

  it('maximum drawdown is the fall from the running peak inside the window', () => {
    // 120 → 90 is 25 %, 120 → 60 is 50 %; three closes that no longer hold 120 only know 99 → 60, which is 39.39 %.
    expect([...cards.maxDrawdown.compute(closes, [3])].slice(2).map((value) => Number(value.toFixed(4)))).toEqual([
      25, 25, 39.3939, 39.3939,
    ]);
    expect(last(cards.maxDrawdown.compute(closes, [6]))).toBe(50);
  });

  it('deviation of price is the sample deviation, and the population one where it is asked for', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: squared differences 32 (the worked example of Wikipedia's "Standard deviation"), over n − 1 = 7.
    expect(last(cards.deviationOfPrice.compute(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), [8]))).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect(last(cards.populationDeviationOfPrice.compute(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), [8]))).toBeCloseTo(2, 14);
  });

  it('the exponential average starts at the first close', () => {
    // α = 2/(3+1): 100, 110, 100, 99.5
    expect([...cards.ema.compute(Float64Array.of(100, 120, 90, 99), [3])]).toEqual([Number.NaN, Number.NaN, 100, 99.5]);
  });

  it('the oscillator is the distance of two exponential averages, its signal their smoothing', () => {
    // EMA(1) is the close; EMA(3) as above: 100·(90−100)/100 = −10, 100·(99−99.5)/99.5; the signal starts at the first and takes 2/3.
    const oscillator = cards.ppo.compute(Float64Array.of(100, 120, 90, 99), [1, 3]);
    expect(oscillator[2]).toBe(-10);
    expect(oscillator[3]).toBeCloseTo(-50 / 99.5, 13);
    expect(last(cards.ppoSignal.compute(Float64Array.of(100, 120, 90, 99), [1, 3, 2]))).toBeCloseTo(-10 + (2 / 3) * (10 - 50 / 99.5), 13);
  });

  it.each([
    ['rises 100…129', 1, 100, 100],
    ['falls 130…101', -1, 130, 0],
    ['stays', 0, 100, 50],
  ])('RSI of a series that only %s', (_says, step, start, expected) => {
    const walk = Float64Array.from({ length: 30 }, (_, row) => start + step * row);
    expect(last(cards.rsi.compute(walk, [14]))).toBe(expected);
  });

  it('a flat series averages to exactly its price and deviates by exactly nothing', () => {
    const flat = new Float64Array(260).fill(103.37);
    for (const window of [7, 23, 200, 250]) {
      expect(last(cards.sma.compute(flat, [window]))).toBe(103.37);
      expect(last(cards.ema.compute(flat, [window]))).toBe(103.37);
      expect(last(cards.deviationOfPrice.compute(flat, [window]))).toBe(0);
      expect(last(cards.deviationOfReturn.compute(flat, [window]))).toBe(0);
      expect(last(cards.maxDrawdown.compute(flat, [window]))).toBe(0);
    }
  });
});

describe('words', () => {
  it.each([
    [cards.close.words([]), 'price'],
    [cards.sma.words([200]), '200-day average'],
    [cards.ema.words([12]), '12-day exponential average'],
    [cards.rsi.words([10]), 'RSI(10)'],
    [cards.movingAverageOfReturn.words([90]), '90-day average return'],
    [cards.cumulativeReturn.words([60]), '60-day return'],
    [cards.deviationOfReturn.words([14]), '14-day deviation of returns'],
    [cards.deviationOfPrice.words([20]), '20-day deviation of price'],
    [cards.maxDrawdown.words([60]), '60-day maximum drawdown'],
    [cards.ppo.words([12, 26]), 'PPO(12, 26)'],
    [cards.ppoSignal.words([12, 26, 9]), 'PPO signal(12, 26, 9)'],
  ])('%s', (words, expected) => expect(words).toBe(expected));
});
