import type { Instant, SessionDate } from '../values/time.ts';

/** One trading day: regular hours as instants; `early` marks a half-day. */
export interface SessionHours {
  readonly date: SessionDate;
  readonly open: Instant;
  readonly close: Instant;
  readonly early: boolean;
}

/** Which days an exchange trades. Dates outside `from`…`through` throw a RangeError: the calendar does not guess. */
export interface ExchangeCalendar {
  readonly name: string;
  readonly from: SessionDate;
  readonly through: SessionDate;
  isSession(date: SessionDate): boolean;
  /** The last session strictly before `date`. */
  previous(date: SessionDate): SessionDate;
  /** The first session strictly after `date`. */
  next(date: SessionDate): SessionDate;
  /** Sessions from `first` through `last`, both included where they are sessions. */
  sessions(first: SessionDate, last: SessionDate): readonly SessionDate[];
  /** @throws RangeError unless `date` is a session. */
  hours(date: SessionDate): SessionHours;
}
