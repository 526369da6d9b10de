/**
 * The mean of the last `window` values: their true sum, rounded once, divided once.
 *
 * A running sum of doubles remembers every rounding it ever made. Here the running sums are exact (`grid.ts`): the same window gives the same
 * bits whatever came before it, and a constant column averages to exactly its constant. Values out of a grid's range are summed from nothing.
 */
import { exactSum } from './exact-sum.ts';
import type { Grid, GridsFor } from './grid.ts';
import { fillWarmUp, overRuns } from './runs.ts';
import type { Stream } from './stream.ts';

/** Aligned; NaN before row `window − 1` of a run. `out` must not be `values`. @param gridsFor fits the kind of values. */
export function windowMean(values: Float64Array, window: number, gridsFor: GridsFor, out: Float64Array): Float64Array {
  return overRuns(values, out, (start) => {
    let row = fillWarmUp(values, start, window - 1, out);
    if (row < start + window - 1) return row;
    while (row < values.length && !Number.isNaN(values[row]!)) {
      const held = values.subarray(row - window + 1, row + 1);
      const value = values[row]!;
      const sums = firstSplit(held, gridsFor(window, value));
      out[row] = meanOf(sums === undefined ? exactSum(held) : sums.high + sums.low, window, value);
      row += 1;
      if (sums === undefined) continue;
      const slide = sums.grid.isNarrow ? slideNarrow : slideWide;
      row += slide(values.subarray(row - window), window, sums, out.subarray(row));
    }
    return row;
  });
}

interface Sums {
  readonly grid: Grid;
  readonly high: number;
  readonly low: number;
}

/** On the first grid that holds all of them. */
function firstSplit(held: Float64Array, grids: readonly Grid[]): Sums | undefined {
  for (const grid of grids) {
    const sums = splitSums(held, grid);
    if (sums !== undefined) return sums;
  }
  return undefined;
}

/** Sums of both parts, or nothing where a value has no place on the grid. */
function splitSums(held: Float64Array, grid: Grid): Sums | undefined {
  const { least, most, rounder } = grid;
  let high = 0;
  let low = 0;
  for (let place = 0; place < held.length; place++) {
    const value = held[place]!;
    if (!(value >= least && value <= most)) return undefined;
    const part = value + rounder - rounder;
    high += part;
    low += value - part;
  }
  return { grid, high, low };
}

/** The high part: rounded to the grid. */
const partOf = (value: number, { rounder }: Grid): number => value + rounder - rounder;

/** A sum that rounds like `window` times the newest value is that value's: what a flat window gives. */
const meanOf = (sum: number, window: number, newest: number): number => (sum === window * newest ? newest : sum / window);

/** How many windows a wide slide goes before it is asked again whether a narrow one would do. */
const WIDE_WINDOWS = 8;
/** Low parts of differences do not cancel as those of values do: half a grid step a row at most, and 2²⁶ of them could be too many. */
const NARROW_ROWS = 2 ** 20;

/** @param values from the oldest value that the first step drops. @returns how many steps there are until one has no place on the grid. */
function slideWide(values: Float64Array, window: number, sums: Sums, out: Float64Array): number {
  const { least, most, rounder } = sums.grid;
  let { high, low } = sums;
  // A view that begins one window later: the same index reads what comes and what goes.
  const coming = values.subarray(window, window * (1 + WIDE_WINDOWS));
  const { length } = coming;
  for (let row = 0; row < length; row++) {
    const value = coming[row]!;
    if (!(value >= least && value <= most)) return row;
    const gone = values[row]!;
    const lifted = value + rounder;
    const liftedGone = gone + rounder;
    high += lifted - liftedGone;
    low += value - (lifted - rounder) - (gone - (liftedGone - rounder));
    const sum = high + low;
    out[row] = sum === window * value ? value : sum / window;
  }
  return length;
}

/** The same where no difference rounds. */
function slideNarrow(values: Float64Array, window: number, sums: Sums, out: Float64Array): number {
  const { least, most, rounder } = sums.grid;
  let { high, low } = sums;
  const coming = values.subarray(window, window + NARROW_ROWS);
  const { length } = coming;
  // One comparison instead of two. Rounding moves the borders by a last bit at most, and a factor of 1.96 is not yet 2.
  const middle = (least + most) / 2;
  const reach = (most - least) / 2;
  for (let row = 0; row < length; row++) {
    const value = coming[row]!;
    if (!(Math.abs(value - middle) <= reach)) return row;
    const change = value - values[row]!;
    const part = change + rounder - rounder;
    high += part;
    low += change - part;
    const sum = high + low;
    out[row] = sum === window * value ? value : sum / window;
  }
  return length;
}

export class MeanStream implements Stream {
  private readonly window: number;
  private readonly gridsFor: GridsFor;
  private readonly ring: Float64Array;
  private place = 0;
  private taken = 0;
  private grid: Grid | undefined;
  /** Sums of the parts of what the ring holds, while there is a grid. */
  private high = Number.NaN;
  private low = Number.NaN;

  constructor(window: number, gridsFor: GridsFor) {
    this.window = window;
    this.gridsFor = gridsFor;
    this.ring = new Float64Array(window);
  }

  peek(value: number): number {
    if (value !== value || this.taken + 1 < this.window) return Number.NaN;
    const { grid, ring, place } = this;
    if (grid !== undefined && value >= grid.least && value <= grid.most) {
      const part = partOf(value, grid);
      const gone = partOf(ring[place]!, grid);
      return meanOf(this.high + (part - gone) + (this.low + (value - part - (ring[place]! - gone))), this.window, value);
    }
    return meanOf(exactSum(ring.with(place, value)), this.window, value);
  }

  push(value: number): number {
    if (value !== value) {
      this.taken = this.place = 0;
      this.grid = undefined;
      return value;
    }
    const { grid, ring, place, window } = this;
    const gone = ring[place]!;
    ring[place] = value;
    this.place = place + 1 === window ? 0 : place + 1;
    if (this.taken < window) this.taken += 1;
    if (this.taken < window) return Number.NaN;
    if (grid === undefined || !(value >= grid.least && value <= grid.most)) return this.begin(value);
    const part = partOf(value, grid);
    const partGone = partOf(gone, grid);
    this.high += part - partGone;
    this.low += value - part - (gone - partGone);
    return meanOf(this.high + this.low, window, value);
  }

  /** Splits the ring afresh around a value, or sums it from nothing where it has no grid. */
  private begin(value: number): number {
    // The widest: a stream looks at one value at a time, so that a narrow grid would save it nothing.
    this.grid = this.gridsFor(this.window, value).at(-1);
    const sums = this.grid && splitSums(this.ring, this.grid);
    if (sums === undefined) {
      this.grid = undefined;
      return meanOf(exactSum(this.ring), this.window, value);
    }
    this.high = sums.high;
    this.low = sums.low;
    return meanOf(sums.high + sums.low, this.window, value);
  }
}
