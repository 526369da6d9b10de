import { exponentialAverage, ExponentialStream } from '../math/exponential.ts';
import type { Stream } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { ema } from './ema.ts';
import { checkWindows, columnFor } from './windows.ts';

/** Percentage price oscillator of [short, long]: 100 · (short EMA − long EMA) / long EMA, percent. */
export const ppo: IndicatorCard<'percent'> = {
  name: 'ppo',
  unit: 'percent',
  windowCount: 2,
  leastWindow: 1,
  lastClose: 'monotone',
  warmUp: ([short = 0, long = 0]) => Math.max(short, long),
  settling: ([short = 0, long = 0]) => ema.settling([Math.max(short, long)]),
  words: ([short = 0, long = 0]) => `PPO(${short}, ${long})`,
  compute(closes, windows, out) {
    checkWindows(ppo, windows);
    const [short = 0, long = 0] = windows;
    const column = exponentialAverage(closes, short, columnFor(closes, out));
    const slow = exponentialAverage(closes, long, new Float64Array(closes.length));
    for (let row = 0; row < column.length; row++) column[row] = oscillator(column[row]!, slow[row]!);
    return column;
  },
  stream(windows): Stream {
    checkWindows(ppo, windows);
    const [short = 0, long = 0] = windows;
    const fast = new ExponentialStream(short);
    const slow = new ExponentialStream(long);
    return {
      push: (close) => oscillator(fast.push(close), slow.push(close)),
      peek: (close) => oscillator(fast.peek(close), slow.peek(close)),
    };
  },
};

const oscillator = (fast: number, slow: number): number => (100 * (fast - slow)) / slow;
