import { ChangeStream, relativeChange } from '../math/change.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The return over the last `window` sessions: 100 · (close / close `window` sessions ago − 1), percent. */
export const cumulativeReturn: IndicatorCard<'percent'> = {
  name: 'cumulativeReturn',
  unit: 'percent',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: ([window = 0]) => window + 1,
  settling: ([window = 0]) => window + 1,
  words: ([window = 0]) => `${window}-day return`,
  compute(closes, windows, out) {
    checkWindows(cumulativeReturn, windows);
    const [window = 0] = windows;
    return relativeChange(closes, window, 100, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(cumulativeReturn, windows);
    const [window = 0] = windows;
    return new ChangeStream(window, 100);
  },
};
