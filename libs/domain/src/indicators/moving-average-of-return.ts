import { ChangeStream, relativeChange } from '../math/change.ts';
import { gridsOfFractions } from '../math/grid.ts';
import { MeanStream, windowMean } from '../math/mean.ts';
import { chain, scaled } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The mean of the last `window` one-day returns, percent. (Not the one-day change of an average, which some systems call by the same name.) */
export const movingAverageOfReturn: IndicatorCard<'percent'> = {
  name: 'movingAverageOfReturn',
  unit: 'percent',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: ([window = 0]) => window + 1,
  settling: ([window = 0]) => window + 1,
  words: ([window = 0]) => `${window}-day average return`,
  compute(closes, windows, out) {
    checkWindows(movingAverageOfReturn, windows);
    const [window = 0] = windows;
    const returns = relativeChange(closes, 1, 1, new Float64Array(closes.length));
    const column = windowMean(returns, window, gridsOfFractions, columnFor(closes, out));
    for (let row = 0; row < column.length; row++) column[row] = column[row]! * 100;
    return column;
  },
  stream(windows) {
    checkWindows(movingAverageOfReturn, windows);
    const [window = 0] = windows;
    return scaled(chain(new ChangeStream(1, 1), new MeanStream(window, gridsOfFractions)), 100);
  },
};
