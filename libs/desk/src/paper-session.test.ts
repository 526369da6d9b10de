import { exchangeInstant, nyse, sessionDate, syntheticMarket } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { paperSession, startOfRun } from './paper-session.ts';

const source = syntheticMarket({ seed: 7 });
const market = { source, kind: 'synthetic', firstRun: source.firstSession } as const;
const monday = sessionDate('2024-08-12');
const none = { traded: [], now: null };
const at = (date: string, minutes: number) => exchangeInstant(sessionDate(date), minutes);

describe('paperSession', () => {
  it.each([
    ["begins with the market's first session", undefined, none, '2024-08-06'],
    [
      'goes on with the session after the last that was traded',
      undefined,
      { traded: [sessionDate('2024-08-09')], now: at('2024-08-09', 950) },
      '2024-08-12',
    ],
    ['goes on with a first session that was cut short', undefined, { traded: [], now: at('2024-08-08', 946) }, '2024-08-08'],
    ['takes the session asked for', monday, none, '2024-08-12'],
  ])('%s', (_, asked, history, session) => {
    expect(paperSession(asked, history, market, nyse)).toBe(session);
  });

  it.each([
    ['a weekend, naming the next session', '2024-08-10', 'Sat 10 Aug 2024 is not a trading day of the NYSE.'],
    ['a holiday', '2024-12-25', 'Wed 25 Dec 2024 is not a trading day of the NYSE.'],
    [
      'a day before the market begins',
      '2024-08-05',
      'Mon 5 Aug 2024 lies before the beginning of this market: synthetic market, seed 7 begins on Tue 6 Aug 2024.',
    ],
    ['a day after the market ends', '2030-01-02', /^Wed 2 Jan 2030 lies beyond the end of this market/],
  ])('refuses %s', (_, asked, says) => {
    expect(() => paperSession(sessionDate(asked), none, market, nyse)).toThrow(says);
  });
});

describe('startOfRun', () => {
  const { close } = nyse.hours(monday);
  it('is a quarter of an hour before the close, on a half-day too', () => {
    expect(startOfRun(close, null)).toBe(at('2024-08-12', 15 * 60 + 45));
    expect(startOfRun(nyse.hours(sessionDate('2024-11-29')).close, null)).toBe(at('2024-11-29', 12 * 60 + 45));
  });
  it('never turns a clock back', () => {
    expect(startOfRun(close, at('2024-08-12', 950))).toBe(at('2024-08-12', 950));
    expect(startOfRun(close, at('2024-08-09', 950))).toBe(at('2024-08-12', 945));
  });
});
