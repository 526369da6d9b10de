/**
 * The way of a price through one session, made up so that it fits the session's bar: it starts at the open, touches high and low, ends
 * at the close and never leaves their range. Between those four points it is a Brownian bridge by midpoint displacement
 * (Lévy's construction): the noise of each midpoint depends on its place alone, so any moment can be asked for in any order.
 */
import type { RandomFamily } from '../values/random.ts';
import type { Bar } from './bar.ts';

/** The price at a fraction of the session, 0 = open … 1 = close; USD, not yet on the tick. */
export type DayPath = (fraction: number) => number;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Halvings per stretch: a session of 6½ hours ends up in steps of about a second. */
const HALVINGS = 14;
/** Deviation of a free walk over a whole session, as a share of the bar's range (a Brownian day ranges over 1.6 deviations; the touching points take their part). */
const ROUGHNESS = 0.4;

export function dayPath(bar: Bar, random: RandomFamily): DayPath {
  const stretches = touchingPoints(bar, random);
  const deviation = (bar.high - bar.low) * ROUGHNESS;
  const inRange = (price: number): number => {
    const reflected = price > bar.high ? 2 * bar.high - price : price < bar.low ? 2 * bar.low - price : price;
    return Math.min(Math.max(reflected, bar.low), bar.high);
  };
  return (fraction) => {
    const moment = Math.min(Math.max(fraction, 0), 1);
    const at = stretches.findIndex(({ to }) => moment <= to);
    let { from, to, start, end } = stretches[at]!;
    // Midpoints are numbered as in a heap, each stretch in a range of its own.
    let node = 1;
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (from + to) / 2;
      const noise = random((at + 1) * 2 ** (HALVINGS + 1) + node).normal();
      const price = inRange((start + end) / 2 + (deviation * Math.sqrt(to - from) * noise) / 2);
      if (moment < middle) {
        to = middle;
        end = price;
        node = 2 * node;
      } else {
        from = middle;
        start = price;
        node = 2 * node + 1;
      }
    }
    return start + (end - start) * ((moment - from) / (to - from));
  };
}

/** Open, the two extremes at moments of their own, close. On a day that rose the low more often comes first. */
function touchingPoints(bar: Bar, random: RandomFamily): readonly Stretch[] {
  const draw = random(0);
  const first = 0.03 + 0.42 * draw.uniform();
  const second = 0.55 + 0.42 * draw.uniform();
  const lowFirst = draw.uniform() < (bar.close >= bar.open ? 0.8 : 0.2);
  const [early, late] = lowFirst ? [bar.low, bar.high] : [bar.high, bar.low];
  return [
    { from: 0, to: first, start: bar.open, end: early },
    { from: first, to: second, start: early, end: late },
    { from: second, to: 1, start: late, end: bar.close },
  ];
}
