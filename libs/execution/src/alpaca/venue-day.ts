/** What the broker says of time: its clock, and when sessions open and close. */
import { exchangeInstant, fromIsoInstant, sessionDate, type Instant, type SessionDate, type SessionHours } from '@alchemiser/domain';
import type { AlpacaClient } from '@alchemiser/infrastructure';
import * as z from 'zod';

const CLOCK = z.looseObject({ timestamp: z.string(), is_open: z.boolean(), next_open: z.string(), next_close: z.string() });
const TIME = z.string().regex(/^\d{2}:\d{2}$/, 'expected a time like 09:30');
const CALENDAR = z.array(z.looseObject({ date: z.string(), open: TIME, close: TIME }));

/** The venue's now, and where it stands in its day. */
export interface VenueState {
  readonly now: Instant;
  readonly isOpen: boolean;
  readonly nextOpen: Instant;
  readonly nextClose: Instant;
}

/** @throws Failure `broker.*` */
export async function readVenueState(http: AlpacaClient): Promise<VenueState> {
  const wire = await http.read('v2/clock', {}, CLOCK);
  try {
    const [now, nextOpen, nextClose] = [wire.timestamp, wire.next_open, wire.next_close].map(fromIsoInstant) as [Instant, Instant, Instant];
    return { now, isOpen: wire.is_open, nextOpen, nextClose };
  } catch (error) {
    throw http.malformed('v2/clock', (error as Error).message, error);
  }
}

/** @throws Failure `broker.*` */
export const readVenueClock = async (http: AlpacaClient): Promise<Instant> => (await readVenueState(http)).now;

/** A session as the venue's calendar has it. */
export type VenueHours = Omit<SessionHours, 'early'>;

/** The sessions from `first` through `last`, oldest first. @throws Failure `broker.*` */
export async function readVenueSessions(http: AlpacaClient, first: SessionDate, last: SessionDate): Promise<readonly VenueHours[]> {
  const days = await http.read('v2/calendar', { start: first, end: last }, CALENDAR);
  try {
    return days.map(({ date: text, open, close }) => {
      const date = sessionDate(text);
      return { date, open: exchangeInstant(date, minutes(open)), close: exchangeInstant(date, minutes(close)) };
    });
  } catch (error) {
    throw error instanceof RangeError ? http.malformed('v2/calendar', error.message, error) : error;
  }
}

/** @returns null for a day without a session. @throws Failure `broker.*` */
export async function readVenueHours(http: AlpacaClient, date: SessionDate): Promise<VenueHours | null> {
  return (await readVenueSessions(http, date, date)).find((each) => each.date === date) ?? null;
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
