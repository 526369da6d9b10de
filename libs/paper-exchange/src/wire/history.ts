/**
 * Portfolio history. Days are stamped at midnight UTC and profits are against the day before, as in the examples of Alpaca's document
 * (its text says "from the base value"); within a day windows are stamped at their beginning, valued at their end, and profits are
 * against the close of the session before.
 */
import {
  exchangeDate,
  daysSinceEpoch,
  toFloat,
  type ExchangeCalendar,
  type Instant,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import { closeThrough, lastPrice, tradingDay } from '../engine/venue.ts';
import { earned, worthThrough, type Worth } from '../engine/worth.ts';
import type { Asked, Handler } from './context.ts';
import { knownSince, readRange, type Range } from './history-range.ts';
import { json } from './reply.ts';

export const getHistory: Handler = (asked) => {
  const range = readRange(asked);
  if ('status' in range) return range;
  return json(range.minutes === undefined ? daily(asked, range) : intraday(asked, range, range.minutes));
};

interface Point {
  readonly stamp: number;
  readonly at: Instant;
  /** Where the point that profit is measured against stands in the same list; −1: before the list. */
  readonly against: number;
}

const cents = (value: number): number => Math.round(value * 100) / 100;

function reply(
  points: readonly Point[],
  worths: readonly Worth[],
  base: Worth,
  baseDay: SessionDate | undefined,
  timeframe: string,
): unknown {
  const gains = points.map(({ against }, row) => {
    const from = against === -1 ? base : worths[against]!;
    const gain = toFloat(earned(from, worths[row]!));
    return { gain: cents(gain), share: from.equity === 0n ? 0 : Math.round((gain / toFloat(from.equity)) * 1e6) / 1e6 };
  });
  return {
    timestamp: points.map(({ stamp }) => stamp),
    equity: worths.map(({ equity }) => cents(toFloat(equity))),
    profit_loss: gains.map(({ gain }) => gain),
    profit_loss_pct: gains.map(({ share }) => share),
    base_value: cents(toFloat(base.equity)),
    ...(baseDay === undefined ? {} : { base_value_asof: baseDay }),
    timeframe,
    cashflow: {},
  };
}

/** The close of the session before `first`, where the account was there to see it. */
function baseOf({ account, venue }: Asked, first: SessionDate): { readonly worth: Worth; readonly day: SessionDate | undefined } {
  const day = venue.calendar.previous(first);
  const { close } = venue.calendar.hours(day);
  const opened = knownSince(account);
  const [worth] = worthThrough(
    account,
    [opened > close && account.carried === null ? ((opened - 1) as Instant) : opened > close ? opened : close],
    (ticker) => closeThrough(venue, ticker, day),
  );
  return { worth: worth!, day: opened > close ? undefined : day };
}

function daily(asked: Asked, { sessions }: Range): unknown {
  const { account, venue, now } = asked;
  const points = sessions.map((date, row) => {
    const { close } = venue.calendar.hours(date);
    return { stamp: daysSinceEpoch(date) * 86_400, at: close < now ? close : now, against: row - 1 };
  });
  const worths = worthThrough(
    account,
    points.map(({ at }) => at),
    (ticker: Ticker, at) => (at === now ? lastPrice(venue, ticker, at) : closeThrough(venue, ticker, tradingDay(venue.calendar, at))),
  );
  const { worth, day } = baseOf(asked, sessions[0] ?? exchangeDate(now));
  return reply(points, worths, worth, day, '1D');
}

function intraday(asked: Asked, { sessions, timeframe, from, through, perDay }: Range, minutes: number): unknown {
  const { account, venue, now } = asked;
  const points: Point[] = [];
  for (const date of sessions) {
    const against = perDay ? points.length - 1 : -1;
    points.push(
      ...windows(venue.calendar, date, minutes)
        .filter(({ at }) => at >= from && at <= through && at <= now)
        .map(({ at, end }) => ({
          stamp: at / 1000,
          at: end < now ? end : now,
          against,
        })),
    );
  }
  const worths = worthThrough(
    account,
    points.map(({ at }) => at),
    (ticker, at) => lastPrice(venue, ticker, at),
  );
  const { worth, day } = baseOf(asked, sessions[0] ?? exchangeDate(now));
  return reply(points, worths, worth, day, timeframe);
}

/** From the opening to the close, both included: 27 windows of a quarter of an hour, as in Alpaca's example. */
function windows(
  calendar: ExchangeCalendar,
  date: SessionDate,
  minutes: number,
): readonly { readonly at: Instant; readonly end: Instant }[] {
  const { open, close } = calendar.hours(date);
  const step = minutes * 60_000;
  return Array.from({ length: Math.floor((close - open) / step) + 1 }, (_, row) => {
    const at = (open + row * step) as Instant;
    return { at, end: Math.min(at + step, close) as Instant };
  });
}
