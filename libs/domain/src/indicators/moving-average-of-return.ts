import { percentChange } from '../math/change.ts';
import { windowMean } from '../math/mean.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The mean of the last `window` one-day returns, percent. (Not the one-day change of an average, which some systems call by the same name.) */
export const movingAverageOfReturn: IndicatorCard<'percent'> = {
  name: 'movingAverageOfReturn',
  unit: 'percent',
  windowCount: 1,
  leastWindow: 1,
  warmUp: ([window = 0]) => window + 1,
  settling: ([window = 0]) => window + 1,
  words: ([window = 0]) => `${window}-day average return`,
  compute(closes, windows, out) {
    checkWindows(movingAverageOfReturn, windows);
    const [window = 0] = windows;
    const returns = percentChange(closes, 1, new Float64Array(closes.length));
    return windowMean(returns, window, columnFor(closes, out));
  },
};
