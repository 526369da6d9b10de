/**
 * Bars of any timeframe, one after another and each made only when it is asked for. Days, weeks and months are of completed sessions;
 * what is shorter begins at multiples of its length since midnight in New York, and is there once it has ended.
 */
import {
  exchangeDate,
  addDays,
  daysSinceEpoch,
  dateFromDays,
  exchangeInstant,
  type Bar,
  type Instant,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import { instantOfStamp, stampOf, type Stamp } from '../engine/stamp.ts';
import { lastCompleted, midnightOf, type Venue } from '../engine/venue.ts';
import { MINUTE, minuteOf, type Minute } from './minute-bars.ts';
import type { Timeframe } from './timeframe.ts';

export interface WireBar {
  readonly at: Instant;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
  readonly average: number;
}

export interface Span {
  readonly start: Stamp;
  readonly end: Stamp;
  readonly descending: boolean;
  /** Only what comes after it, in that direction. */
  readonly after: Stamp | undefined;
}

/** Completed bars of a ticker, oldest first. */
export const completedBars = (venue: Venue, ticker: Ticker, now: Instant): readonly Bar[] =>
  venue.market.bars(ticker, lastCompleted(venue.calendar, now)) ?? [];

/** The source counts no trades (0) and weighs no volume (the typical price). */
export const dailyBar = (bar: Bar, date = bar.date): WireBar => ({
  at: midnightOf(date),
  open: bar.open,
  high: bar.high,
  low: bar.low,
  close: bar.close,
  volume: Math.round(bar.volume),
  trades: 0,
  average: Math.round(((bar.high + bar.low + bar.close) / 3) * 1e6) / 1e6,
});

const within = ({ start, end, descending, after }: Span, at: Instant): boolean => {
  const stamp = stampOf(at);
  return stamp >= start && stamp <= end && (after === undefined || (descending ? stamp < after : stamp > after));
};

export function* barSeries(venue: Venue, ticker: Ticker, now: Instant, { unit, count }: Timeframe, span: Span): Generator<WireBar> {
  if (unit === 'minute') {
    yield* intraday(venue, ticker, now, count, span);
    return;
  }
  const days = completedBars(venue, ticker, now);
  const bars = unit === 'day' ? days : grouped(days, unit === 'week' ? mondayOf : (date) => monthOf(date, count));
  const inside = bars.filter(({ date }) => within(span, exchangeInstant(date, 0)));
  for (const bar of span.descending ? inside.toReversed() : inside) yield dailyBar(bar);
}

// 1970-01-01 was a Thursday.
const mondayOf = (date: SessionDate): SessionDate => addDays(date, -((daysSinceEpoch(date) + 3) % 7));

/** The first of the months, `count` at a time from January, that a day lies in. */
function monthOf(date: SessionDate, count: number): SessionDate {
  const month = Number(date.slice(5, 7)) - 1;
  const first = String(month - (month % count) + 1).padStart(2, '0');
  return dateFromDays(daysSinceEpoch(`${date.slice(0, 4)}-${first}-01` as SessionDate));
}

function grouped(days: readonly Bar[], groupOf: (date: SessionDate) => SessionDate): readonly Bar[] {
  const groups = new Map<SessionDate, Bar>();
  for (const day of days) {
    const date = groupOf(day.date);
    const held = groups.get(date);
    groups.set(date, held === undefined ? { ...day, date } : joined(held, day));
  }
  return [...groups.values()];
}

const joined = (held: Bar, more: Bar): Bar => ({
  ...held,
  high: Math.max(held.high, more.high),
  low: Math.min(held.low, more.low),
  close: more.close,
  volume: held.volume + more.volume,
});

function* intraday(venue: Venue, ticker: Ticker, now: Instant, minutes: number, span: Span): Generator<WireBar> {
  const { calendar, market } = venue;
  const [first, last] = [
    later(exchangeDate(instantOfStamp(span.start)), market.firstSession),
    earlier(exchangeDate(instantOfStamp(span.end)), exchangeDate(now)),
  ];
  if (first > last) return;
  const sessions = calendar.sessions(later(first, calendar.from), earlier(last, calendar.through));
  for (const session of span.descending ? sessions.toReversed() : sessions) {
    const { open, close } = calendar.hours(session);
    const length = minutes * MINUTE;
    const midnight = midnightOf(session);
    const starts: Instant[] = [];
    for (let at = midnight + Math.floor((open - midnight) / length) * length; at < close; at += length) {
      if (Math.min(at + length, close) <= now && within(span, at as Instant)) starts.push(at as Instant);
    }
    for (const at of span.descending ? starts.reverse() : starts) {
      const bar = barOf(venue, ticker, at, Math.max(at, open), Math.min(at + length, close));
      if (bar !== undefined) yield bar;
    }
  }
}

function barOf(venue: Venue, ticker: Ticker, at: Instant, from: number, to: number): WireBar | undefined {
  const minutes: Minute[] = [];
  for (let start = from; start < to; start += MINUTE) {
    const minute = minuteOf(venue, ticker, start as Instant);
    if (minute !== undefined) minutes.push(minute);
  }
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const sum = (of: (minute: Minute) => number): number => minutes.reduce((total, minute) => total + of(minute), 0);
  const trades = sum((minute) => minute.trades);
  return {
    at,
    open: first.open,
    high: Math.max(...minutes.map(({ high }) => high)),
    low: Math.min(...minutes.map(({ low }) => low)),
    close: last.close,
    volume: sum(({ volume }) => volume),
    trades,
    average: Math.round((sum((minute) => minute.average * minute.trades) / trades) * 1e6) / 1e6,
  };
}

const later = (a: SessionDate, b: SessionDate): SessionDate => (a > b ? a : b);
const earlier = (a: SessionDate, b: SessionDate): SessionDate => (a < b ? a : b);
