import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowDeviation } from './deviation.ts';
import { windowFall } from './fall.ts';
import { windowMean } from './mean.ts';

type Kernel = (values: Float64Array, window: number, out: Float64Array) => Float64Array;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};
const fallOf = (values: readonly number[]): number => {
  let peak = 0;
  let fall = 0;
  for (const value of values) {
    peak = Math.max(peak, value);
    fall = Math.max(fall, 1 - value / peak);
  }
  return fall;
};

const KERNELS: readonly (readonly [string, Kernel, (window: readonly number[]) => number])[] = [
  ['mean', windowMean, meanOf],
  ['deviation', windowDeviation, deviationOf],
  ['fall', windowFall, fallOf],
];
const prices = (minLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength, maxLength: 150 });
const windows = fc.integer({ min: 2, max: 80 });

describe.each(KERNELS)('sliding %s', (_name, kernel, plain) => {
  const over = (values: readonly number[], window: number): Float64Array =>
    kernel(Float64Array.from(values), window, new Float64Array(values.length));

  it('is what a fresh loop over each window gives', () => {
    fc.assert(
      fc.property(prices(1), windows, (values, window) => {
        over(values, window).forEach((value, row) => {
          if (row < window - 1) expect(value).toBeNaN();
          else expect(Math.abs(value - plain(values.slice(row - window + 1, row + 1)))).toBeLessThan(1e-9);
        });
      }),
    );
  });

  it('gives the same bits for the same window whatever came before and after', () => {
    fc.assert(
      fc.property(prices(1), prices(80), prices(1), windows, (before, inside, after, window) => {
        const alone = over(inside.slice(-window), window).at(-1)!;
        const row = before.length + inside.length - 1;
        expect(over([...before, ...inside, ...after], window)[row]).toBe(alone);
        // Not even an enormous past leaves a trace, as it would in a running sum.
        expect(over([1e15, ...inside.slice(-window), ...after], window)[window]).toBe(alone);
      }),
    );
  });
});

describe('largest fall', () => {
  it('has the very bits of the running peak', () => {
    fc.assert(
      fc.property(prices(20), (values) => {
        const column = windowFall(Float64Array.from(values), 17, new Float64Array(values.length));
        for (let row = 16; row < values.length; row++) expect(column[row]).toBe(fallOf(values.slice(row - 16, row + 1)));
      }),
    );
  });
});
