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
  type SessionDate,
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
  const kept = account.carried?.atClose;
  const { cash, shares } =
    kept?.session === session ? { cash: kept.cash, shares: sharesIn(kept.holdings) } : undone(account, venue, session);
  const held = [...shares].map(([ticker, quantity]) => {
    const each = closeThrough(venue, ticker, session);
    return each === undefined ? NO_MONEY : notional(quantity, each);
  });
  return { cash, held: total(held) };
}

interface Standing {
  readonly cash: Money;
  readonly shares: ReadonlyMap<Ticker, Quantity>;
}

const sharesIn = (held: Iterable<{ readonly ticker: Ticker; readonly quantity: Quantity }>): Map<Ticker, Quantity> =>
  new Map([...held].map(({ ticker, quantity }) => [ticker, quantity]));

/** What the account stood at when a session closed, as far back as it knows. */
function undone(account: Account, venue: Venue, session: SessionDate): Standing {
  const { close } = venue.calendar.hours(session);
  const shares = sharesIn(account.positions.values());
  let { cash } = account;
  for (const activity of account.activities.toReversed()) {
    if (instantOfStamp(activity.at) < close) break;
    const { ticker, quantity } = activity;
    const now = shares.get(ticker) ?? NO_SHARES;
    const bought = activity.kind === 'shares' || activity.side === 'buy';
    shares.set(ticker, bought ? remaining(now, quantity) : plus(now, quantity));
    if (activity.kind === 'fill') cash = minus(cash, activity.cash);
  }
  return { cash, shares };
}
