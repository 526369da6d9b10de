/**
 * The holidays that the New York Stock Exchange keeps by rule, 1993 on.
 * Source: NYSE Rule 7.2 (a holiday on a Sunday is kept on the Monday after, on a Saturday on the Friday before, unless that Friday ends
 * a month or year: New Year's Day on a Saturday is not kept) and the holiday calendars that NYSE publishes each year.
 */
import { dateFromDays, dayOfWeek, type SessionDate } from '../values/time.ts';
import { dayNumber, nthWeekday } from './new-york-time.ts';

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** Days on which the exchange is closed by rule in a year, with their names. */
export function holidays(year: number): ReadonlyMap<SessionDate, string> {
  const kept: (readonly [days: number, name: string])[] = [
    ...newYear(year),
    [nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"],
    [easterSunday(year) - 2, 'Good Friday'],
    [nthWeekday(year, 5, MONDAY, -1), 'Memorial Day'],
    [observed(dayNumber(year, 7, 4)), 'Independence Day'],
    [nthWeekday(year, 9, MONDAY, 1), 'Labor Day'],
    [thanksgiving(year), 'Thanksgiving Day'],
    [observed(dayNumber(year, 12, 25)), 'Christmas Day'],
  ];
  if (year >= 1998) kept.push([nthWeekday(year, 1, MONDAY, 3), 'Martin Luther King, Jr. Day']);
  if (year >= 2022) kept.push([observed(dayNumber(year, 6, 19)), 'Juneteenth']);
  return new Map(kept.map(([days, name]) => [dateFromDays(days), name]));
}

/**
 * Days of a year that close at 13:00 by rule, unless they are no sessions: the day after Thanksgiving; Christmas Eve from Monday to Thursday;
 * 3 July from Monday to Thursday since 1995, except that until 2012 a Thursday's Independence Day shortened the Friday after instead
 * of the Wednesday before (NYSE's published calendars).
 */
export function halfDays(year: number): readonly SessionDate[] {
  const days = [thanksgiving(year) + 1];
  const christmasEve = dayNumber(year, 12, 24);
  if (isMondayToThursday(christmasEve)) days.push(christmasEve);
  const third = dayNumber(year, 7, 3);
  const onWednesday = weekday(third) === 3;
  if (year >= 1995 && isMondayToThursday(third)) days.push(onWednesday && year < 2013 ? third + 2 : third);
  return days.map(dateFromDays);
}

const weekday = (days: number): number => dayOfWeek(dateFromDays(days));
const isMondayToThursday = (days: number): boolean => weekday(days) >= MONDAY && weekday(days) <= THURSDAY;
const thanksgiving = (year: number): number => nthWeekday(year, 11, THURSDAY, 4);

function observed(days: number): number {
  if (weekday(days) === SUNDAY) return days + 1;
  return weekday(days) === SATURDAY ? days - 1 : days;
}

function newYear(year: number): (readonly [number, string])[] {
  const first = dayNumber(year, 1, 1);
  return weekday(first) === SATURDAY ? [] : [[observed(first), "New Year's Day"]];
}

/** Easter Sunday of the Gregorian calendar as days since 1970. @see Anonymous Gregorian algorithm, in Meeus, Astronomical Algorithms (1991), ch. 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
