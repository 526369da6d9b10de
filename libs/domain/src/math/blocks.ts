/**
 * Windows by blocks: a run is cut into blocks of `window` values. A window that is no block lies across two: a tail of the older, a head of
 * the newer. At the end of a block all its tails are folded once, from the newest value backwards; the heads of the next grow value by value.
 * @see van Herk, A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels (1992).
 */
import { fillWarmUp, overRuns } from './runs.ts';

export interface BlockKernel {
  /** Folds the tails of the block that ends at the row `newest`. @returns the value of the window that is this block. */
  readonly fold: (newest: number) => number;
  /** Writes the rows after `newest` and before `end`, less than a block of them. @returns the row of a NaN, or `end`. */
  readonly across: (newest: number, end: number) => number;
}

/** Aligned; NaN before row `window − 1` of a run. `out` must not be `values`. */
export function overBlocks(values: Float64Array, window: number, out: Float64Array, { fold, across }: BlockKernel): Float64Array {
  return overRuns(values, out, (start) => {
    let row = fillWarmUp(values, start, window - 1, out);
    if (row < start + window - 1) return row;
    while (row < values.length && !Number.isNaN(values[row]!)) {
      out[row] = fold(row);
      const end = Math.min(row + window, values.length);
      row = across(row, end);
      if (row < end) return row;
    }
    return row;
  });
}
