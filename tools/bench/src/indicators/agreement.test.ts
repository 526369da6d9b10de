/** Equal work is compared: every contender comes to the same values once the beginnings of averages no longer matter. */
import { cards } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { indicatorRows } from './rows.ts';
import { BARS, walk } from './walks.ts';

/** technicalindicators rounds its RSI to cents; every other difference is a rounding of floats. */
const TOLERANCE: Readonly<Record<string, number>> = { 'technicalindicators rsi': 0.005 };

describe.each(indicatorRows)('$indicator', ({ indicator, windows, settledFrom, peers }) => {
  const closes = walk(3, BARS);
  const ours = cards[indicator].compute(closes, windows);

  it.each(peers.map((peer) => [peer.name, peer] as const))('is the same in %s', (name, { compute, factor = 1 }) => {
    const theirs = compute([...closes]);
    expect(theirs.length).toBeGreaterThan(BARS - 30 - (windows[0] ?? 0));
    const tolerance = TOLERANCE[`${name} ${indicator}`] ?? 0.0002;
    for (let back = 1; back <= BARS - settledFrom; back++) {
      const apart = Math.abs(ours.at(-back)! - theirs[theirs.length - back]! * factor);
      expect(apart).toBeLessThanOrEqual(tolerance);
    }
  });
});

it('covers every indicator that is more than the close itself', () => {
  const covered = indicatorRows.map(({ indicator }) => indicator).sort();
  const computed = Object.keys(cards).filter((name) => name !== 'close');
  expect(covered).toEqual(computed.sort());
});
