import { exponentialAverage, ExponentialStream } from '../math/exponential.ts';
import { chain } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { ema } from './ema.ts';
import { ppo } from './ppo.ts';
import { checkWindows } from './windows.ts';

/** Signal line of [short, long, smooth]: the exponential average of the last oscillator values, seeded at the first of them, percent. */
export const ppoSignal: IndicatorCard<'percent'> = {
  name: 'ppoSignal',
  unit: 'percent',
  windowCount: 3,
  leastWindow: 1,
  lastClose: 'monotone',
  warmUp: ([short = 0, long = 0, smooth = 0]) => ppo.warmUp([short, long]) + smooth - 1,
  settling: ([short = 0, long = 0, smooth = 0]) => ppo.settling([short, long]) + ema.settling([smooth]) - 1,
  words: ([short = 0, long = 0, smooth = 0]) => `PPO signal(${short}, ${long}, ${smooth})`,
  compute(closes, windows, out) {
    checkWindows(ppoSignal, windows);
    const [short = 0, long = 0, smooth = 0] = windows;
    const oscillator = ppo.compute(closes, [short, long], out);
    return exponentialAverage(oscillator, smooth, oscillator);
  },
  stream(windows) {
    checkWindows(ppoSignal, windows);
    const [short = 0, long = 0, smooth = 0] = windows;
    return chain(ppo.stream([short, long]), new ExponentialStream(smooth));
  },
};
