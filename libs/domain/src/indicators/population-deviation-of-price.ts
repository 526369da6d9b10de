import { DeviationStream, windowDeviation } from '../math/deviation.ts';
import type { IndicatorCard } from './card.ts';
import { deviationOfPrice } from './deviation-of-price.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The population deviation (divisor n) of the last `window` closes, USD. */
export const populationDeviationOfPrice: IndicatorCard<'usd'> = {
  ...deviationOfPrice,
  name: 'populationDeviationOfPrice',
  words: ([window = 0]) => `${window}-day population deviation of price`,
  compute(closes, windows, out) {
    checkWindows(populationDeviationOfPrice, windows);
    const [window = 0] = windows;
    return windowDeviation(closes, window, window, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(populationDeviationOfPrice, windows);
    const [window = 0] = windows;
    return new DeviationStream(window, window);
  },
};
