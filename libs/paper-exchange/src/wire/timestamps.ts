/** Time as Alpaca writes and reads it: RFC 3339, in UTC or with New York's offset, fractions without trailing zeros. */
import {
  daysSinceEpoch,
  exchangeInstant,
  exchangeTime,
  fromIsoInstant,
  MILLISECONDS_PER_DAY,
  sessionDate,
  toIsoInstant,
  type Instant,
} from '@alchemiser/domain';
import { instantOfStamp, stampOf, type Stamp } from '../engine/stamp.ts';

const trimmed = (iso: string): string => iso.replace(/\.?0*Z$/, 'Z');

/** `2026-10-08T20:00:00Z` */
export const instantText = (at: Instant): string => {
  const iso = toIsoInstant(at);
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : trimmed(iso);
};

/** `2026-10-08T15:10:22.180077Z` */
export function stampText(stamp: Stamp): string {
  const at = instantOfStamp(stamp);
  const micros = String(stamp - stampOf(at)).padStart(3, '0');
  const iso = `${toIsoInstant(at).slice(0, -1)}${micros}Z`;
  return iso.endsWith('.000000Z') ? `${iso.slice(0, -8)}Z` : trimmed(iso);
}

export const stampTextOrNull = (stamp: Stamp | null): string | null => (stamp === null ? null : stampText(stamp));

/** What New York's clocks show, as if it were UTC, and how far they are behind. */
function newYork(at: Instant): { readonly shown: Instant; readonly behindHours: number } {
  const { date, time } = exchangeTime(at);
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const shownMinute = daysSinceEpoch(date) * MILLISECONDS_PER_DAY + minutes * 60_000;
  const minute = Math.floor(at / 60_000) * 60_000;
  return { shown: (shownMinute + (at - minute)) as Instant, behindHours: (minute - shownMinute) / 3_600_000 };
}

/** `2026-10-08T11:10:22.18-04:00` */
export function newYorkText(at: Instant): string {
  const { shown, behindHours } = newYork(at);
  return instantText(shown).replace('Z', `-0${String(behindHours)}:00`);
}

/** An activity's id: New York's local time to the millisecond, then a UUID. */
export const activityId = (stamp: Stamp, uuid: string): string =>
  `${toIsoInstant(newYork(instantOfStamp(stamp)).shown).replace(/\D/g, '')}::${uuid}`;

/** `09:30` of an instant in New York. */
export const newYorkTime = (at: Instant): string => exchangeTime(at).time;

/** Reads RFC 3339 to the microsecond, or a day as its midnight in New York. @throws RangeError for anything else. */
export function readStamp(text: string): Stamp {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return stampOf(exchangeInstant(sessionDate(text), 0));
  // A plus sign in a query string arrives as a space.
  const written = text.replace(' ', '+');
  const micros = /\.\d{3}(\d{1,3})/.exec(written)?.[1] ?? '';
  return (stampOf(fromIsoInstant(written)) + Number(micros.padEnd(3, '0'))) as Stamp;
}
