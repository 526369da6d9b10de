import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notHere, reference } from '../../test/reference.ts';
import { addDays, instant, sessionDate, toIsoInstant } from '../values/time.ts';
import { exchangeInstant, exchangeTime } from './new-york-time.ts';
import { nyse, nyseHoliday } from './nyse.ts';

const day = sessionDate;

describe('real sessions', () => {
  it('has exactly the days on which SPY traded from 2015 through 2024', (test) => {
    const path = 'market-data/daily/SPY.csv';
    const text = reference(path) ?? test.skip(notHere(path));
    const dates = text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.slice(0, 10));
    expect(nyse.sessions(day('2015-01-01'), day('2024-12-31'))).toEqual(dates);
  });

  it.each([
    // Published counts of trading days: 2001 lost four to the attacks, 2012 two to the hurricane, 2018 one to mourning.
    ['2001', 248],
    ['2012', 250],
    ['2015', 252],
    ['2018', 251],
    ['2020', 253],
    ['2023', 250],
    ['2024', 252],
  ])('%s has %i sessions', (year, count) => expect(nyse.sessions(day(`${year}-01-01`), day(`${year}-12-31`))).toHaveLength(count));
});

describe('closed', () => {
  it.each([
    // NYSE Group, holiday calendars 2022–2024, 2025–2027 and 2026–2028 as announced.
    ['2022-01-17', 'Martin Luther King, Jr. Day'],
    ['2022-02-21', "Washington's Birthday"],
    ['2022-04-15', 'Good Friday'],
    ['2022-05-30', 'Memorial Day'],
    ['2022-06-20', 'Juneteenth'],
    ['2022-12-26', 'Christmas Day'],
    ['2023-01-02', "New Year's Day"],
    ['2024-03-29', 'Good Friday'],
    ['2024-06-19', 'Juneteenth'],
    ['2024-11-28', 'Thanksgiving Day'],
    ['2025-04-18', 'Good Friday'],
    ['2026-04-03', 'Good Friday'],
    ['2026-07-03', 'Independence Day'],
    ['2027-03-26', 'Good Friday'],
    ['2027-06-18', 'Juneteenth'],
    ['2027-07-05', 'Independence Day'],
    ['2027-12-24', 'Christmas Day'],
    ['2028-04-14', 'Good Friday'],
    ['2028-09-04', 'Labor Day'],
    // NYSE, special closings.
    ['1994-04-27', 'Funeral of President Nixon'],
    ['2001-09-11', 'Attacks of September 11'],
    ['2001-09-14', 'Attacks of September 11'],
    ['2004-06-11', 'Day of mourning for President Reagan'],
    ['2007-01-02', 'Day of mourning for President Ford'],
    ['2012-10-29', 'Hurricane Sandy'],
    ['2012-10-30', 'Hurricane Sandy'],
    ['2018-12-05', 'Day of mourning for President George H. W. Bush'],
    ['2025-01-09', 'Day of mourning for President Carter'],
    ['2024-08-03', 'a weekend'],
  ])('%s: %s', (date, why) => {
    expect(nyse.isSession(day(date))).toBe(false);
    expect(nyseHoliday(day(date))).toBe(why);
    expect(() => nyse.hours(day(date))).toThrow(why);
  });

  it.each([
    ['2021-12-31', 'New Year 2022 was a Saturday, and the Friday before ended the year'],
    ['2027-12-31', 'New Year 2028 is a Saturday'],
    ['2021-06-18', 'Juneteenth was not yet kept'],
    ['1997-01-20', 'Martin Luther King, Jr. Day was not yet kept'],
    ['2001-09-17', 'the exchange opened again'],
    ['2024-11-11', 'Veterans Day is no holiday of the exchange'],
  ])('%s is a session: %s', (date) => {
    expect(nyse.isSession(day(date))).toBe(true);
    expect(nyseHoliday(day(date))).toBeUndefined();
  });
});

