/** What an account may still spend and sell: cash and shares less what open orders hold. */
import {
  divideNearest,
  minus,
  most,
  NO_MONEY,
  NO_SHARES,
  notional,
  ONE_CENT,
  plus,
  remaining,
  toCents,
  total,
  type Instant,
  type Money,
  type Price,
  type Quantity,
  type Ticker,
} from '@alchemiser/domain';
import { heldOf } from './position.ts';
import { isOpen, type Account, type Order } from './state.ts';
import { lastPrice, type Venue } from './venue.ts';

/** Up to the cent, so that a reserve always covers what it is for. */
export const centsUp = (amount: Money): Money => {
  const cents = toCents(amount);
  return cents < amount ? plus(cents, ONE_CENT) : cents;
};

/** Shares an order for shares still wants. */
export const sharesLeft = (order: Order): Quantity =>
  order.size.kind === 'shares' ? remaining(order.size.quantity, order.filled) : NO_SHARES;

/** Whole cents that an open buy keeps from other buys. */
export function reserveOf(order: Order): Money {
  if (order.side === 'sell' || !isOpen(order)) return NO_MONEY;
  return order.size.kind === 'dollars' ? order.size.notional : centsUp(notional(sharesLeft(order), order.checkedAt));
}

/** Shares that an open sell keeps from other sells. */
export const sharesHeldBy = (order: Order): Quantity =>
  order.side === 'sell' && isOpen(order) ? remaining(order.sharesAsked, order.filled) : NO_SHARES;

/** Shares of a ticker that open sells other than `except` hold. */
export function heldForOrders(account: Account, ticker: Ticker, except?: Order): Quantity {
  let held = NO_SHARES;
  for (const order of account.open) if (order.ticker === ticker && order !== except) held = plus(held, sharesHeldBy(order));
  return held;
}

/** `quantity − Σ open sells`, exact and at once. */
export const available = (account: Account, ticker: Ticker, except?: Order): Quantity =>
  remaining(heldOf(account, ticker), heldForOrders(account, ticker, except));

/** Cash that no open buy other than `except` holds. */
export function freeCash(account: Account, except?: Order): Money {
  let free = account.cash;
  for (const order of account.open) if (order !== except) free = minus(free, reserveOf(order));
  return free;
}

/** What the account may spend as a multiple of its equity: its own, or less where its owner wants less. */
export const multiplierOf = ({ multiplier, settings }: Account): Account['multiplier'] =>
  settings.maxMarginMultiplier < multiplier ? settings.maxMarginMultiplier : multiplier;

/** Σ quantity × what a share is worth now. */
export const marketValue = (account: Account, worth: (ticker: Ticker) => Price | undefined): Money =>
  total(
    [...account.positions.values()].map(({ ticker, quantity, cost }) => {
      const each = worth(ticker);
      return each === undefined ? (divideNearest(cost, 1_000_000_000n) as Money) : notional(quantity, each);
    }),
  );

export const longMarketValue = (account: Account, venue: Venue, at: Instant): Money =>
  marketValue(account, (ticker) => lastPrice(venue, ticker, at));

/**
 * A cash account spends its cash. A margin account spends its multiple of equity less what it holds, which for a multiplier of 2 is
 * Alpaca's max(equity − initial margin, 0) × 2 with an initial margin of a half.
 */
export function buyingPower(account: Account, venue: Venue, at: Instant, except?: Order): Money {
  const multiplier = multiplierOf(account);
  if (multiplier === 1) return most(freeCash(account, except), NO_MONEY);
  const held = longMarketValue(account, venue, at);
  const equity = plus(account.cash, held);
  const power = minus((equity * BigInt(multiplier)) as Money, held);
  return most(minus(power, minus(account.cash, freeCash(account, except))), NO_MONEY);
}
