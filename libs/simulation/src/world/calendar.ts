/** The exchange's calendar of the days around a scenario, read once: the engine asks for the same few again and again. */
import { nyse, type ExchangeCalendar, type SessionDate, type SessionHours } from '@alchemiser/domain';

const hours = new Map<SessionDate, SessionHours>();
const previous = new Map<SessionDate, SessionDate>();
const sessions = new Map<SessionDate, boolean>();

function remembered<T>(known: Map<SessionDate, T>, date: SessionDate, read: (date: SessionDate) => T): T {
  let value = known.get(date);
  if (value === undefined) known.set(date, (value = read(date)));
  return value;
}

export const calendar: ExchangeCalendar = {
  ...nyse,
  isSession: (date) => remembered(sessions, date, nyse.isSession),
  hours: (date) => remembered(hours, date, nyse.hours),
  previous: (date) => remembered(previous, date, nyse.previous),
};
