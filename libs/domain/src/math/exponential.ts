/**
 * The exponential average with α = 2 / (window + 1), seeded at the first value, aligned; NaN until `window` values have entered it.
 * A NaN restarts it. `out` may be `values`.
 */
export function exponentialAverage(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const alpha = 2 / (window + 1);
  let entered = 0;
  let average = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== value) {
      entered = 0;
      out[row] = Number.NaN;
      continue;
    }
    entered += 1;
    average = entered === 1 ? value : average + alpha * (value - average);
    out[row] = entered < window ? Number.NaN : average;
  }
  return out;
}
