/** QuantConnect LEAN's test data (Apache-2.0): tables that other implementations printed. Single figures are quoted, whole tables only read. */
import { describe, expect, it } from 'vitest';
import { columns, notHere, reference } from '../../test/reference.ts';
import { cards } from './cards.ts';

interface Comparison {
  readonly says: string;
  readonly file: string;
  readonly close: string;
  readonly published: string;
  /** Rows of agreement that the table has, so that nothing passes by comparing nothing. */
  readonly rows: number;
  readonly within: number;
  readonly ours: (closes: Float64Array) => Float64Array;
  /** First row to compare, where a published table starts from another seed. */
  readonly after?: number;
}

/** Their variance divides by n, ours by n − 1. */
const populationVariance = (window: number) => (closes: Float64Array) =>
  cards.deviationOfPrice.compute(closes, [window]).map((deviation) => (deviation * deviation * (window - 1)) / window);

const LEAN: readonly Comparison[] = [
  {
    says: 'SMA(14)',
    file: 'spy_with_indicators.txt',
    close: 'Close',
    published: 'SMA14',
    rows: 487,
    within: 0.006,
    ours: (c) => cards.sma.compute(c, [14]),
  },
  // This table's heads of SMA 5 and SMA 15 are swapped: row 9 of "SMA15" is 478.18, the mean of its last five closes.
  {
    says: 'SMA(5)',
    file: 'spy_with_rma.csv',
    close: 'close',
    published: 'SMA15',
    rows: 1000,
    within: 1e-6,
    ours: (c) => cards.sma.compute(c, [5]),
  },
  {
    says: 'SMA(10)',
    file: 'spy_with_rma.csv',
    close: 'close',
    published: 'SMA10',
    rows: 1000,
    within: 1e-6,
    ours: (c) => cards.sma.compute(c, [10]),
  },
  {
    says: 'SMA(15)',
    file: 'spy_with_rma.csv',
    close: 'close',
    published: 'SMA5',
    rows: 1000,
    within: 1e-6,
    ours: (c) => cards.sma.compute(c, [15]),
  },
  // Seeded with the mean of the first fourteen closes.
  {
    says: 'EMA(14) once settled',
    file: 'spy_with_indicators.txt',
    close: 'Close',
    published: 'EMA14',
    rows: 350,
    within: 0.006,
    ours: (c) => cards.ema.compute(c, [14]),
    after: 140,
  },
  {
    says: 'EMA(14) of monthly closes once settled',
    file: 'spy_ema.csv',
    close: 'close',
    published: 'EMA14',
    rows: 220,
    within: 1e-6,
    ours: (c) => cards.ema.compute(c, [14]),
    after: 140,
  },
  {
    says: 'return over 50',
    file: 'spy_with_rocp50.txt',
    close: 'Close',
    published: 'Rate of Change % 50',
    rows: 450,
    within: 2e-5,
    ours: (c) => cards.cumulativeReturn.compute(c, [50]),
  },
  {
    says: 'variance over 10',
    file: 'spy_var.txt',
    close: 'Close',
    published: 'Var',
    rows: 490,
    within: 1e-8,
    ours: populationVariance(10),
  },
];

describe("figures quoted from LEAN's tables", () => {
  it('SMA(14) of the Dow on 2013-01-29 is 13657.04, EMA and SMA tables begin there', () => {
    const closes = Float64Array.of(
      13390.51,
      13471.22,
      13488.43,
      13507.32,
      13534.89,
      13511.23,
      13596.02,
      13649.7,
      13712.21,
      13779.33,
      13825.33,
      13895.98,
      13881.93,
      13954.42,
    );
    expect(cards.sma.compute(closes, [14])[13]).toBeCloseTo(13657.04, 2);
  });

  it('the population variance of SPY over ten sessions to 2013-03-07 is 3.22556099999929', () => {
    const closes = Float64Array.of(151.89, 149, 150.02, 151.91, 151.61, 152.11, 152.92, 154.29, 154.5, 154.78);
    expect(populationVariance(10)(closes)[9]).toBeCloseTo(3.22556099999929, 10);
  });

  it('SPY from 155.83 on 2013-03-15 to 166.30 on 2013-05-28 returned 6.718861 %', () => {
    const closes = new Float64Array(51).fill(160);
    closes[0] = 155.83;
    closes[50] = 166.3;
    expect(cards.cumulativeReturn.compute(closes, [50])[50]).toBeCloseTo(6.718861, 5);
  });
});

describe("LEAN's tables", () => {
  it.for(LEAN)('$says agrees within $within', ({ file, close, published, rows, within, ours, after = 0 }, test) => {
    const path = `golden/indicators/${file}`;
    const text = reference(path) ?? test.skip(notHere(path));
    const table = columns(text);
    const column = ours(table.get(close)!);
    let compared = 0;
    table.get(published)!.forEach((value, row) => {
      if (row < after || Number.isNaN(value) || Number.isNaN(column[row]!)) return;
      compared += 1;
      expect(Math.abs(column[row]! - value), `row ${row}`).toBeLessThanOrEqual(within);
    });
    expect(compared).toBeGreaterThanOrEqual(rows);
  });
});
