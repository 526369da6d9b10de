import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowDeviation } from './deviation.ts';
import { exactSum } from './exact-sum.ts';
import { windowFall } from './fall.ts';
import { gridsAround, gridsOfFractions } from './grid.ts';
import { windowMean } from './mean.ts';
import { randomWalk } from '../../test/random-walk.ts';

type Kernel = (values: Float64Array, window: number, out: Float64Array) => Float64Array;
interface Claim {
  readonly name: string;
  readonly kernel: Kernel;
  readonly plain: (window: readonly number[]) => number;
  /** The last bits depend on nothing but the window. */
  readonly isPure: boolean;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: readonly number[], divisor: number): number => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / divisor);
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

const mean: Kernel = (values, window, out) => windowMean(values, window, gridsAround, out);
const KERNELS: readonly Claim[] = [
  { name: 'mean', kernel: mean, plain: meanOf, isPure: true },
  {
    name: 'sample deviation',
    kernel: (values, window, out) => windowDeviation(values, window, window - 1, out),
    plain: (window) => deviationOf(window, window.length - 1),
    isPure: false,
  },
  {
    name: 'population deviation',
    kernel: (values, window, out) => windowDeviation(values, window, window, out),
    plain: (window) => deviationOf(window, window.length),
    isPure: false,
  },
  { name: 'fall', kernel: windowFall, plain: fallOf, isPure: true },
];
const prices = (minLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength, maxLength: 150 });
const windows = fc.integer({ min: 2, max: 80 });

describe.each(KERNELS)('sliding $name', ({ kernel, plain, isPure }) => {
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

  it('depends on its window alone, whatever came before and after', () => {
    fc.assert(
      fc.property(prices(1), prices(80), prices(1), windows, (before, inside, after, window) => {
        const alone = over(inside.slice(-window), window).at(-1)!;
        const row = before.length + inside.length - 1;
        // Not even an enormous past leaves a trace, as it would in a running sum.
        const afterGiants = over([1e15, ...inside.slice(-window), ...after], window)[window]!;
        for (const value of [over([...before, ...inside, ...after], window)[row]!, afterGiants]) {
          if (isPure) expect(value).toBe(alone);
          else expect(Math.abs(value - alone)).toBeLessThanOrEqual(1e-12 * alone);
        }
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

/** A double as a whole number of the smallest step there is, 2⁻¹⁰⁷⁴. */
function inSmallestSteps(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const whole = bits.getBigUint64(0);
  const exponent = (whole >> 52n) & 0x7ffn;
  const fraction = whole & ((1n << 52n) - 1n);
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return whole >> 63n === 1n ? -size : size;
}

const isNearest = (value: number, steps: bigint): boolean => {
  const apart = (candidate: number): bigint => {
    const difference = inSmallestSteps(candidate) - steps;
    return difference < 0n ? -difference : difference;
  };
  const ulp = Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
  return apart(value) <= apart(value + ulp) && apart(value) <= apart(value - ulp);
};
const total = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + inSmallestSteps(value), 0n);

describe('sums', () => {
  const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 });
  const wildPrice = fc.oneof(fc.double({ min: 90, max: 110, noNaN: true }), fc.double({ min: 1e-12, max: 1e12, noNaN: true }));

  it('are the doubles nearest to the true ones, in whole numbers', () => {
    fc.assert(
      fc.property(fc.array(anyDouble, { minLength: 1, maxLength: 30 }), (values) => {
        expect(isNearest(exactSum(Float64Array.from(values)), total(values))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('slide without rounding: every mean is the nearest sum, divided once', () => {
    fc.assert(
      fc.property(fc.array(wildPrice, { minLength: 10, maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (values, window) => {
        const column = mean(Float64Array.from(values), window, new Float64Array(values.length));
        for (let row = window - 1; row < values.length; row++) {
          const held = values.slice(row - window + 1, row + 1);
          const sum = exactSum(Float64Array.from(held));
          expect(column[row]).toBe(sum === window * values[row]! ? values[row] : sum / window);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each<readonly [string, number, number]>([
    ['inside a narrow grid', 0.02, 0],
    ['out of one narrow grid into the next, up', 0.02, 0.01],
    ['out of one narrow grid into the next, down', 0.02, -0.01],
    ['too wild for a narrow grid', 0.9, 0.1],
  ])('slide without rounding %s, for as long as it takes', (_, step, drift) => {
    const [length, window] = [3_000, 40];
    const column = randomWalk(5, length, step).map((value, row) => value * (1 + drift) ** row);
    const means = mean(column, window, new Float64Array(length));
    for (let row = window - 1; row < length; row++) {
      const sum = exactSum(column.subarray(row - window + 1, row + 1));
      expect(means[row]).toBe(sum === window * column[row]! ? column[row] : sum / window);
    }
  });

  it('slide without rounding over fractions too, crashes and thousandfold gains among them', () => {
    const step = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 0.9, max: 1.1, noNaN: true }) },
      fc.double({ min: 1e-5, max: 5000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (ratios, window) => {
        const fractions = Float64Array.from(ratios, (ratio) => ratio - 1);
        const column = windowMean(fractions, window, gridsOfFractions, new Float64Array(fractions.length));
        for (let row = window - 1; row < fractions.length; row++) {
          const sum = exactSum(fractions.slice(row - window + 1, row + 1));
          expect(column[row]).toBe(sum === window * fractions[row]! ? fractions[row] : sum / window);
        }
      }),
      { numRuns: 500 },
    );
  });
});
