import { gridsAround } from '../math/grid.ts';
import { MeanStream, windowMean } from '../math/mean.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** Simple moving average: the mean of the last `window` closes, USD. */
export const sma: IndicatorCard<'usd'> = {
  name: 'sma',
  unit: 'usd',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: ([window = 0]) => window,
  settling: ([window = 0]) => window,
  words: ([window = 0]) => `${window}-day average`,
  compute(closes, windows, out) {
    checkWindows(sma, windows);
    const [window = 0] = windows;
    return windowMean(closes, window, gridsAround, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(sma, windows);
    const [window = 0] = windows;
    return new MeanStream(window, gridsAround);
  },
};
