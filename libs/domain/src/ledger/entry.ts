/** What happened to money and shares, in order. The ledger is the fold of its entries. */
import type { Money, Price, Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { Side, SleeveShare } from '../rebalance/trade.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { VenueOrderId } from '../orders/order.ts';
import type { SplitRatio } from './split-ratio.ts';

/** A strategy's own book, or what no strategy bought, or the broker's rounding to cents. */
export type BookName = StrategyName | 'unattributed' | 'broker-rounding';

export type LedgerEntry =
  /** The first sight of an account: capital given to the strategies by share; everything else is unattributed. */
  | { readonly kind: 'opened'; readonly at: Instant; readonly cash: readonly { readonly book: BookName; readonly amount: Money }[] }
  | {
      readonly kind: 'fill';
      readonly at: Instant;
      readonly session: SessionDate;
      readonly venueOrderId: VenueOrderId;
      readonly cumulativeQuantity: Quantity;
      readonly ticker: Ticker;
      readonly side: Side;
      readonly quantity: Quantity;
      readonly price: Price;
      /** Which books it belongs to; sums to quantity. A stranger's fill belongs to `unattributed`. */
      readonly shares: readonly { readonly book: BookName; readonly quantity: Quantity }[];
    }
  | {
      readonly kind: 'cross';
      readonly at: Instant;
      readonly session: SessionDate;
      readonly ticker: Ticker;
      readonly from: StrategyName;
      readonly to: StrategyName;
      readonly quantity: Quantity;
      readonly price: Price;
    }
  /** Cash moved between strategies' books when the capital is shared out anew; sums to nothing. Once per session and instant. */
  | {
      readonly kind: 'capital';
      readonly at: Instant;
      readonly session: SessionDate;
      readonly cash: readonly { readonly book: StrategyName; readonly amount: Money }[];
    }
  /** Strategies that completed a rebalance in a session, whether or not that took a trade. */
  | { readonly kind: 'rebalanced'; readonly at: Instant; readonly session: SessionDate; readonly strategies: readonly StrategyName[] }
  /** Shares that appeared or went without an order of ours (a person's trade before we looked, a transfer). Always unattributed. */
  | {
      readonly kind: 'shares-found';
      readonly at: Instant;
      readonly ticker: Ticker;
      readonly change: { readonly side: 'in' | 'out'; readonly quantity: Quantity };
      readonly price: Price | null;
    }
  /** Cash that came or went without a trade: deposit, withdrawal, dividend, fee. */
  | {
      readonly kind: 'cash-moved';
      readonly at: Instant;
      readonly why: string;
      readonly amount: Money;
      readonly cash: readonly { readonly book: BookName; readonly amount: Money }[];
    }
  /** Shares that no strategy bought, given to one by a person: traded from now on, with the cost they came with. */
  | {
      readonly kind: 'adopted';
      readonly at: Instant;
      readonly book: StrategyName;
      readonly ticker: Ticker;
      readonly quantity: Quantity;
    }
  /** The opposite: a strategy's shares that a person sold, moved or keeps, and that are nobody's from now on. */
  | {
      readonly kind: 'released';
      readonly at: Instant;
      readonly book: StrategyName;
      readonly ticker: Ticker;
      readonly quantity: Quantity;
    }
  /** The company split its shares or merged them. */
  | {
      readonly kind: 'split';
      readonly at: Instant;
      readonly ticker: Ticker;
      readonly ratio: SplitRatio;
      /** Every book that held the ticker, with what it holds afterwards. */
      readonly books: readonly { readonly book: BookName; readonly quantity: Quantity }[];
    }
  /** The broker keeps cash in cents; the difference to exact executions. */
  | { readonly kind: 'rounding'; readonly at: Instant; readonly amount: Money };

export type { SleeveShare };

/** Shares from one buy, with what they cost. */
export interface Lot {
  readonly quantity: Quantity;
  readonly price: Price;
  readonly at: Instant;
}

export interface LedgerBook {
  readonly cash: Money;
  /** First in, first out, per ticker; tickers with nothing left are absent. */
  readonly lots: ReadonlyMap<Ticker, readonly Lot[]>;
  /** Profit of closed lots. */
  readonly realised: Money;
}

export interface Ledger {
  readonly books: ReadonlyMap<BookName, LedgerBook>;
  /** Keys of fills, crosses and shared-out capital already posted: the same one twice changes nothing. */
  readonly posted: ReadonlySet<string>;
  /** How many entries were folded. */
  readonly length: number;
  /** When each strategy last completed a rebalance. */
  readonly lastRebalance: ReadonlyMap<StrategyName, SessionDate>;
}
