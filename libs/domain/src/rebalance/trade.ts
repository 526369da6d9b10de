import type { Money, Price, Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { StrategyName } from '../strategy/strategy.ts';

export type Side = 'buy' | 'sell';

/** A sleeve's part of a trade; the parts sum to the trade's quantity. */
export interface SleeveShare {
  readonly strategy: StrategyName;
  readonly quantity: Quantity;
}

/** One intended buy or sell: what the target wants minus what our books hold. */
export interface Trade {
  readonly ticker: Ticker;
  readonly side: Side;
  readonly quantity: Quantity;
  /** Mid of the quote the plan was made on; slippage is measured against it. */
  readonly decisionPrice: Price;
  readonly notional: Money;
  readonly reason: 'enters' | 'leaves' | 'drifted';
  readonly shares: readonly SleeveShare[];
}

/** One row of the rebalancing table: a ticker held or wanted, traded or not. */
export interface PlanRow {
  readonly ticker: Ticker;
  readonly held: Quantity;
  readonly price: Price;
  /** Fractions of sizing equity, floats for showing. */
  readonly heldWeight: number;
  readonly targetWeight: number;
  readonly action: Side | 'leave';
  /** "enters the target" · "off by 0.4 %, inside the 1.0 % tolerance" */
  readonly why: string;
}

/** A cross between two sleeves at the decision price: one gives up what the other wants, and no order is needed. */
export interface Cross {
  readonly ticker: Ticker;
  readonly from: StrategyName;
  readonly to: StrategyName;
  readonly quantity: Quantity;
  readonly price: Price;
}

export interface RebalancePlan {
  readonly session: SessionDate;
  /** Cash and holdings of the books that strategies own, at decision prices: what the plan sizes on. */
  readonly sizingEquity: Money;
  /** What stays in cash of the equity that is shared out anew. */
  readonly reserve: Money;
  /** Cash of the rebalancing sleeves' books before the first trade; the cash of sleeves that keep is not the plan's to spend. */
  readonly openingCash: Money;
  readonly rows: readonly PlanRow[];
  /** Sells by notional, then buys by notional, both descending; ticker breaks ties. */
  readonly trades: readonly Trade[];
  readonly crosses: readonly Cross[];
}
