/**
 * The grammar of a rule sheet: frozen data that computes nothing.
 * Readers give it meaning: validate, requirements, evaluate, explain. A new kind is finished when every reader compiles.
 */
import type { Ticker } from '../values/ticker.ts';
import type { IndicatorName } from '../indicators/card.ts';

/** `usd` price levels · `points` 0–100 · `percent` of a price. */
export type Unit = 'usd' | 'points' | 'percent';

/** An indicator with its windows, not yet of anything: `by(cumulativeReturn, 20)`. Windows in sessions, as many as the card asks for. */
export interface Yardstick<U extends Unit = Unit> {
  readonly indicator: IndicatorName;
  readonly windows: readonly number[];
  readonly unit: U;
}

/** An indicator of one ticker: `rsi('SPY', 10)`. */
export interface Measure<U extends Unit = Unit> {
  readonly kind: 'measure';
  readonly yardstick: Yardstick<U>;
  readonly of: Ticker;
}

export type Comparator = 'above' | 'below' | 'atLeast' | 'atMost' | 'equalTo';

export type Condition =
  | { readonly kind: 'compare'; readonly left: Measure; readonly comparator: Comparator; readonly right: Measure | number }
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition };

export interface Hold {
  readonly kind: 'hold';
  readonly ticker: Ticker;
}
export interface Group {
  readonly kind: 'group';
  readonly title: string;
  readonly body: Allocation;
}
export interface When {
  readonly kind: 'when';
  readonly condition: Condition;
  readonly then: Allocation;
  readonly otherwise: Allocation;
}
export interface Equally {
  readonly kind: 'equally';
  readonly children: readonly Allocation[];
}
/** Weights as written, Σ ≤ 1; what is missing to one stays in cash. */
export interface Weighted {
  readonly kind: 'weighted';
  readonly children: readonly { readonly weight: number; readonly child: Allocation }[];
}
/** Weight ∝ 1 / deviation of each child's own last `window` daily returns. */
export interface InverseVolatility {
  readonly kind: 'inverseVolatility';
  readonly window: number;
  readonly children: readonly Allocation[];
}
/** The `count` highest or lowest children by a measure of each child's own stream, equally weighted; ties fall to written order. */
export interface Ranked {
  readonly kind: 'ranked';
  readonly order: 'highest' | 'lowest';
  readonly count: number;
  readonly by: Yardstick;
  readonly children: readonly Allocation[];
}

export type Allocation = Hold | Group | When | Equally | Weighted | InverseVolatility | Ranked;
