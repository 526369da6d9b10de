/**
 * How a double is split so that window sums are exact: a high part on a coarse grid and a low part that is what is left.
 *
 * A sum of high parts is a multiple of the grid, a sum of low parts a multiple of the values' own last bit, and both stay below 2⁵³ of
 * their units while the values keep between `least` and `most`. So neither ever rounds, however many values come and go, and the two together
 * are the true sum of the window. Which grid was used can therefore not be seen in the result.
 */
export interface Grid {
  readonly least: number;
  readonly most: number;
  /** Adding and subtracting it rounds to the grid: 1.5 · 2⁵² grid steps. */
  readonly rounder: number;
}

/** The grid for windows of a length around a value, if there is one. */
export type GridFor = (window: number, value: number) => Grid | undefined;

const DIGITS = 2 ** 53;

/** @returns the smallest power of two that is not below `value`, at least `from`. */
function powerOfTwo(value: number, from: number): number {
  let power = from;
  while (power < value) power *= 2;
  return power;
}

const gridOf = (window: number, least: number, most: number): Grid => ({ least, most, rounder: 1.5 * ((most * window) / 2) });

/** For values > 0: up to `reach` times larger and smaller than this one. 2²⁰ for a window of 200. */
export const gridAround: GridFor = (window, value) => {
  if (!(value > 2 ** -900 && value < 2 ** 900)) return undefined;
  const places = powerOfTwo(window, 4);
  let reach = 1;
  // most/least · places² ≤ 2⁵⁵, with room for a value at the top of its power of two.
  while (reach * reach * 16 * places * places <= 4 * DIGITS) reach *= 2;
  if (reach === 1) return undefined;
  let base = 1;
  while (base > value) base /= 2;
  while (base * 2 <= value) base *= 2;
  return gridOf(places, base / reach, base * reach);
};

/** For fractions `a / b − 1` of positive doubles: multiples of 2⁻⁵³, here up to a gain of a thousandfold. */
export const gridOfFractions: GridFor = (window) => {
  const places = powerOfTwo(window, 4);
  return places > 2 ** 20 ? undefined : gridOf(places, -1, 1024);
};
