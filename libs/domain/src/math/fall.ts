import { byDoubling } from './doubling.ts';

/**
 * The largest fall from a running peak inside the last `window` values at each row, as a fraction of that peak, ≥ 0, aligned;
 * NaN before row `window − 1` and wherever the window holds a NaN. Values > 0. `out` must not be `values`.
 * A block carries its highest, its lowest and its largest fall; across two blocks the fall is from the older's highest to the newer's lowest.
 */
export function windowFall(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const length = values.length;
  const blockHigh = values.slice();
  const blockLow = values.slice();
  const blockFall = values.map((value) => (value === value ? 0 : Number.NaN));
  // Only the newer side's lowest is needed while prepending: an older block is always in front.
  const low = new Float64Array(length);
  byDoubling(window, {
    double(width) {
      for (let row = length - 1; row >= width; row--) {
        const older = row - width;
        blockFall[row] = Math.max(blockFall[older]!, blockFall[row]!, 1 - blockLow[row]! / blockHigh[older]!);
        blockHigh[row] = Math.max(blockHigh[older]!, blockHigh[row]!);
        blockLow[row] = Math.min(blockLow[older]!, blockLow[row]!);
      }
      for (const column of [blockFall, blockHigh, blockLow]) column.fill(Number.NaN, 0, width);
    },
    prepend(_width, covered) {
      if (covered === 0) {
        low.set(blockLow);
        out.set(blockFall);
        return;
      }
      for (let row = length - 1; row >= covered; row--) {
        const older = row - covered;
        out[row] = Math.max(blockFall[older]!, out[row]!, 1 - low[row]! / blockHigh[older]!);
        low[row] = Math.min(blockLow[older]!, low[row]!);
      }
      out.fill(Number.NaN, 0, covered);
      low.fill(Number.NaN, 0, covered);
    },
  });
  return out;
}
