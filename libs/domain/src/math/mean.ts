import { byDoubling } from './doubling.ts';

/**
 * The mean of the last `window` values at each row, aligned; NaN before row `window − 1` and wherever the window holds a NaN.
 * Means of blocks are joined instead of sums: a constant column then averages to exactly its constant. `out` must not be `values`.
 */
export function windowMean(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const length = values.length;
  const block = values.slice();
  byDoubling(window, {
    double(width) {
      for (let row = length - 1; row >= width; row--) block[row] = (block[row - width]! + block[row]!) / 2;
      block.fill(Number.NaN, 0, width);
    },
    prepend(width, covered) {
      if (covered === 0) {
        out.set(block);
        return;
      }
      const share = width / (width + covered);
      for (let row = covered; row < length; row++) {
        const newer = out[row]!;
        out[row] = newer + (block[row - covered]! - newer) * share;
      }
      out.fill(Number.NaN, 0, covered);
    },
  });
  return out;
}
