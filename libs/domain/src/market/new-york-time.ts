/**
 * The exchange's clock, by the rules of US law instead of a time-zone database, so that every machine agrees.
 * Daylight saving time runs from the second Sunday of March to the first Sunday of November (Energy Policy Act of 2005, in force since
 * 2007); from 1987 through 2006 from the first Sunday of April to the last Sunday of October (Public Law 99-359). Both change at 02:00.
 */
import {
  civilDay,
  civilFromDays,
  dateFromDays,
  dayOfWeek,
  daysSinceEpoch,
  MILLISECONDS_PER_DAY,
  type Instant,
  type SessionDate,
} from '../values/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_YEAR = 1987;

/** What a clock at the exchange shows. */
export interface ExchangeTime {
  readonly date: SessionDate;
  /** `15:45` */
  readonly time: string;
}

/** The `nth` `weekday` (0 = Sunday) of a month as days since 1970; a negative one counts from the month's end. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const edge = nth > 0 ? dayNumber(year, month, 1) : dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1;
  const at = dayOfWeek(dateFromDays(edge));
  return nth > 0 ? edge + ((weekday - at + 7) % 7) + 7 * (nth - 1) : edge - ((at - weekday + 7) % 7) + 7 * (nth + 1);
}

export function dayNumber(year: number, month: number, day: number): number {
  return daysSinceEpoch(`${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as SessionDate);
}

/** First and last day with daylight saving time at noon, as days since 1970. */
interface Daylight {
  readonly begins: number;
  readonly ends: number;
}

/** Of each year that was asked for: every instant that is read asks for its own. */
const daylights = new Map<number, Daylight>();

function daylight(year: number): Daylight {
  let known = daylights.get(year);
  if (known === undefined) daylights.set(year, (known = daylightOf(year)));
  return known;
}

function daylightOf(year: number): Daylight {
  if (year < FIRST_YEAR) throw new RangeError(`New York time is known from ${FIRST_YEAR} on, was asked for ${year}`);
  return year >= 2007
    ? { begins: nthWeekday(year, 3, 0, 2), ends: nthWeekday(year, 11, 0, 1) - 1 }
    : { begins: nthWeekday(year, 4, 0, 1), ends: nthWeekday(year, 10, 0, -1) - 1 };
}

/** The instant at which the exchange's clock shows a time of day. @param minutes since midnight, ≥ 180: earlier hours of the two Sundays are ambiguous. */
export function exchangeInstant(date: SessionDate, minutes: number): Instant {
  const days = daysSinceEpoch(date);
  const { begins, ends } = daylight(civilDay(date).year);
  const offsetHours = days >= begins && days <= ends ? 4 : 5;
  return (days * MILLISECONDS_PER_DAY + offsetHours * HOUR + minutes * MINUTE) as Instant;
}

/** What the exchange's clock shows at an instant: `{ date: '2024-08-06', time: '15:45' }`. @throws RangeError before 1987. */
export function exchangeTime(at: Instant): ExchangeTime {
  const local = localClock(at);
  const minutes = Math.floor((local - Math.floor(local / MILLISECONDS_PER_DAY) * MILLISECONDS_PER_DAY) / MINUTE);
  return { date: dateFromDays(Math.floor(local / MILLISECONDS_PER_DAY)), time: clockText(minutes) };
}

/** The day it is at the exchange. @throws RangeError before 1987. */
export const exchangeDate = (at: Instant): SessionDate => dateFromDays(Math.floor(localClock(at) / MILLISECONDS_PER_DAY));

/** Milliseconds that the exchange's clock shows, counted as if it stood in Greenwich. */
function localClock(at: Instant): number {
  const { year } = civilFromDays(Math.floor((at - 5 * HOUR) / MILLISECONDS_PER_DAY));
  const { begins, ends } = daylight(year);
  // 02:00 standard time is 07:00 UTC, 02:00 daylight saving time on the day after the last is 06:00 UTC.
  const inDaylight = at >= begins * MILLISECONDS_PER_DAY + 7 * HOUR && at < (ends + 1) * MILLISECONDS_PER_DAY + 6 * HOUR;
  return at - (inDaylight ? 4 : 5) * HOUR;
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
