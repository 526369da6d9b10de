/**
 * The exponential average with α = 2 / (window + 1), seeded at the first value of a run; no value until `window` have entered it.
 *
 * Values after the first are taken in strides of four. A stride has an average of its own, and the long average moves towards it
 * once: average += reach · (stride − average), where reach = 1 − (1 − α)ᵏ after k values. That is the textbook recurrence regrouped, so that
 * a processor need not wait for each value before it starts on the next. A constant column averages to exactly its constant.
 */
import { overRuns } from './runs.ts';
import type { Stream } from './stream.ts';

const STRIDE = 4;

/** Per number of values in a stride: what it is worth in the long average, and what the values before the newest are worth in it. */
interface Coefficients {
  readonly reach: Float64Array;
  readonly rest: Float64Array;
}

function coefficients(window: number): Coefficients {
  const alpha = 2 / (window + 1);
  const reach = new Float64Array(STRIDE);
  const rest = new Float64Array(STRIDE);
  let left = 1;
  for (let k = 0; k < STRIDE; k++) {
    const before = 1 - left;
    left *= 1 - alpha;
    reach[k] = 1 - left;
    rest[k] = ((1 - alpha) * before) / reach[k]!;
  }
  return { reach, rest };
}

/** Aligned; NaN restarts it. `out` may be `values`. */
export function exponentialAverage(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const known = coefficients(window);
  return overRuns(values, out, (start) => {
    const end = averagesOfRun(values, start, known, out);
    out.fill(Number.NaN, start, Math.min(end, start + window - 1));
    return end;
  });
}

function averagesOfRun(values: Float64Array, start: number, { reach, rest }: Coefficients, out: Float64Array): number {
  const [reach1 = 0, reach2 = 0, reach3 = 0, reach4 = 0] = reach;
  const [, rest2 = 0, rest3 = 0, rest4 = 0] = rest;
  let average = values[start]!;
  out[start] = average;
  let row = start + 1;
  for (; row + STRIDE <= values.length; row += STRIDE) {
    const one = values[row]!;
    const two = values[row + 1]!;
    const three = values[row + 2]!;
    const four = values[row + 3]!;
    const sum = one + two + three + four;
    if (sum !== sum) break;
    const stride2 = two + rest2 * (one - two);
    const stride3 = three + rest3 * (stride2 - three);
    const stride4 = four + rest4 * (stride3 - four);
    out[row] = average + reach1 * (one - average);
    out[row + 1] = average + reach2 * (stride2 - average);
    out[row + 2] = average + reach3 * (stride3 - average);
    average += reach4 * (stride4 - average);
    out[row + 3] = average;
  }
  // What is left of the run is less than a stride.
  let stride = 0;
  for (let k = 0; row < values.length && !Number.isNaN(values[row]!); k++, row++) {
    stride = values[row]! + rest[k]! * (stride - values[row]!);
    out[row] = average + reach[k]! * (stride - average);
  }
  return row;
}

export class ExponentialStream implements Stream {
  private readonly window: number;
  private readonly reach: Float64Array;
  private readonly rest: Float64Array;
  private taken = 0;
  /** How many values the stride holds. */
  private held = 0;
  private average = Number.NaN;
  private stride = Number.NaN;

  constructor(window: number) {
    const { reach, rest } = coefficients(window);
    this.window = window;
    this.reach = reach;
    this.rest = rest;
  }

  peek(value: number): number {
    if (value !== value || this.taken + 1 < this.window) return Number.NaN;
    return this.taken === 0 ? value : this.averageWith(this.strideWith(value));
  }

  push(value: number): number {
    if (value !== value) {
      this.taken = 0;
      return value;
    }
    this.taken += 1;
    if (this.taken === 1) return this.begin(value);
    this.stride = this.strideWith(value);
    const now = this.averageWith(this.stride);
    this.held += 1;
    if (this.held === STRIDE) {
      this.average = now;
      this.stride = 0;
      this.held = 0;
    }
    return this.taken < this.window ? Number.NaN : now;
  }

  private begin(value: number): number {
    this.average = value;
    this.stride = 0;
    this.held = 0;
    return this.window === 1 ? value : Number.NaN;
  }

  private strideWith(value: number): number {
    return value + this.rest[this.held]! * (this.stride - value);
  }

  private averageWith(stride: number): number {
    return this.average + this.reach[this.held]! * (stride - this.average);
  }
}
