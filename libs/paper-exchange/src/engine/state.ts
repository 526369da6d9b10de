/**
 * What the exchange knows, as plain data. One owner holds it; the commands (`settle`, `submit`, `cancel`, `grant`) change it in
 * place and return what happened. Nothing here is a function or a promise, so a snapshot is all there is to keep.
 */
import type { Brand, Instant, Money, Price, Quantity, SessionDate, Side, Ticker } from '@alchemiser/domain';
import type { Stamp } from './stamp.ts';

export type OrderId = Brand<string, 'OrderId'>;

/** Alpaca's words. `accepted` waits for the next session, `pending_new` for the venue's answer a few milliseconds later. */
export type OrderStatus = 'accepted' | 'pending_new' | 'new' | 'partially_filled' | 'filled' | 'canceled' | 'expired' | 'replaced';

export type OrderType = 'market' | 'limit' | 'stop' | 'stop_limit';

/** `day` to the close, `gtc` for 90 days, `ioc` what there is at once, `fok` all at once or nothing. */
export type TimeInForce = 'day' | 'gtc' | 'ioc' | 'fok';

/** How much: shares, or dollars to spend or raise. */
export type Size = { readonly kind: 'shares'; readonly quantity: Quantity } | { readonly kind: 'dollars'; readonly notional: Money };

export interface Order {
  readonly id: OrderId;
  readonly clientOrderId: string;
  readonly ticker: Ticker;
  readonly side: Side;
  readonly type: OrderType;
  readonly size: Size;
  /** Present exactly for limit and stop-limit orders. */
  readonly limitPrice: Price | null;
  /** Present exactly for stops of either type. */
  readonly stopPrice: Price | null;
  readonly timeInForce: TimeInForce;
  /** When the market reached the stop: from then on a stop is a market or limit order. Null for orders without one. */
  triggeredAt: Stamp | null;
  /** What a share was taken to cost or bring when funds and shares were checked: the limit, a stop's bound, or the far side of the quote. */
  readonly checkedAt: Price;
  /** Shares that a sell keeps from other sells until it closes or fills. None for a buy. */
  readonly sharesAsked: Quantity;
  status: OrderStatus;
  filled: Quantity;
  /** Σ quantity × price of its executions, in units of 1e-18 USD: exact. */
  paid: bigint;
  /** How many times it has executed. */
  executions: number;
  readonly createdAt: Stamp;
  submittedAt: Stamp;
  updatedAt: Stamp;
  filledAt: Stamp | null;
  canceledAt: Stamp | null;
  expiredAt: Stamp | null;
  replacedAt: Stamp | null;
  /** The order that took its place, and the one whose place it took. */
  replacedBy: OrderId | null;
  readonly replaces: OrderId | null;
  /** The close of the session it trades in; of a `gtc` order 16:15 in New York, 90 days on. */
  readonly expiresAt: Instant;
  /** When the venue looks at it next; meaningless once closed. */
  nextLook: Instant;
}

export interface Position {
  readonly ticker: Ticker;
  quantity: Quantity;
  /** What the shares cost, in units of 1e-18 USD. Average cost: a sale takes its share of it, as Alpaca's does. */
  cost: bigint;
  /** The same, but with shares from before `day` at the close before it: what today's profit is measured against. */
  dayCost: bigint;
  day: SessionDate;
}

/** What moved money or shares, in order: the account is the fold of these. */
export type Activity =
  | {
      readonly kind: 'fill';
      readonly id: string;
      readonly at: Stamp;
      readonly orderId: OrderId;
      readonly ticker: Ticker;
      readonly side: Side;
      readonly quantity: Quantity;
      readonly price: Price;
      /** Of the order, after this execution. */
      readonly cumulative: Quantity;
      /** Null where the order was for dollars and is not finished. */
      readonly leaves: Quantity;
      readonly orderStatus: 'partially_filled' | 'filled';
      /** Signed change of cash, whole cents. */
      readonly cash: Money;
    }
  /** Shares that came without an order: what a person bought elsewhere and moved here. */
  | {
      readonly kind: 'shares';
      readonly id: string;
      readonly at: Stamp;
      readonly ticker: Ticker;
      readonly quantity: Quantity;
      readonly price: Price;
    };

/** What an account stood at when its oldest activities were forgotten: they are added up in it (`forget.ts`). */
export interface Carried {
  /** Everything up to and including it. */
  readonly through: Stamp;
  readonly cash: Money;
  /** Cost in units of 1e-18 USD. */
  readonly holdings: readonly { readonly ticker: Ticker; readonly quantity: Quantity; readonly cost: bigint }[];
  /** What shares that came without an order had cost. */
  readonly transferred: Money;
  /** The same at the last close before: what today's profit is measured against. */
  readonly atClose: { readonly session: SessionDate; readonly cash: Money; readonly holdings: Carried['holdings'] };
}

/** What the owner of an account may set. */
export interface Settings {
  /** New orders are refused. */
  readonly suspendTrade: boolean;
  readonly fractionalTrading: boolean;
  /** Caps the account's own multiplier. */
  readonly maxMarginMultiplier: 1 | 2 | 4;
  /** Kept and given back: nobody here is mailed, shorts, or trades partnerships, options or at night. */
  readonly tradeConfirmEmail: 'all' | 'none';
  readonly noShorting: boolean;
  readonly ptpNoExceptionEntry: boolean;
  readonly disableOvernightTrading: boolean;
  readonly maxOptionsTradingLevel: 0 | 1 | 2 | 3;
}

export interface Account {
  readonly id: string;
  readonly multiplier: 1 | 2 | 4;
  settings: Settings;
  readonly openedAt: Stamp;
  readonly openingCash: Money;
  /** Whole cents. */
  cash: Money;
  /** By ticker; none is empty. */
  readonly positions: Map<Ticker, Position>;
  /** Null: every activity is still known. */
  carried: Carried | null;
  /** Every order that is not forgotten, oldest first. */
  readonly orders: Map<OrderId, Order>;
  /** Indexes into `orders`, rebuilt when a snapshot is read: those still open, oldest first, and all by client order id. */
  readonly open: Set<Order>;
  readonly byClientId: Map<string, Order>;
  readonly activities: Activity[];
  /** The last stamp given out. */
  lastStamp: Stamp;
  /** How many ids were given out: ids derive from it and the seed. */
  identities: number;
}

export interface ExchangeState {
  readonly seed: string;
  readonly accounts: readonly Account[];
  /** Everything due by then has happened. */
  settledThrough: Instant;
  /** Rises with every change: two equal revisions of one exchange are the same state. */
  revision: number;
}

/** Something that a stream would tell. */
export interface OrderEvent {
  readonly kind: 'pending_new' | 'accepted' | 'new' | 'partial_fill' | 'fill' | 'canceled' | 'expired' | 'replaced';
  readonly at: Stamp;
  readonly orderId: OrderId;
  /** The order as it stood right after this, whatever became of it since. */
  readonly order: Readonly<Order>;
  /** The execution, for fills. */
  readonly execution?: { readonly id: string; readonly quantity: Quantity; readonly price: Price; readonly positionQuantity: Quantity };
}

const CLOSED: ReadonlySet<OrderStatus> = new Set(['filled', 'canceled', 'expired', 'replaced']);

export const isOpen = (order: Readonly<Order>): boolean => !CLOSED.has(order.status);
