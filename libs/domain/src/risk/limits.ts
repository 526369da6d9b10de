/** The numbers that may stop a plan. Percent and basis points as floats, money exact. */
import { money, type Money } from '../values/exact.ts';
import type { AccountId } from '../run/facts.ts';

export interface RiskLimits {
  /** The account that configuration names: another one is refused. Left out, any account passes. */
  readonly account?: AccountId;
  /** Percent of sizing equity. */
  readonly weightPerTickerMax: number;
  readonly grossExposureMax: number;
  readonly orderNotionalMax: number;
  readonly turnoverMax: number;
  readonly tradesPerSessionMax: number;
  readonly notionalMin: Money;
  /** Percent, either side of the last close. */
  readonly priceCollar: number;
  readonly quoteAgeMsMax: number;
  readonly spreadBpsMax: number;
  /** Percent of sizing equity lost since the last session's close that stops new buys. */
  readonly sessionLossMax: number;
}

/** Loose enough for a strategy that puts everything into one ETF, tight enough for a slipped digit. */
export const DEFAULT_LIMITS: RiskLimits = {
  weightPerTickerMax: 100,
  grossExposureMax: 100,
  orderNotionalMax: 110,
  turnoverMax: 210,
  tradesPerSessionMax: 60,
  notionalMin: money('1'),
  priceCollar: 25,
  quoteAgeMsMax: 5_000,
  spreadBpsMax: 100,
  sessionLossMax: 15,
};
