import type { IndicatorCard, IndicatorName } from './card.ts';
import { close } from './close.ts';
import { cumulativeReturn } from './cumulative-return.ts';
import { deviationOfPrice } from './deviation-of-price.ts';
import { deviationOfReturn } from './deviation-of-return.ts';
import { ema } from './ema.ts';
import { maxDrawdown } from './max-drawdown.ts';
import { movingAverageOfReturn } from './moving-average-of-return.ts';
import { populationDeviationOfPrice } from './population-deviation-of-price.ts';
import { populationDeviationOfReturn } from './population-deviation-of-return.ts';
import { ppoSignal } from './ppo-signal.ts';
import { ppo } from './ppo.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';

/** Every indicator by its name. */
export const cards = Object.freeze({
  close,
  sma,
  ema,
  rsi,
  movingAverageOfReturn,
  cumulativeReturn,
  deviationOfReturn,
  deviationOfPrice,
  populationDeviationOfReturn,
  populationDeviationOfPrice,
  maxDrawdown,
  ppo,
  ppoSignal,
} satisfies { readonly [Name in IndicatorName]: IndicatorCard });
