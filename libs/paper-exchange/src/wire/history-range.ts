/** Which part of an account's life a portfolio history shows, and in what steps. */
import { addDays, dateFromDays, daysSinceEpoch, exchangeDate, type Instant, type SessionDate } from '@alchemiser/domain';
import { carriedOf } from '../engine/forget.ts';
import { instantOfStamp } from '../engine/stamp.ts';
import { tradingDay } from '../engine/venue.ts';
import type { Asked } from './context.ts';
import { invalid, type Reply } from './reply.ts';
import { readStamp } from './timestamps.ts';

export interface Range {
  readonly timeframe: string;
  /** Of one window; undefined: a session. */
  readonly minutes: number | undefined;
  /** Oldest first. */
  readonly sessions: readonly SessionDate[];
  readonly from: Instant;
  readonly through: Instant;
  /** Whether profits start anew each day. */
  readonly perDay: boolean;
}

const MINUTES: Readonly<Record<string, number | undefined>> = { '1Min': 1, '5Min': 5, '15Min': 15, '1H': 60, '1D': undefined };
const MOST_INTRADAY_DAYS = 30;

export function readRange(asked: Asked): Range | Reply {
  const { query, venue, now, account } = asked;
  const text = (name: string): string => query.get(name) ?? '';
  if (text('start') !== '' && text('end') !== '' && text('period') !== '') {
    return invalid('Only two of start, end and period can be specified at the same time');
  }
  const reporting = text('intraday_reporting');
  if (reporting !== '' && reporting !== 'market_hours') return invalid(`intraday_reporting "${reporting}" is not supported`);
  const period = /^(\d{1,4})(D|W|M|A)$/.exec(text('period') === '' ? '1M' : text('period'));
  if (period === null) return invalid(`invalid period: ${text('period')}`);
  // Older clients name the ends of the range so.
  const [start, end] = [instantOf(text('start') || text('date_start')), instantOf(text('end') || text('date_end'))];
  if (start === 'wrong' || end === 'wrong') return invalid('start and end must be dates or RFC 3339 instants');

  const last = tradingDay(venue.calendar, end === undefined || end > now ? now : end);
  const first = start === undefined ? startOf(asked, last, Number(period[1]), period[2] as Unit) : exchangeDate(start);
  const days = daysSinceEpoch(last) - daysSinceEpoch(first);
  const timeframe = text('timeframe') === '' ? (days < 7 ? '1Min' : days < MOST_INTRADAY_DAYS ? '15Min' : '1D') : text('timeframe');
  if (!Object.hasOwn(MINUTES, timeframe)) return invalid(`invalid timeframe: ${timeframe}`);
  const minutes = MINUTES[timeframe];
  if (minutes !== undefined && days > MOST_INTRADAY_DAYS) return invalid('only 1D is accepted as timeframe for more than 30 days');
  const born = firstDay(asked);
  const from = first < born ? born : first;
  return {
    timeframe,
    minutes,
    sessions: from > last ? [] : venue.calendar.sessions(from, last),
    from: Math.max(start ?? 0, account.carried === null ? 0 : knownSince(account)) as Instant,
    through: end ?? now,
    perDay: text('pnl_reset') !== 'no_reset',
  };
}

type Unit = 'D' | 'W' | 'M' | 'A';

/** The first day of a period that ends with a session; days count sessions. */
function startOf({ venue: { calendar } }: Asked, last: SessionDate, count: number, unit: Unit): SessionDate {
  switch (unit) {
    case 'D': {
      let day = last;
      for (let step = 1; step < count && day > calendar.from; step++) day = calendar.previous(day);
      return day;
    }
    case 'W':
      return addDays(last, -7 * count);
    case 'M':
      return monthsBefore(last, count);
    case 'A':
      return monthsBefore(last, 12 * count);
  }
}

/** The same day of an earlier month, or the month's last. */
function monthsBefore(date: SessionDate, months: number): SessionDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  const first = (row: number): number =>
    daysSinceEpoch(`${String(Math.floor(row / 12)).padStart(4, '0')}-${String((row % 12) + 1).padStart(2, '0')}-01` as SessionDate);
  return dateFromDays(Math.min(first(month) + Number(date.slice(8)) - 1, first(month + 1) - 1));
}

function instantOf(text: string): Instant | 'wrong' | undefined {
  if (text === '') return undefined;
  try {
    return instantOfStamp(readStamp(text));
  } catch (error) {
    if (error instanceof RangeError) return 'wrong';
    throw error;
  }
}

/** Since when an account's past is known: its opening, or what it has forgotten up to. */
export const knownSince = (account: Asked['account']): Instant => instantOfStamp(carriedOf(account).through);

/** The first day that an account has something to show. */
const firstDay = ({ account, venue }: Pick<Asked, 'account' | 'venue'>): SessionDate => {
  const opened = knownSince(account);
  const date = exchangeDate(opened);
  const { calendar } = venue;
  return calendar.isSession(date) && opened <= calendar.hours(date).close ? date : calendar.next(date);
};
