import type { IndicatorCard } from './card.ts';

/** The deviation with the divisor n, from a card that divides by n − 1. */
export function populationFromSample(
  sample: IndicatorCard,
  closes: Float64Array,
  windows: readonly number[],
  out?: Float64Array,
): Float64Array {
  const column = sample.compute(closes, windows, out);
  const [window = 0] = windows;
  const factor = Math.sqrt((window - 1) / window);
  for (let row = 0; row < column.length; row++) column[row] = column[row]! * factor;
  return column;
}
