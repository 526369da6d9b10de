/** The nearest cent that differs, by halving stretches until they are proven not to, the nearer half first. */
import type { Stretch } from './flips-last-row.ts';

/**
 * More stretches than this are not tried on one side. Up to a close of 8,000 USD it is enough to look at every cent even where nothing can
 * be proven; beyond, only a comparison that never comes apart, such as a close with its own one-day average, has no flip for it.
 */
export const LOOKS_MAX = 400_000;

/** @param isSame proven for all cents of a stretch; certain of a single one. @param side which end is nearer: `above` looks from below. */
export function nearestOther(whole: Stretch, side: 'below' | 'above', isSame: (stretch: Stretch) => boolean): number | undefined {
  let looks = 0;
  return search(whole);

  function search({ from, to }: Stretch): number | undefined {
    if (from > to || ++looks > LOOKS_MAX || isSame({ from, to })) return undefined;
    if (from === to) return from;
    const middle = Math.floor((from + to) / 2);
    const [lower, upper] = [
      { from, to: middle },
      { from: middle + 1, to },
    ] as const;
    return side === 'above' ? (search(lower) ?? search(upper)) : (search(upper) ?? search(lower));
  }
}
