/** What the account was worth before today: today's activities undone, shares at the last close before it. */
import {
  minus,
  NO_MONEY,
  NO_SHARES,
  notional,
  plus,
  remaining,
  total,
  type Instant,
  type Money,
  type Quantity,
  type Ticker,
} from '@alchemiser/domain';
import { instantOfStamp } from './stamp.ts';
import type { Account } from './state.ts';
import { closeThrough, tradingDay, type Venue } from './venue.ts';

interface Before {
  readonly cash: Money;
  /** What the shares were worth. */
  readonly held: Money;
}

/** At the close of the session before the trading day that `at` belongs to; the opening cash on the first day. */
export function beforeToday(account: Account, venue: Venue, at: Instant): Before {
  const session = venue.calendar.previous(tradingDay(venue.calendar, at));
  const { close } = venue.calendar.hours(session);
  const shares = new Map<Ticker, Quantity>([...account.positions.values()].map(({ ticker, quantity }) => [ticker, quantity]));
  let { cash } = account;
  for (const activity of account.activities.toReversed()) {
    if (instantOfStamp(activity.at) < close) break;
    const { ticker, quantity } = activity;
    const now = shares.get(ticker) ?? NO_SHARES;
    const bought = activity.kind === 'shares' || activity.side === 'buy';
    shares.set(ticker, bought ? remaining(now, quantity) : plus(now, quantity));
    if (activity.kind === 'fill') cash = minus(cash, activity.cash);
  }
  const held = [...shares].map(([ticker, quantity]) => {
    const each = closeThrough(venue, ticker, session);
    return each === undefined ? NO_MONEY : notional(quantity, each);
  });
  return { cash, held: total(held) };
}
