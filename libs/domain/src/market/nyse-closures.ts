/** What no rule says: days on which the exchange stayed closed, opened late or closed early. Source: NYSE, "Special closings" (1885 to date). */
import type { SessionDate } from '../values/time.ts';

/** Whole days lost, with their cause. */
export const CLOSURES: ReadonlyMap<SessionDate, string> = new Map(
  Object.entries({
    '1994-04-27': 'Funeral of President Nixon',
    '2001-09-11': 'Attacks of September 11',
    '2001-09-12': 'Attacks of September 11',
    '2001-09-13': 'Attacks of September 11',
    '2001-09-14': 'Attacks of September 11',
    '2004-06-11': 'Day of mourning for President Reagan',
    '2007-01-02': 'Day of mourning for President Ford',
    '2012-10-29': 'Hurricane Sandy',
    '2012-10-30': 'Hurricane Sandy',
    '2018-12-05': 'Day of mourning for President George H. W. Bush',
    '2025-01-09': 'Day of mourning for President Carter',
  }) as [SessionDate, string][],
);

/** Minutes since midnight, New York. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;
export const REGULAR: Hours = { opens: at(9, 30), closes: at(16) };
export const HALF_DAY: Hours = { opens: at(9, 30), closes: at(13) };

/** Sessions whose hours no rule gives; moments of silence of a few minutes are left out. */
export const SPECIAL_HOURS: ReadonlyMap<SessionDate, Hours> = new Map(
  Object.entries({
    '1994-02-11': { opens: at(9, 30), closes: at(14, 30) }, // snowstorm
    '1995-12-18': { opens: at(10, 30), closes: at(16) }, // computer trouble
    '1996-01-08': { opens: at(11), closes: at(14) }, // snowstorm
    '1997-10-27': { opens: at(9, 30), closes: at(15, 30) }, // circuit breaker
    '1997-12-26': HALF_DAY,
    '2002-09-11': { opens: at(12), closes: at(16) }, // memorial
    '2003-12-26': HALF_DAY,
  }) as [SessionDate, Hours][],
);
