/** Published RSI tables, and the zero-seeded variant that other tables use. */
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { randomWalk } from '../../test/random-walk.ts';
import { columns, notHere, reference } from '../../test/reference.ts';
import { rsi } from './rsi.ts';

const SERIES = Float64Array.from([
  100, 101.5, 101, 102.75, 103.5, 102.25, 104, 105.25, 104.75, 106.5, 107, 106, 108.25, 109.5, 108.75, 110, 111.25, 110.5, 112, 113.5,
  112.25, 114,
]);

/** Smoothing that starts from averages of zero at the first close and is defined from there: how the earlier system measured. */
function zeroSeeded(closes: Float64Array, window: number): Float64Array {
  let gain = 0;
  let loss = 0;
  return closes.map((value, row) => {
    const change = row === 0 ? 0 : value - closes[row - 1]!;
    gain = gain * (1 - 1 / window) + Math.max(change, 0) / window;
    loss = loss * (1 - 1 / window) + Math.max(-change, 0) / window;
    if (gain === 0 && loss === 0) return 50;
    return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  });
}

/** Wilder's definition in 40 decimal digits, every average written out from the seed. */
function inDecimals(closes: readonly string[], window: number): number {
  const prices = closes.map((text) => new Decimal(text));
  const changes = prices.slice(1).map((price, at) => price.minus(prices[at]!));
  const average = (part: (change: Decimal) => Decimal): Decimal => {
    const seed = changes
      .slice(0, window)
      .reduce((sum, change) => sum.plus(part(change)), new Decimal(0))
      .div(window);
    return changes.slice(window).reduce(
      (held, change) =>
        held
          .mul(window - 1)
          .plus(part(change))
          .div(window),
      seed,
    );
  };
  const gain = average((change) => Decimal.max(change, 0));
  const loss = average((change) => Decimal.max(change.neg(), 0));
  return new Decimal(100).minus(new Decimal(100).div(gain.div(loss).plus(1))).toNumber();
}

describe('the golden values of the earlier system, whose RSI is zero-seeded', () => {
  it.each([
    [5, 75.5482199798],
    [9, 75.9793827618],
    [10, 76.0575603782],
    [11, 76.124790322],
    [14, 76.2779205888],
    [15, 76.3170914019],
    [20, 76.4590568367],
    [21, 76.4799198422],
  ])('RSI(%i) by the variant', (window, expected) => expect(zeroSeeded(SERIES, window).at(-1)!).toBeCloseTo(expected, 9));

  it('RSI(10) by the variant, its first twelve values', () => {
    const expected = [50, 100, 72.972973, 86.82284, 89.407611, 65.584132, 75.669098, 80.259951, 74.050138, 80.052197, 81.416708, 70.673665];
    zeroSeeded(SERIES, 10)
      .slice(0, 12)
      .forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 6));
  });

  it('the textbook closes by the variant, their last six values', () => {
    const closes = Float64Array.from([
      44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28, 46.28, 46.0, 46.03, 46.41, 46.22,
      45.64,
    ]);
    const expected = [71.8024, 65.1866, 65.5528, 69.8756, 65.4528, 54.1793];
    zeroSeeded(closes, 14)
      .slice(-6)
      .forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 4));
  });

  it.each([5, 9, 10, 11, 14, 15, 20, 21, 70])('agrees with our RSI(%i) after settling', (window) => {
    const closes = randomWalk(window, 10 * window + 300);
    const ours = rsi.compute(closes, [window]);
    const theirs = zeroSeeded(closes, window);
    for (let row = rsi.settling([window]) - 1; row < closes.length; row++) expect(Math.abs(ours[row]! - theirs[row]!)).toBeLessThan(0.01);
    expect(Math.abs(ours[window]! - theirs[window]!), 'before settling the two differ').toBeGreaterThan(1e-9);
  });
});

