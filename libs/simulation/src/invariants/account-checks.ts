/** What must hold of the account whenever something in it changed. */
import { least, NO_MONEY, NO_SHARES, notional, plus, toDecimal, type Money, type Quantity, type RunEntry } from '@alchemiser/domain';
import { isOpenAt, isOurs } from '../world/broker.ts';
import type { World } from '../world/world.ts';
import type { Finding } from './violation.ts';

/** What may fill of each leg: by session, side and ticker, as an intent begins. */
export type Targets = Map<string, Quantity>;

/** The plan sets a target once; funding lowers that of a buy; a second plan of the session sets nothing. */
export function learnTargets(targets: Targets, session: string, entries: readonly RunEntry[]): void {
  for (const entry of entries) {
    if (entry.kind === 'planned') {
      for (const { side, ticker, quantity } of entry.plan.trades) {
        const key = `${session} ${side} ${ticker}`;
        if (!targets.has(key)) targets.set(key, quantity);
      }
    }
    if (entry.kind === 'funded') {
      for (const { ticker, target } of entry.buys) {
        const key = `${session} buy ${ticker}`;
        targets.set(key, least(targets.get(key) ?? NO_SHARES, target));
      }
    }
  }
}

/** 2 */
export function neverBeyondTarget({ broker }: World, targets: Targets): Finding {
  const filled = new Map<string, Quantity>();
  for (const { order, sender } of broker.orders) {
    if (sender === null || order.filled === 0n) continue;
    filled.set(sender.leg, plus(filled.get(sender.leg) ?? NO_SHARES, order.filled));
  }
  for (const [key, shares] of filled) {
    const target = targets.get(key) ?? NO_SHARES;
    if (shares > target) return `${key} has filled ${toDecimal(shares)} of ${toDecimal(target)}`;
  }
  return null;
}

/** 4: leverage is 1. What a person spends at the same account is not ours to answer for. */
export function cashNeverBelowZero({ broker, disturbed }: World): Finding {
  if (broker.account.cash >= 0n) return null;
  let theirs: Money = NO_MONEY;
  for (const booked of disturbed ? broker.orders : []) {
    if (isOurs(booked) || booked.order.side === 'sell') continue;
    theirs = plus(theirs, notional(booked.order.filled, booked.order.limitPrice ?? booked.order.checkedAt));
  }
  return plus(broker.account.cash, theirs) >= 0n ? null : `cash is ${toDecimal(broker.account.cash)}`;
}

/** 6 */
export function neverBothSides({ broker }: World): Finding {
  const open = broker.orders.filter((booked) => isOurs(booked) && isOpenAt(booked));
  for (const { order } of open) {
    if (open.some((other) => other.order.ticker === order.ticker && other.order.side !== order.side))
      return `${order.ticker} is open on both sides`;
  }
  return null;
}

/** 5, of the reading itself: what is called confirmed is there. */
export function fundingIsThere({ broker, disturbed }: World, entries: readonly RunEntry[]): Finding {
  for (const entry of entries) {
    if (entry.kind !== 'funded' || disturbed || entry.cash <= broker.account.cash) continue;
    return `buys are funded with ${toDecimal(entry.cash)}, and the account has ${toDecimal(broker.account.cash)}`;
  }
  return null;
}
