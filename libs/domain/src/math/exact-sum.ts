/**
 * The double nearest to the true sum, whatever the order of the values: finite values in, ties to even.
 * @see Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates (1997): partial sums that do not overlap;
 * the last step, where a tie hides behind a rounding, is that of Python's `math.fsum`.
 */
export function exactSum(values: Float64Array): number {
  const partials: number[] = [];
  for (const value of values) {
    let rest = value;
    let kept = 0;
    for (const partial of partials) {
      const [larger, smaller] = Math.abs(rest) < Math.abs(partial) ? [partial, rest] : [rest, partial];
      const high = larger + smaller;
      const low = smaller - (high - larger);
      if (low !== 0) partials[kept++] = low;
      rest = high;
    }
    partials.length = kept;
    partials.push(rest);
  }
  return rounded(partials);
}

/** @param partials growing, none overlapping the next. */
function rounded(partials: readonly number[]): number {
  let at = partials.length - 1;
  let high = partials[at] ?? 0;
  let low = 0;
  while (at > 0 && low === 0) {
    const before = high;
    const next = partials[--at]!;
    high = before + next;
    low = next - (high - before);
  }
  // Halfway between two doubles, what is smaller still decides.
  const tipsOver = at > 0 && low !== 0 && low < 0 === partials[at - 1]! < 0;
  if (!tipsOver) return high;
  const doubled = low * 2;
  const beyond = high + doubled;
  return doubled === beyond - high ? beyond : high;
}