describe('a wider arithmetic', () => {
  it.each([2, 5, 10, 14, 21])('RSI(%i) is what forty decimal digits give', (window) => {
    const closes = [...SERIES].map(String);
    expect(rsi.compute(SERIES, [window]).at(-1)!).toBeCloseTo(inDecimals(closes, window), 11);
  });
});

describe('QuantConnect LEAN\'s test data, column "RSI 14 Wilder"', () => {
  // The Dow's closes from 2013-01-09; LEAN prints the closes to the cent and the index to five decimals.
  it('begins as the table does', () => {
    const closes = Float64Array.from([
      13390.51, 13471.22, 13488.43, 13507.32, 13534.89, 13511.23, 13596.02, 13649.7, 13712.21, 13779.33, 13825.33, 13895.98, 13881.93,
      13954.42, 13910.42, 13860.58, 14009.79, 13880.08, 13979.3,
    ]);
    const column = rsi.compute(closes, [14]);
    [88.04238, 81.63051, 85.12351, 72.26, 75.33095].forEach((value, at) => expect(Math.abs(column[14 + at]! - value)).toBeLessThan(1e-5));
  });

  it('agrees within 1e-5 on every row', (test) => {
    const path = 'golden/indicators/spy_with_indicators.txt';
    const text = reference(path) ?? test.skip(notHere(path));
    const table = columns(text);
    const column = rsi.compute(table.get('Close')!, [14]);
    const published = table.get('RSI 14 Wilder')!;
    let compared = 0;
    published.forEach((value, row) => {
      expect(Number.isNaN(column[row]!)).toBe(Number.isNaN(value));
      if (Number.isNaN(value)) return;
      expect(Math.abs(column[row]! - value)).toBeLessThanOrEqual(1e-5);
      compared += 1;
    });
    expect(compared).toBeGreaterThan(480);
  });
});

describe("StockCharts ChartSchool's RSI(14) example", () => {
  // The worked example was computed from closes with more digits than it prints: compare within its two decimals.
  it('begins and ends as published: 70.53, 66.32, 66.55 … 37.77', (test) => {
    const path = 'golden/indicators/chartschool_rsi14.csv';
    const text = reference(path) ?? test.skip(notHere(path));
    const table = columns(text);
    const column = rsi.compute(table.get('close')!, [14]);
    const published = table.get('published_rsi14')!;
    const differences = [...published].flatMap((value, row) => (Number.isNaN(value) ? [] : [Math.abs(column[row]! - value)]));
    expect(differences).toHaveLength(19);
    expect(Math.max(...differences)).toBeLessThanOrEqual(0.0101);
  });
});

describe('settling, on real closes', () => {
  // Funds that decay a hundredfold, or lost 80 % in a day, forget slowly: their first moves are worth hundreds of today's.
  it.for([10, 14, 21])(
    'RSI(%i) depends on its beginning by less than 0.01 for 99 beginnings in 100, and by a tenth of a point at most',
    (window, test) => {
      const names = [
        'SPY',
        'QQQ',
        'TQQQ',
        'SQQQ',
        'UVXY',
        'SVXY',
        'TLT',
        'XLK',
        'BIL',
        'LEU',
        'SMR',
        'TECL',
        'SOXL',
        'GLD',
        'NVDA',
        'LABU',
      ];
      const settling = rsi.settling([window]);
      const apart: number[] = [];
      for (const name of names) {
        const path = `market-data/daily/${name}.csv`;
        const closes = columns(reference(path) ?? test.skip(notHere(path))).get('close')!;
        const whole = rsi.compute(closes, [window]);
        for (let start = 1; start + settling < closes.length; start += 20) {
          apart.push(Math.abs(rsi.compute(closes.slice(start, start + settling), [window]).at(-1)! - whole[start + settling - 1]!));
        }
      }
      expect(apart.length).toBeGreaterThan(1000);
      expect(apart.filter((points) => points < 0.01).length / apart.length).toBeGreaterThan(0.99);
      expect(Math.max(...apart)).toBeLessThan(0.1);
    },
  );
});
