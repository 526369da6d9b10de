/** 100 · (value / the value `distance` rows earlier − 1) at each row, aligned; NaN at the first `distance` rows and beside a NaN. */
export function percentChange(values: Float64Array, distance: number, out: Float64Array): Float64Array {
  for (let row = values.length - 1; row >= distance; row--) out[row] = (values[row]! / values[row - distance]! - 1) * 100;
  out.fill(Number.NaN, 0, distance);
  return out;
}

/** Blanks every row of `column` with a NaN among its last `window` rows of `source`: a measure restarts after a gap. */
export function blankAfterGaps(column: Float64Array, source: Float64Array, window: number): Float64Array {
  let clean = 0;
  for (let row = 0; row < source.length; row++) {
    clean = Number.isNaN(source[row]!) ? 0 : clean + 1;
    if (clean < window) column[row] = Number.NaN;
  }
  return column;
}
