import type { IndicatorCard } from './card.ts';
import { deviationOfPrice } from './deviation-of-price.ts';
import { populationFromSample } from './population-deviation.ts';

/** The population deviation (divisor n) of the last `window` closes, USD. */
export const populationDeviationOfPrice: IndicatorCard<'usd'> = {
  ...deviationOfPrice,
  name: 'populationDeviationOfPrice',
  words: ([window = 0]) => `${window}-day population deviation of price`,
  compute: (closes, windows, out) => populationFromSample(deviationOfPrice, closes, windows, out),
};
