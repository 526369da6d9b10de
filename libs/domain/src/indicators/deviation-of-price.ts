import { DeviationStream, windowDeviation } from '../math/deviation.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The sample deviation (n − 1) of the last `window` closes, USD. */
export const deviationOfPrice: IndicatorCard<'usd'> = {
  name: 'deviationOfPrice',
  unit: 'usd',
  windowCount: 1,
  leastWindow: 2,
  lastClose: 'valley',
  warmUp: ([window = 0]) => window,
  settling: ([window = 0]) => window,
  words: ([window = 0]) => `${window}-day deviation of price`,
  compute(closes, windows, out) {
    checkWindows(deviationOfPrice, windows);
    const [window = 0] = windows;
    return windowDeviation(closes, window, window - 1, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(deviationOfPrice, windows);
    const [window = 0] = windows;
    return new DeviationStream(window, window - 1);
  },
};
