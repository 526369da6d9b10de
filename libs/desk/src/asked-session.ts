import { formatSession, type ExchangeCalendar, type SessionDate } from '@alchemiser/domain';
import { Refused } from '@alchemiser/execution';

/** The day somebody named, if one can trade on it. @throws Refused for a day that is no session, or that the calendar does not reach. */
export function askedSession(asked: SessionDate, calendar: ExchangeCalendar): SessionDate {
  const { from, through, name } = calendar;
  if (asked < from || asked > through) {
    throw new Refused(
      `${formatSession(asked)} is not in the ${name}'s calendar, which goes from ${formatSession(from)} to ${formatSession(through)}.`,
      'Choose a --session in between.',
    );
  }
  if (calendar.isSession(asked)) return asked;
  throw new Refused(`${formatSession(asked)} is not a trading day of the ${name}.`, `The next one is ${calendar.next(asked)}.`);
}