describe('hours', () => {
  it.each([
    // NYSE Group announcements for 2014–2016, 2022–2028; the older ones from NYSE's special closings.
    ['2014-07-03'],
    ['2014-11-28'],
    ['2014-12-24'],
    ['2015-11-27'],
    ['2015-12-24'],
    ['2016-11-25'],
    ['2023-07-03'],
    ['2024-07-03'],
    ['2024-11-29'],
    ['2024-12-24'],
    ['2025-07-03'],
    ['2025-11-28'],
    ['2026-11-27'],
    ['2026-12-24'],
    ['2027-11-26'],
    ['2028-07-03'],
    ['2013-07-03'],
    ['2002-07-05'],
    ['1996-07-05'],
    ['1997-12-26'],
    ['2003-12-26'],
  ])('%s closes at 13:00', (date) => {
    const { open, close, early } = nyse.hours(day(date));
    expect([exchangeTime(open).time, exchangeTime(close).time, early]).toEqual(['09:30', '13:00', true]);
  });

  it.each([['2024-07-05'], ['2002-07-03'], ['2026-07-02'], ['2015-07-02'], ['2016-07-01'], ['2027-12-23'], ['2023-12-22']])(
    '%s is a whole day beside a holiday',
    (date) => {
      const { close, early } = nyse.hours(day(date));
      expect([exchangeTime(close).time, early]).toEqual(['16:00', false]);
    },
  );

  it.each([
    ['2024-01-16', '2024-01-16T14:30:00.000Z', '2024-01-16T21:00:00.000Z'],
    ['2024-08-06', '2024-08-06T13:30:00.000Z', '2024-08-06T20:00:00.000Z'],
    // Two weeks in which 2007's law and the one before it disagree.
    ['2007-03-12', '2007-03-12T13:30:00.000Z', '2007-03-12T20:00:00.000Z'],
    ['2006-03-13', '2006-03-13T14:30:00.000Z', '2006-03-13T21:00:00.000Z'],
    ['1996-01-08', '1996-01-08T16:00:00.000Z', '1996-01-08T19:00:00.000Z'],
  ])('%s in UTC', (date, open, close) => {
    const hours = nyse.hours(day(date));
    expect([toIsoInstant(hours.open), toIsoInstant(hours.close)]).toEqual([open, close]);
  });
});

describe('walking', () => {
  it('steps over weekends and holidays', () => {
    expect(nyse.next(day('2024-08-02'))).toBe('2024-08-05');
    expect(nyse.previous(day('2024-08-05'))).toBe('2024-08-02');
    expect(nyse.next(day('2001-09-10'))).toBe('2001-09-17');
    expect(nyse.sessions(day('2024-12-23'), day('2024-12-27'))).toEqual(['2024-12-23', '2024-12-24', '2024-12-26', '2024-12-27']);
    expect(nyse.sessions(day('2024-08-03'), day('2024-08-04'))).toEqual([]);
  });

  it('next and previous are each other’s way back, and agree with isSession', () => {
    const dates = fc.integer({ min: 10, max: 17_000 }).map((days) => addDays(nyse.from, days));
    fc.assert(
      fc.property(dates, (date) => {
        const next = nyse.next(date);
        const previous = nyse.previous(date);
        expect(nyse.isSession(next) && nyse.isSession(previous) && previous < date && date < next).toBe(true);
        expect(nyse.sessions(previous, next)).toEqual(nyse.isSession(date) ? [previous, date, next] : [previous, next]);
      }),
    );
  });

  it('does not guess outside what it knows', () => {
    expect(() => nyse.isSession(day('1992-12-31'))).toThrow(RangeError);
    expect(() => nyse.next(day('2041-01-02'))).toThrow(RangeError);
    expect(() => nyse.previous(day('1993-01-04'))).toThrow(RangeError);
    expect(() => nyse.next(day('2040-12-31'))).toThrow(RangeError);
  });
});

describe('the exchange’s clock', () => {
  const database = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short' });

  it('agrees with the time-zone database at every hour around a change and at any instant', () => {
    const sundays = ['1993-04-04', '2006-04-02', '2006-10-29', '2007-03-11', '2007-11-04', '2024-03-10', '2024-11-03', '2035-11-04'];
    const around = sundays.flatMap((date) => Array.from({ length: 14 }, (_, hour) => Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000));
    const agrees = (at: number): void => {
      const { date, time } = exchangeTime(instant(at));
      expect(`${date} ${time}`).toBe(database.format(at));
    };
    around.forEach(agrees);
    fc.assert(fc.property(fc.integer({ min: Date.parse('1993-01-01'), max: Date.parse('2036-12-31') }), agrees), { numRuns: 500 });
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16_000 }), fc.integer({ min: 180, max: 1439 }), (days, minutes) => {
        const date = addDays(nyse.from, days);
        const shown = exchangeTime(exchangeInstant(date, minutes));
        expect(shown).toEqual({
          date,
          time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
        });
      }),
    );
  });

  it('refuses years whose law it does not know', () => expect(() => exchangeTime(instant(0))).toThrow(RangeError));
});
