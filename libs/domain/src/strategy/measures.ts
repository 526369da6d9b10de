/** Indicators as words of a rule sheet: `rsi('SPY', 10)` measures a ticker, `by(rsi, 10)` is what a ranking goes by. */
import { cards } from '../indicators/cards.ts';
import type { IndicatorCard, IndicatorName } from '../indicators/card.ts';
import { ticker as tickerOf } from '../values/ticker.ts';
import type { Measure, Unit, Yardstick } from './node.ts';

/** A measuring word: its windows are counted and its unit is known to the compiler. */
export interface MeasureWord<U extends Unit, Windows extends readonly number[]> {
  (ticker: string, ...windows: Windows): Measure<U>;
  readonly indicator: IndicatorName;
  readonly unit: U;
}

type One = readonly [window: number];

function word<U extends Unit, Windows extends readonly number[]>(card: IndicatorCard<U>): MeasureWord<U, Windows> {
  const { name: indicator, unit } = card;
  const measure = (ticker: string, ...windows: Windows): Measure<U> =>
    Object.freeze({ kind: 'measure', yardstick: yardstick(indicator, unit, windows), of: tickerOf(ticker) });
  return Object.freeze(Object.assign(measure, { indicator, unit }));
}

const yardstick = <U extends Unit>(indicator: IndicatorName, unit: U, windows: readonly number[]): Yardstick<U> =>
  Object.freeze({ indicator, windows: Object.freeze([...windows]), unit });

/** What a ranking goes by: `highest(3, by(movingAverageOfReturn, 90), …)`. */
export const by = <U extends Unit, Windows extends readonly number[]>(of: MeasureWord<U, Windows>, ...windows: Windows): Yardstick<U> =>
  yardstick(of.indicator, of.unit, windows);

export const close = word<'usd', readonly []>(cards.close);
export const sma = word<'usd', One>(cards.sma);
export const ema = word<'usd', One>(cards.ema);
export const deviationOfPrice = word<'usd', One>(cards.deviationOfPrice);
/** Wilder's. */
export const rsi = word<'points', One>(cards.rsi);
export const movingAverageOfReturn = word<'percent', One>(cards.movingAverageOfReturn);
export const cumulativeReturn = word<'percent', One>(cards.cumulativeReturn);
export const deviationOfReturn = word<'percent', One>(cards.deviationOfReturn);
/** With the divisor n; the plain words divide by n − 1. */
export const populationDeviationOfReturn = word<'percent', One>(cards.populationDeviationOfReturn);
export const populationDeviationOfPrice = word<'usd', One>(cards.populationDeviationOfPrice);
export const maxDrawdown = word<'percent', One>(cards.maxDrawdown);
export const ppo = word<'percent', readonly [short: number, long: number]>(cards.ppo);
export const ppoSignal = word<'percent', readonly [short: number, long: number, smooth: number]>(cards.ppoSignal);

/** What inverse volatility weighs by. */
export const deviation = (window: number): Yardstick<'percent'> => by(deviationOfReturn, window);

/** What it takes to hold a ticker: a bar of the day. */
export const LAST_CLOSE: Yardstick<'usd'> = by(close);
