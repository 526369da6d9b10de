/** Everything a decision may see. Gathered once, recorded, replayable; nothing else is read afterwards. */
import type { Money, Quantity, Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { History } from '../market/history.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Quote } from '../market/quote.ts';
import type { SessionHours } from '../market/calendar.ts';
import type { VenueOrder } from '../orders/order.ts';
import type { Ledger } from '../ledger/entry.ts';
import type { Brand } from '../values/brand.ts';

export type AccountId = Brand<string, 'AccountId'>;

/** The broker's account, as read: a field that could not be read is a failed read, never a zero. */
export interface Account {
  readonly id: AccountId;
  readonly status: string;
  readonly currency: string;
  readonly cash: Money;
  readonly equity: Money;
  /** Equity at the previous session's close. */
  readonly lastEquity: Money;
  readonly buyingPower: Money;
  readonly tradingBlocked: boolean;
  readonly accountBlocked: boolean;
  readonly tradeSuspendedByUser: boolean;
}

export interface Position {
  readonly ticker: Ticker;
  readonly side: 'long' | 'short';
  readonly quantity: Quantity;
  /** Not held by open orders. */
  readonly available: Quantity;
  readonly averageEntryPrice: Price;
}

/** Where the numbers come from; shown wherever they are shown. */
export interface Provenance {
  readonly market: 'synthetic' | 'csv' | 'alpaca';
  /** "synthetic market, seed 7" */
  readonly words: string;
  readonly broker: 'paper-exchange' | 'alpaca-paper' | 'alpaca-live';
}

/** What earlier runs of the session have traded: limits of a session are one for all its runs. */
export interface TradedBefore {
  /** USD that changed hands, buys and sells. */
  readonly turnover: Money;
  /** Trades of which an order was written down. */
  readonly trades: number;
}

export interface Facts {
  readonly provenance: Provenance;
  /** The session in which we trade. */
  readonly session: SessionDate;
  readonly hours: SessionHours;
  /** The last completed session: the last row of `history`. */
  readonly asOf: SessionDate;
  readonly gatheredAt: Instant;
  readonly history: History;
  /** One per ticker held by our books or wanted; measured at `gatheredAt`. */
  readonly quotes: ReadonlyMap<Ticker, Quote>;
  readonly instruments: ReadonlyMap<Ticker, Instrument>;
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly openOrders: readonly VenueOrder[];
  readonly ledger: Ledger;
  /** Left out where no run of this session came before. */
  readonly tradedBefore?: TradedBefore;
  /** A person's command instead of what the strategies would do: everything our books hold is sold. */
  readonly instruction?: 'flatten';
}
