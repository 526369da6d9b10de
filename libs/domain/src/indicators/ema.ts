import { exponentialAverage, ExponentialStream } from '../math/exponential.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/**
 * Exponential moving average: α = 2 / (window + 1), seeded at the first close, USD; a value once `window` closes have entered it.
 * Published tables often seed with the mean of the first window: compare after settling. The first close keeps the weight
 * (1 − α)ⁿ, below 2.1e-9 after ten windows: less than 0.01 USD even where history begins five million dollars away from today.
 */
export const ema: IndicatorCard<'usd'> = {
  name: 'ema',
  unit: 'usd',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: ([window = 0]) => window,
  settling: ([window = 0]) => 10 * window,
  words: ([window = 0]) => `${window}-day exponential average`,
  compute(closes, windows, out) {
    checkWindows(ema, windows);
    const [window = 0] = windows;
    return exponentialAverage(closes, window, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(ema, windows);
    const [window = 0] = windows;
    return new ExponentialStream(window);
  },
};
