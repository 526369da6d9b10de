import type { ExchangeCalendar, Instant, MarketSource } from '@alchemiser/domain';
import type { Faults } from './faults/faults.ts';
import type { FaultMix, FaultMixName } from './faults/mix.ts';
import type { StreamLimits } from './streams/market-data.ts';
import type { ExchangeSocket } from './streams/memory-socket.ts';
import type { Peer, StreamSession } from './streams/peer.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Incoming, Outgoing } from './wire/message.ts';

/** Any source of "now". A clock that can stand still (the virtual one) does so while a request is answered; streams need one to stand by at. */
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
  /** Further accounts at the same exchange, each with its own keys. */
  readonly others?: readonly AccountOptions[];
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
  /** What goes wrong, and how often; seeded by `seed`. Default: nothing. */
  readonly faults?: FaultMixName | Partial<FaultMix>;
  /** Milliseconds of the exchange's time between two looks of market data streams, whole seconds. Default 1000. */
  readonly lookEveryMs?: number;
  /** Closed orders that an account keeps, about; older ones are forgotten with their activities, and it stays the size it is. Default: all. */
  readonly keepOrders?: number;
  /** Default: as many connections and symbols as one likes. */
  readonly streamLimits?: StreamLimits;
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
  /** A stream in process: `connect('wss://paper-api.alpaca.markets/stream')`; the host is not looked at. */
  connect(url: string, options?: ConnectOptions): ExchangeSocket;
  /** Everything that a later exchange needs to go on. */
  snapshot(): string;
  now(): Instant;
  /** Lets virtual time pass: orders fill and expire on the way. @throws TypeError when the clock is not virtual. */
  advanceTo(at: Instant): Promise<void>;
  /** Puts shares into an account (the first) that no order bought, as a transfer would. @throws RangeError for a ticker or account unknown. */
  grant(shares: Grant, accountId?: string): Promise<void>;
  readonly faults: Faults;
  /** What a server of this exchange is made of. */
  readonly transport: ExchangeTransport;
}

export interface ConnectOptions {
  /** `Content-Type: application/msgpack` asks for MessagePack. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ExchangeTransport {
  /** One request, faults included. @param wait how a late reply waits; default: in the exchange's time. @throws ConnectionLost */
  handle(request: Incoming, wait?: (milliseconds: number) => Promise<void>): Promise<Outgoing>;
  /** Undefined for a path that is no stream. */
  openStream(path: string, messagePack: boolean, peer: Peer): StreamSession | undefined;
  /** Breaks every stream's connection. */
  dropStreams(): void;
  /** Who a key belongs to: an account's id. */
  accountOf(keyId: unknown, secret: unknown): string | undefined;
  state(): ExchangeOverview;
}

/** The exchange in a few figures. */
export interface ExchangeOverview {
  readonly now: Instant;
  readonly revision: number;
  readonly accounts: readonly {
    readonly id: string;
    readonly accountNumber: string;
    /** USD */
    readonly cash: string;
    readonly positions: Readonly<Record<string, string>>;
    readonly orders: number;
    readonly openOrders: number;
    readonly activities: number;
  }[];
  readonly streams: { readonly tradeUpdates: number; readonly marketData: number };
}
