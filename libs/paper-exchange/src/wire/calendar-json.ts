import { sessionDate, type ExchangeCalendar, type SessionDate } from '@alchemiser/domain';
import { sessionFor } from '../engine/venue.ts';
import type { Handler } from './context.ts';
import { invalid, json } from './reply.ts';
import { newYorkText, newYorkTime } from './timestamps.ts';

export const getClock: Handler = ({ venue: { calendar }, now }) => {
  const session = sessionFor(calendar, now);
  const isOpen = now >= session.open;
  const nextOpen = isOpen ? calendar.hours(calendar.next(session.date)).open : session.open;
  return json({
    timestamp: newYorkText(now),
    is_open: isOpen,
    next_open: newYorkText(nextOpen),
    next_close: newYorkText(session.close),
  });
};

/** Alpaca's legacy calendar: sessions from `start` through `end`, by default all. `date_type` SETTLEMENT is not spoken. */
export const getCalendar: Handler = ({ venue: { calendar }, query }) => {
  if ((query.get('date_type') ?? 'TRADING') !== 'TRADING') return invalid('date_type SETTLEMENT is not supported');
  const first = dayOf(query.get('start'), calendar.from);
  const last = dayOf(query.get('end'), calendar.through);
  if (first === undefined || last === undefined) return invalid('start and end must be dates like 2006-01-02');
  const [from, through] = [first < calendar.from ? calendar.from : first, last > calendar.through ? calendar.through : last];
  return json(from > through ? [] : calendar.sessions(from, through).map((date) => dayJson(calendar, date)));
};

/** A day, or the day of an RFC 3339 instant; undefined for anything else. */
function dayOf(text: string | null, fallback: SessionDate): SessionDate | undefined {
  if (text === null || text === '') return fallback;
  try {
    return sessionDate(text.slice(0, 10));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dayJson(calendar: ExchangeCalendar, date: SessionDate): Readonly<Record<string, string>> {
  const { open, close, early } = calendar.hours(date);
  return {
    date,
    open: newYorkTime(open),
    close: newYorkTime(close),
    session_open: '0400',
    session_close: early ? '1700' : '2000',
    settlement_date: settlementOf(calendar, date),
  };
}

/** Sessions from trade to settlement: one since 2024-05-28, two since 2017-09-05, three before (SEC Rule 15c6-1). */
export function settlementOf(calendar: ExchangeCalendar, date: SessionDate): SessionDate {
  const sessions = date >= '2024-05-28' ? 1 : date >= '2017-09-05' ? 2 : 3;
  let settled = date;
  for (let step = 0; step < sessions && settled < calendar.through; step++) settled = calendar.next(settled);
  return settled;
}
