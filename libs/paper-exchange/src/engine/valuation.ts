/** What the account was worth before today: today's activities undone, shares at the last close before it. */
import {
  minus, negate, NO_SHARES, notional, plus, total, type Instant, type Money, type Quantity, type Ticker,
} from '@alchemiser/domain';
import { instantOfStamp } from './stamp.ts';
import type { Account } from './state.ts';
import { closeThrough, tradingDay, type Venue } from './venue.ts';

/** Equity at the close of the session before the trading day that `at` belongs to; opening cash on the first day. */
export function equityBeforeToday(account: Account, venue: Venue, at: Instant): Money {
  const session = venue.calendar.previous(tradingDay(venue.calendar, at));
  const { close } = venue.calendar.hours(session);
  const shares = new Map<Ticker, bigint>([...account.positions.values()].map(({ ticker, quantity }) => [ticker, quantity]));
  let cash = account.cash;
  for (const activity of account.activities.toReversed()) {
    if (instantOfStamp(activity.at) < close) break;
    const came = activity.kind === 'shares' || activity.side === 'buy' ? activity.quantity : -activity.quantity;
    shares.set(activity.ticker, (shares.get(activity.ticker) ?? NO_SHARES) - came);
    if (activity.kind === 'fill') cash = minus(cash, activity.cash);
  }
  const held = [...shares].map(([ticker, quantity]) => {
    const each = closeThrough(venue, ticker, session);
    if (each === undefined) return 0n as Money;
    return quantity < 0n ? negate(notional(-quantity as Quantity, each)) : notional(quantity as Quantity, each);
  });
  return plus(cash, total(held));
}
