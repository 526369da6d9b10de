/** What the broker says of time: its clock, and when a day's session opens and closes. */
import { exchangeInstant, fromIsoInstant, type Instant, type SessionDate, type SessionHours } from '@alchemiser/domain';
import type { AlpacaClient } from '@alchemiser/infrastructure';
import * as z from 'zod';

const CLOCK = z.looseObject({ timestamp: z.string() });
const TIME = z.string().regex(/^\d{2}:\d{2}$/, 'expected a time like 09:30');
const CALENDAR = z.array(z.looseObject({ date: z.string(), open: TIME, close: TIME }));

/** @throws Failure `broker.*` */
export async function readVenueClock(http: AlpacaClient): Promise<Instant> {
  const { timestamp } = await http.read('v2/clock', {}, CLOCK);
  try {
    return fromIsoInstant(timestamp);
  } catch (error) {
    throw http.malformed('v2/clock', (error as Error).message, error);
  }
}

/** @returns null for a day without a session. @throws Failure `broker.*` */
export async function readVenueHours(http: AlpacaClient, date: SessionDate): Promise<Pick<SessionHours, 'open' | 'close'> | null> {
  const days = await http.read('v2/calendar', { start: date, end: date }, CALENDAR);
  const day = days.find((each) => each.date === date);
  return day === undefined ? null : { open: exchangeInstant(date, minutes(day.open)), close: exchangeInstant(date, minutes(day.close)) };
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
