import type { DecimalText } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { Comparator, Measure, Yardstick } from './node.ts';
import type { StrategyName } from './strategy.ts';

/** Fractions of the sleeve's equity in written order, each ticker once, all > 0, Σ ≤ 1; the rest is cash. */
export interface TickerWeight {
  readonly ticker: Ticker;
  readonly weight: number;
}

/** Why no value: what was needed and what was there. */
export interface Missing {
  readonly code:
    | 'ticker-unknown' // no bar of it anywhere
    | 'history-too-short' // its whole life is shorter than the warm-up
    | 'history-not-held' // shorter than the warm-up, and its life began before the history we hold
    | 'history-unsettled' // live only: more history exists than we hold, and fewer bars than `settling` are here
    | 'bars-missing' // a gap inside its life, or the last session's bar is not there
    | 'zero-deviation' // under inverse volatility: stale data
    | 'stream-undecided' // a sub-portfolio could not decide on one of the days its stream needs
    | 'no-candidates'; // a ranking has nobody left
  /** "OKLO's 90-day average return" */
  readonly what: string;
  readonly tickers: readonly Ticker[];
  /** Clean bars up to asOf. */
  readonly barsNeeded?: number;
  readonly barsPresent?: number;
  /** Why a sub-portfolio's stream is too short: the last session on which it could not decide. */
  readonly because?: { readonly on: SessionDate; readonly missing: Missing };
}

/** A value in the card's unit, or why there is none. */
export type Reading = number | Missing;

export interface MeasuredSide {
  readonly measure: Measure;
  /** "SPY's RSI(10)" */
  readonly words: string;
  readonly value: number | null;
  readonly missing?: Missing;
}

export type ConditionTrace =
  | {
      readonly kind: 'compare';
      readonly left: MeasuredSide;
      readonly comparator: Comparator;
      readonly right: MeasuredSide | number;
      /** null: a side is missing. */
      readonly holds: boolean | null;
      /** "SPY's RSI(10) is 81.3, above 79" · "… is 45.1, not above 79" */
      readonly words: string;
      /** The margin lies inside the settling error of a recursive average. */
      readonly unsettled?: boolean;
    }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly ConditionTrace[]; readonly holds: boolean | null }
  | { readonly kind: 'not'; readonly condition: ConditionTrace; readonly holds: boolean | null };

export interface CandidateTrace {
  readonly title: string;
  readonly value: number | null;
  readonly picked: boolean;
  /** Why it is not a candidate, in words. */
  readonly leftOut?: string;
  readonly trace: Trace;
}

/**
 * The tree as written with what was measured: every branch is there, `taken` tells which were reached.
 * `weights` are the node's own (sum ≤ 1), present where it was reached and decided.
 */
export type Trace = { readonly taken: boolean; readonly weights?: readonly TickerWeight[] } & (
  | { readonly kind: 'hold'; readonly ticker: Ticker }
  | { readonly kind: 'group'; readonly title: string; readonly body: Trace }
  | { readonly kind: 'when'; readonly condition: ConditionTrace; readonly then: Trace; readonly otherwise: Trace }
  | { readonly kind: 'equally'; readonly children: readonly Trace[] }
  | { readonly kind: 'weighted'; readonly children: readonly { readonly weight: number; readonly trace: Trace }[] }
  | {
      readonly kind: 'inverseVolatility';
      readonly window: number;
      /** Deviation in percent and resulting weight, per child. */
      readonly children: readonly { readonly deviation: number | null; readonly weight: number | null; readonly trace: Trace }[];
    }
  | {
      readonly kind: 'ranked';
      readonly order: 'highest' | 'lowest';
      readonly count: number;
      readonly by: Yardstick;
      readonly words: string;
      readonly candidates: readonly CandidateTrace[];
    }
);

export interface Decision {
  readonly strategy: StrategyName;
  readonly asOf: SessionDate;
  readonly weights: readonly TickerWeight[];
  readonly trace: Trace;
  /** The path taken as sentences, in order: "TQQQ's RSI(10) is 24.1, below 30 → TQQQ". */
  readonly reasons: readonly string[];
}

/** A strategy that cannot decide. Not HOLD: nothing may trade on it. */
export interface Undecided {
  readonly strategy: StrategyName;
  readonly asOf: SessionDate;
  readonly missing: Missing;
  /** "Nuclear cannot decide for …: OKLO needs 91 bars for its 90-day average return and has 12." */
  readonly says: string;
  readonly trace: Trace;
}

/**
 * Another last close of one ticker with which the day would have been decided otherwise: the nearest on its side within ± 25 % that
 * changes a branch or a selection, not merely a weight.
 */
export interface Flip {
  readonly ticker: Ticker;
  readonly side: 'below' | 'above';
  /** USD to the cent, as the bars of the day have it: unadjusted, unless an adjustment followed. */
  readonly price: DecimalText;
  /** From the close as it was; < 0 below. */
  readonly changePercent: number;
  /** What turns first on the way down the sheet: a condition, a ranking's choice, or there is no decision any more. */
  readonly turns: 'branch' | 'selection' | 'refusal';
  /** "TQQQ's RSI(10) is 30.1, not below 30" */
  readonly because: string;
  /** What would be held: "Nuclear basket: SMR, OKLO, EXC" · "UVXY as before" · "no decision" */
  readonly becomes: string;
  /** False where another way leads to the same weights. */
  readonly changesHoldings: boolean;
}
