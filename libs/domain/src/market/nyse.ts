import { invariant } from '../result.ts';
import { civilDay, dateFromDays, dayOfWeek, daysSinceEpoch, type SessionDate } from '../values/time.ts';
import type { ExchangeCalendar } from './calendar.ts';
import { exchangeInstant } from './new-york-time.ts';
import { CLOSURES, HALF_DAY, REGULAR, SPECIAL_HOURS, type Hours } from './nyse-closures.ts';
import { halfDays, holidays } from './nyse-holidays.ts';

const FROM = '1993-01-01' as SessionDate;
const THROUGH = '2040-12-31' as SessionDate;

/** Sessions in order, and for each day since FROM how many sessions lie before it. */
interface Sessions {
  readonly dates: readonly SessionDate[];
  readonly before: Int32Array;
  readonly half: ReadonlySet<SessionDate>;
}

let known: Sessions | undefined;
/** Worked out on first use: 48 years of days would be wasted on whoever only imports a name. */
const sessionsOfAll = (): Sessions => (known ??= workOut());

function workOut(): Sessions {
  const first = daysSinceEpoch(FROM);
  const length = daysSinceEpoch(THROUGH) - first + 1;
  const closed = new Set<SessionDate>(CLOSURES.keys());
  const half = new Set<SessionDate>();
  for (let { year } = civilDay(FROM); year <= civilDay(THROUGH).year; year++) {
    for (const date of holidays(year).keys()) closed.add(date);
    for (const date of halfDays(year)) half.add(date);
  }
  const before = new Int32Array(length + 1);
  const dates: SessionDate[] = [];
  for (let row = 0; row < length; row++) {
    before[row] = dates.length;
    const date = dateFromDays(first + row);
    const weekday = (((first + row + 4) % 7) + 7) % 7;
    if (weekday !== 0 && weekday !== 6 && !closed.has(date)) dates.push(date);
  }
  before[length] = dates.length;
  return { dates, before, half };
}

/** The row of a date since FROM. @throws RangeError outside the calendar. */
function rowOf(date: SessionDate): number {
  if (!(date >= FROM && date <= THROUGH)) throw new RangeError(`The NYSE calendar knows ${FROM} to ${THROUGH}, was asked for ${date}`);
  return daysSinceEpoch(date) - daysSinceEpoch(FROM);
}

const isSession = (date: SessionDate): boolean => {
  const { before } = sessionsOfAll();
  const row = rowOf(date);
  return before[row + 1]! > before[row]!;
};

function neighbour(date: SessionDate, index: number, direction: string): SessionDate {
  const found = sessionsOfAll().dates[index];
  if (found === undefined) throw new RangeError(`The NYSE calendar knows ${FROM} to ${THROUGH}: no session ${direction} ${date}`);
  return found;
}

function hoursOf(date: SessionDate): Hours {
  return SPECIAL_HOURS.get(date) ?? (sessionsOfAll().half.has(date) ? HALF_DAY : REGULAR);
}

/** The New York Stock Exchange, 1993 to 2040: what comes is by the rules of today. */
export const nyse: ExchangeCalendar = Object.freeze({
  name: 'NYSE',
  from: FROM,
  through: THROUGH,
  isSession,
  previous: (date: SessionDate) => neighbour(date, sessionsOfAll().before[rowOf(date)]! - 1, 'before'),
  next: (date: SessionDate) => neighbour(date, sessionsOfAll().before[rowOf(date) + 1]!, 'after'),
  sessions(first: SessionDate, last: SessionDate) {
    const { dates, before } = sessionsOfAll();
    return dates.slice(before[rowOf(first)], before[rowOf(last) + 1]);
  },
  hours(date: SessionDate) {
    if (!isSession(date)) throw new RangeError(`${date} is no session of the NYSE: ${whyClosed(date)}`);
    const { opens, closes } = hoursOf(date);
    return { date, open: exchangeInstant(date, opens), close: exchangeInstant(date, closes), early: closes < REGULAR.closes };
  },
});

/** Why a day is no session: "Good Friday", "a weekend"; nothing for a session. @throws RangeError outside the calendar. */
export function nyseHoliday(date: SessionDate): string | undefined {
  return isSession(date) ? undefined : whyClosed(date);
}

function whyClosed(date: SessionDate): string {
  const weekday = dayOfWeek(date);
  if (weekday === 0 || weekday === 6) return 'a weekend';
  const name = CLOSURES.get(date) ?? holidays(civilDay(date).year).get(date);
  invariant(name !== undefined, `${date} is closed for a reason`);
  return name;
}
