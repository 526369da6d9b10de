import { exchangeDate, formatSession, instant, type ExchangeCalendar, type Instant, type SessionDate } from '@alchemiser/domain';
import { Refused } from '@alchemiser/execution';
import { askedSession } from './asked-session.ts';
import type { OpenedMarket } from './market-choice.ts';

/** How long before the close a scheduled run begins. */
const BEFORE_CLOSE_MS = 15 * 60_000;

export interface PaperHistory {
  /** Sessions with a finished record, newest first. */
  readonly traded: readonly SessionDate[];
  /** Where the exchange's clock stands; null before the first day. */
  readonly now: Instant | null;
}

/**
 * The session a run is about: the one asked for, one that was begun, or the one after the last that was traded.
 * @throws Refused for a day that is no session, or that this market cannot decide or trade.
 */
export function paperSession(
  asked: SessionDate | undefined,
  history: PaperHistory,
  { source, firstRun }: OpenedMarket,
  calendar: ExchangeCalendar,
): SessionDate {
  const session = askedSession(asked ?? nextSession(history, firstRun, calendar), calendar);
  if (session > source.lastSession) {
    throw new Refused(
      `${formatSession(session)} lies beyond the end of this market: ${source.words} ends on ${formatSession(source.lastSession)}.`,
      'Choose an earlier --session in a new --data directory, or add newer bars.',
    );
  }
  if (session < source.firstSession) {
    throw new Refused(
      `${formatSession(session)} lies before the beginning of this market: ${source.words} begins on ${formatSession(source.firstSession)}.`,
      'Choose a later --session.',
    );
  }
  return session;
}

function nextSession({ traded, now }: PaperHistory, firstRun: SessionDate, calendar: ExchangeCalendar): SessionDate {
  const last = traded[0];
  if (last !== undefined) return calendar.next(last);
  // A first run that was cut short has a clock but no record: it goes on with its own day.
  return now === null ? firstRun : exchangeDate(now);
}

/** Where the exchange's clock stands when the run begins: a quarter of an hour before the close, or later if it already is. */
export const startOfRun = (close: Instant, now: Instant | null): Instant => {
  const scheduled = instant(close - BEFORE_CLOSE_MS);
  return now === null || now < scheduled ? scheduled : now;
};
