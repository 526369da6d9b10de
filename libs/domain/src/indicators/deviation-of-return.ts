import { ChangeStream, relativeChange } from '../math/change.ts';
import { DeviationStream, windowDeviation } from '../math/deviation.ts';
import { chain } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The sample deviation (n − 1) of the last `window` one-day returns, percent, not annualised. */
export const deviationOfReturn: IndicatorCard<'percent'> = {
  name: 'deviationOfReturn',
  unit: 'percent',
  windowCount: 1,
  leastWindow: 2,
  lastClose: 'valley',
  warmUp: ([window = 0]) => window + 1,
  settling: ([window = 0]) => window + 1,
  words: ([window = 0]) => `${window}-day deviation of returns`,
  compute(closes, windows, out) {
    checkWindows(deviationOfReturn, windows);
    const [window = 0] = windows;
    const returns = relativeChange(closes, 1, 100, new Float64Array(closes.length));
    return windowDeviation(returns, window, window - 1, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(deviationOfReturn, windows);
    const [window = 0] = windows;
    return chain(new ChangeStream(1, 100), new DeviationStream(window, window - 1));
  },
};
