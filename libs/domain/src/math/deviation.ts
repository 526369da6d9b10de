import { byDoubling } from './doubling.ts';

/**
 * The sample deviation (divisor n − 1) of the last `window` ≥ 2 values at each row, aligned; NaN before row `window − 1` and wherever
 * the window holds a NaN. Exactly 0 for a constant window. `out` must not be `values`.
 * @see Chan, Golub, LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances (1979): blocks carry their mean
 * and their sum of squared differences from it, so nothing cancels as it does in Σx² − (Σx)²/n.
 */
export function windowDeviation(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const length = values.length;
  const blockMean = values.slice();
  const blockSquares = values.map((value) => (value === value ? 0 : Number.NaN));
  const mean = new Float64Array(length);
  byDoubling(window, {
    double(width) {
      for (let row = length - 1; row >= width; row--) {
        const apart = blockMean[row]! - blockMean[row - width]!;
        blockSquares[row] = blockSquares[row - width]! + blockSquares[row]! + (apart * apart * width) / 2;
        blockMean[row] = (blockMean[row - width]! + blockMean[row]!) / 2;
      }
      blockMean.fill(Number.NaN, 0, width);
      blockSquares.fill(Number.NaN, 0, width);
    },
    prepend(width, covered) {
      if (covered === 0) {
        mean.set(blockMean);
        out.set(blockSquares);
        return;
      }
      const together = width + covered;
      for (let row = covered; row < length; row++) {
        const apart = blockMean[row - covered]! - mean[row]!;
        out[row] = out[row]! + blockSquares[row - covered]! + (apart * apart * width * covered) / together;
        mean[row] = mean[row]! + (apart * width) / together;
      }
      mean.fill(Number.NaN, 0, covered);
      out.fill(Number.NaN, 0, covered);
    },
  });
  for (let row = 0; row < length; row++) out[row] = Math.sqrt(out[row]! / (window - 1));
  return out;
}
