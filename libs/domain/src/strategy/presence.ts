/** Which bars of a series are there: a life that begins with its first value, and clean runs between its gaps. */

export interface Presence {
  /** Row of the first value; the series' length when there is none. */
  readonly first: number;
  /** Per row: how many values without a gap end here; 0 in a gap. */
  readonly run: Int32Array;
}

export function presenceOf(series: Float64Array): Presence {
  const run = new Int32Array(series.length);
  let first = series.length;
  let length = 0;
  for (let row = 0; row < series.length; row++) {
    const value = series[row]!;
    length = value === value ? length + 1 : 0;
    run[row] = length;
    if (length === 1 && first === series.length) first = row;
  }
  return { first, run };
}

/**
 * What stands before the clean run that ends at `row`: `listing` (its life begins there), `horizon` (the history we hold begins there,
 * its life perhaps earlier), or `gap`. A series that has not begun by `row` is `listing`.
 */
export function runOrigin({ first, run }: Presence, row: number): 'listing' | 'horizon' | 'gap' {
  if (row < first) return 'listing';
  const start = row - run[row]! + 1;
  if (start !== first) return 'gap';
  return first === 0 ? 'horizon' : 'listing';
}
