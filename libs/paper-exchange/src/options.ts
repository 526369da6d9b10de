import type { ExchangeCalendar, Instant, MarketSource } from '@alchemiser/domain';
import type { VirtualClock } from './virtual-clock.ts';

/** Any source of "now". A clock that can stand still (the virtual one) does so while a request is answered. */
export type ExchangeClock = Pick<VirtualClock, 'now'> & Partial<VirtualClock>;

export interface AccountOptions {
  readonly id: string;
  /** Opening cash in USD, whole cents: '100000'. */
  readonly cash: string;
  /** What a client sends as APCA-API-KEY-ID and APCA-API-SECRET-KEY. Kept out of snapshots. */
  readonly keyId: string;
  readonly secret: string;
  /** '1' (default): a cash account. '2' and '4' may owe money: buying power is that multiple of equity less what is held. */
  readonly multiplier?: '1' | '2' | '4';
}

export interface PaperExchangeOptions {
  readonly market: MarketSource;
  readonly clock: ExchangeClock;
  readonly account: AccountOptions;
  /** Ids and partial fills derive from it: the same seed and requests give the same bytes. */
  readonly seed: number | string;
  /** Share of orders that get a random part of their quantity first, 0…1. Default 0.1, as at Alpaca's paper exchange. */
  readonly partialFillShare?: number;
  /** Virtual milliseconds between a submission and the venue's first look at it. Default 3, as recorded at Alpaca. */
  readonly latencyMs?: number;
  /** Go on from here instead of from `account.cash`. */
  readonly snapshot?: string;
  /** Told after every change and awaited before the reply leaves: keep the text durably and a crash loses nothing that was answered. */
  readonly onChange?: (snapshot: string) => void | Promise<void>;
  /** Default: the New York Stock Exchange. */
  readonly calendar?: ExchangeCalendar;
}

/** Shares that came without an order. */
export interface Grant {
  readonly ticker: string;
  /** Shares, up to nine decimals. */
  readonly quantity: string;
  /** What each cost, USD. */
  readonly price: string;
}

export interface PaperExchange {
  /** Alpaca's trading host and data host in one, told apart by path; what the `fetch` of a client is replaced with. */
  fetch(request: Request): Promise<Response>;
  /** Everything that a later exchange needs to go on. */
  snapshot(): string;
  now(): Instant;
  /** Lets virtual time pass: orders fill and expire on the way. @throws TypeError when the clock is not virtual. */
  advanceTo(at: Instant): Promise<void>;
  /** Puts shares into the account that no order bought, as a transfer would. @throws RangeError for a ticker unknown to the market. */
  grant(shares: Grant): Promise<void>;
}
