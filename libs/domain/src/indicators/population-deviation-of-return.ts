import { ChangeStream, relativeChange } from '../math/change.ts';
import { DeviationStream, windowDeviation } from '../math/deviation.ts';
import { chain } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { deviationOfReturn } from './deviation-of-return.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The population deviation (divisor n) of the last `window` one-day returns, percent, not annualised: what some vendors call deviation. */
export const populationDeviationOfReturn: IndicatorCard<'percent'> = {
  ...deviationOfReturn,
  name: 'populationDeviationOfReturn',
  words: ([window = 0]) => `${window}-day population deviation of returns`,
  compute(closes, windows, out) {
    checkWindows(populationDeviationOfReturn, windows);
    const [window = 0] = windows;
    const returns = relativeChange(closes, 1, 100, new Float64Array(closes.length));
    return windowDeviation(returns, window, window, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(populationDeviationOfReturn, windows);
    const [window = 0] = windows;
    return chain(new ChangeStream(1, 100), new DeviationStream(window, window));
  },
};
