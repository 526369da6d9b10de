/**
 * Positions at average cost. Recorded at Alpaca: after buys of 0.057436865 at 86.878 and 1 at 86.88 and a sale of 0.5, the average
 * entry stays 86.879891, where first-in-first-out would say 86.88.
 */
import {
  divideNearest,
  invariant,
  NO_SHARES,
  plus,
  remaining,
  type Instant,
  type Price,
  type Quantity,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import type { Account, Position } from './state.ts';
import { priceBeforeToday, tradingDay, type Venue } from './venue.ts';

/** A millionth in units of 1e-9: Alpaca tells averages to six places. */
const MICRO = 1_000n;

/** An average per share as Alpaca tells it. @param cost in units of 1e-18 USD. */
export const averageTold = (cost: bigint, shares: Quantity): Price => (divideNearest(cost, shares * MICRO) * MICRO) as Price;

/** The account's position, opened empty where there is none, with `dayCost` brought forward to the day of `at`. */
export function positionOn(account: Account, venue: Venue, ticker: Ticker, at: Instant): Position {
  const day = tradingDay(venue.calendar, at);
  const held = account.positions.get(ticker) ?? { ticker, quantity: NO_SHARES, cost: 0n, dayCost: 0n, day };
  account.positions.set(ticker, held);
  if (held.day !== day) {
    held.dayCost = dayCostOn(held, day, priceBeforeToday(venue, ticker, at));
    held.day = day;
  }
  return held;
}

/** Shares from before `day` count at the close before it; without one, at what they cost. Units of 1e-18 USD. */
export function dayCostOn(position: Position, day: SessionDate, before: Price | undefined): bigint {
  if (position.day === day) return position.dayCost;
  return before === undefined ? position.cost : position.quantity * before;
}

export function addShares(position: Position, shares: Quantity, at: Price): void {
  position.quantity = plus(position.quantity, shares);
  position.cost += shares * at;
  position.dayCost += shares * at;
}

/** Takes shares out with their part of the cost; an emptied position leaves the account. */
export function takeShares(account: Account, position: Position, shares: Quantity): void {
  invariant(shares <= position.quantity, 'A sale never takes more than is held');
  const left = remaining(position.quantity, shares);
  if (left === NO_SHARES) {
    account.positions.delete(position.ticker);
    position.quantity = NO_SHARES;
    return;
  }
  position.cost = divideNearest(position.cost * left, position.quantity);
  position.dayCost = divideNearest(position.dayCost * left, position.quantity);
  position.quantity = left;
}

export const heldOf = (account: Account, ticker: Ticker): Quantity => account.positions.get(ticker)?.quantity ?? NO_SHARES;
