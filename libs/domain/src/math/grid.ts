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
  /** Values lie so close together that the difference of two of them never rounds: then only the difference need be split. */
  readonly isNarrow: boolean;
}

/** Grids for windows of a length around a value, those that are fastest to use first; none where there is none. */
export type GridsFor = (window: number, value: number) => readonly Grid[];

const DIGITS = 2 ** 53;

/** @returns the smallest power of two that is not below `value`, at least `from`. */
function powerOfTwo(value: number, from: number): number {
  let power = from;
  while (power < value) power *= 2;
  return power;
}

const gridOf = (window: number, least: number, most: number, isNarrow: boolean): Grid => ({
  least,
  most,
  rounder: 1.5 * ((most * window) / 2),
  isNarrow,
});

/** How far a narrow grid reaches up and down: the difference of two doubles, neither more than twice the other, is exact (Sterbenz, 1974). */
const NARROW = 1.4;

/** For values > 0: narrow, then up to `reach` times larger and smaller than this one. 2²⁰ for a window of 200. */
export const gridsAround: GridsFor = (window, value) => {
  if (!(value > 2 ** -900 && value < 2 ** 900)) return [];
  const places = powerOfTwo(window, 4);
  let reach = 1;
  // most/least · places² ≤ 2⁵⁵, with room for a value at the top of its power of two.
  while (reach * reach * 16 * places * places <= 4 * DIGITS) reach *= 2;
  if (reach === 1) return [];
  let base = 1;
  while (base > value) base /= 2;
  while (base * 2 <= value) base *= 2;
  const wide = gridOf(places, base / reach, base * reach, false);
  // The same steps with narrower borders, so that they hold what the wide grid holds.
  const narrow = { ...wide, least: Math.max(wide.least, value / NARROW), most: Math.min(wide.most, value * NARROW), isNarrow: true };
  return [narrow, wide];
};

/** For fractions `a / b − 1` of positive doubles: multiples of 2⁻⁵³. Narrow up to a half, else up to a gain of a thousandfold. */
export const gridsOfFractions: GridsFor = (window) => {
  const places = powerOfTwo(window, 4);
  if (places > 2 ** 20) return [];
  const wide = gridOf(places, -1, 1024, false);
  return [{ ...wide, least: -0.5, most: 0.5, isNarrow: true }, wide];
};
