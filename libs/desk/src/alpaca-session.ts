import { exchangeDate, exchangeTime, formatSession, type ExchangeCalendar, type Instant, type SessionDate } from '@alchemiser/domain';
import { Refused } from '@alchemiser/execution';
import { readVenueClock, readVenueHours } from '@alchemiser/execution/alpaca';
import type { AlpacaClient } from '@alchemiser/infrastructure';
import type { Clock, Logger } from '@alchemiser/services';
import { askedSession } from './asked-session.ts';

/** The session asked for, today's, or on a day without one the next. Whether it is open now is asked when a plan is made. */
export function alpacaSession(asked: SessionDate | undefined, now: Instant, calendar: ExchangeCalendar): SessionDate {
  if (asked !== undefined) return askedSession(asked, calendar);
  const today = exchangeDate(now);
  return calendar.isSession(today) ? today : calendar.next(today);
}

/** Differences worth a line of the log; quotes are judged by their age on our clock. */
const SKEW_MS_NOTED = 1_000;

/**
 * The venue's clock beside ours. The way there and back is allowed for.
 * @param skewMsMax a quote's freshness budget: a clock that is off by more makes old quotes fresh, or all quotes old.
 * @throws Refused when the two differ by more.
 */
export async function checkClock(http: AlpacaClient, clock: Clock, log: Logger, skewMsMax: number): Promise<void> {
  const asked = clock.now();
  const venue = await readVenueClock(http);
  const answered = clock.now();
  const behindMs = Math.round(venue - (asked + answered) / 2);
  const certainMs = Math.max(0, Math.abs(behindMs) - (answered - asked) / 2);
  if (certainMs > skewMsMax) {
    throw new Refused(
      `This machine's clock is ${(Math.abs(behindMs) / 1000).toFixed(1)} s ${behindMs > 0 ? 'behind' : 'ahead of'} Alpaca's: nobody could say how old a quote is.`,
      'Set the clock (for example with NTP), then run again.',
    );
  }
  if (certainMs > SKEW_MS_NOTED) log.warn('clock is off', { behindMs });
}

/** An unscheduled closure is not in our calendar; the broker's has it. @throws Refused where the two differ about the day. */
export async function checkHours(http: AlpacaClient, session: SessionDate, calendar: ExchangeCalendar): Promise<void> {
  const ours = calendar.hours(session);
  const theirs = await readVenueHours(http, session);
  if (theirs?.open === ours.open && theirs.close === ours.close) return;
  const words = theirs === null ? 'is closed' : `trades from ${exchangeTime(theirs.open).time} to ${exchangeTime(theirs.close).time}`;
  throw new Refused(
    `Alpaca says that the exchange ${words} on ${formatSession(session)}; our calendar says ${exchangeTime(ours.open).time} to ${exchangeTime(ours.close).time}.`,
    'Nothing is sent on a day that two calendars disagree about.',
  );
}
