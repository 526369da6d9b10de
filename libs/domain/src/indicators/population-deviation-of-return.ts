import type { IndicatorCard } from './card.ts';
import { deviationOfReturn } from './deviation-of-return.ts';
import { populationFromSample } from './population-deviation.ts';

/** The population deviation (divisor n) of the last `window` one-day returns, percent, not annualised: what some vendors call deviation. */
export const populationDeviationOfReturn: IndicatorCard<'percent'> = {
  ...deviationOfReturn,
  name: 'populationDeviationOfReturn',
  words: ([window = 0]) => `${window}-day population deviation of returns`,
  compute: (closes, windows, out) => populationFromSample(deviationOfReturn, closes, windows, out),
};
