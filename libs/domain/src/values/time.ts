/**
 * Dates and instants without a `Date`: a session is a day in New York, an instant is epoch milliseconds in UTC.
 * Day arithmetic follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
import type { Brand } from './brand.ts';

/** A day of the exchange's calendar, `'2026-09-18'`; compares as text. */
export type SessionDate = Brand<string, 'SessionDate'>;
/** Epoch milliseconds, UTC. "Now" comes in through a clock port, never from here. */
export type Instant = Brand<number, 'Instant'>;

export const MILLISECONDS_PER_DAY = 86_400_000;

/** @throws RangeError unless a real day written `YYYY-MM-DD`. */
export function sessionDate(text: string): SessionDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match !== null) {
    const date = text as SessionDate;
    if (dateFromDays(daysSinceEpoch(date)) === date) return date;
  }
  throw new RangeError(`Date must be a calendar day like 2026-09-18, was ${JSON.stringify(text)}`);
}

export const instant = (epochMilliseconds: number): Instant => {
  if (!Number.isSafeInteger(epochMilliseconds))
    throw new RangeError(`Instant must be whole milliseconds, was ${String(epochMilliseconds)}`);
  return epochMilliseconds as Instant;
};

export interface CivilDay {
  readonly year: number;
  /** 1…12 */
  readonly month: number;
  /** 1…31 */
  readonly day: number;
}

export const civilDay = (date: SessionDate): CivilDay => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** Days since 1970-01-01. */
export function daysSinceEpoch(date: SessionDate): number {
  const { year, month, day } = civilDay(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** @param days since 1970-01-01. */
export function civilFromDays(days: number): CivilDay {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function dateFromDays(days: number): SessionDate {
  const { year, month, day } = civilFromDays(days);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as SessionDate;
}

export const addDays = (date: SessionDate, days: number): SessionDate => dateFromDays(daysSinceEpoch(date) + days);

/** 0 = Sunday … 6 = Saturday. */
export const dayOfWeek = (date: SessionDate): number => (((daysSinceEpoch(date) + 4) % 7) + 7) % 7;

/** `2026-09-18T19:45:00.000Z`. */
export function toIsoInstant(at: Instant): string {
  const days = Math.floor(at / MILLISECONDS_PER_DAY);
  const ms = at - days * MILLISECONDS_PER_DAY;
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
  return `${dateFromDays(days)}T${clock}Z`;
}

/** Reads an RFC 3339 instant; fractions beyond the millisecond are cut. @throws RangeError for anything else. */
export function fromIsoInstant(text: string): Instant {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) throw new RangeError(`Instant must look like 2026-09-18T19:45:00Z, was ${JSON.stringify(text)}`);
  const [, date = '', hours, minutes, seconds, fraction = '', zone = 'Z'] = match;
  const offsetMinutes = zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const clock = ((Number(hours) * 60 + Number(minutes) - offsetMinutes) * 60 + Number(seconds)) * 1000 + ms;
  return (daysSinceEpoch(sessionDate(date)) * MILLISECONDS_PER_DAY + clock) as Instant;
}
