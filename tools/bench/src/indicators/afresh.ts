/** What a textbook would do: every window from its first value. */

/** Sample deviations of the last `window` values. */
export function deviationsAfresh(values: readonly number[], window: number): number[] {
  const out: number[] = [];
  for (let end = window; end <= values.length; end++) {
    let sum = 0;
    for (let at = end - window; at < end; at++) sum += values[at]!;
    const mean = sum / window;
    let squares = 0;
    for (let at = end - window; at < end; at++) squares += (values[at]! - mean) ** 2;
    out.push(Math.sqrt(squares / (window - 1)));
  }
  return out;
}

/** Largest falls from a running peak inside the last `window` values, as fractions. */
export function fallsAfresh(values: readonly number[], window: number): number[] {
  const out: number[] = [];
  for (let end = window; end <= values.length; end++) {
    let peak = 0;
    let fall = 0;
    for (let at = end - window; at < end; at++) {
      const value = values[at]!;
      if (value > peak) peak = value;
      const here = 1 - value / peak;
      if (here > fall) fall = here;
    }
    out.push(fall);
  }
  return out;
}
