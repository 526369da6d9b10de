import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFloat } from '../values/exact.ts';
import { randomFamily } from '../values/random.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate, type Instant } from '../values/time.ts';
import { barFault, type Bar } from './bar.ts';
import { dayPath } from './day-path.ts';
import { dayQuotes, usualSpreadBps } from './day-quotes.ts';
import { tickSize } from './instrument.ts';
import { nyse } from './nyse.ts';
import { spreadBps } from './quote.ts';

const SPY = ticker('SPY');
const SESSION = sessionDate('2024-08-06');
const HALF_DAY = sessionDate('2024-07-03');
const { open, close } = nyse.hours(SESSION);

const cents = (dollars: number): number => Math.max(Math.round(dollars * 100), 1) / 100;
const anyBar: fc.Arbitrary<Bar> = fc
  .tuple(
    fc.double({ min: 1, max: 3000, noNaN: true }),
    fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: -0.2, max: 0.2, noNaN: true }))),
    fc.integer({ min: 0, max: 1e9 }),
  )
  .map(([level, moves, volume]) => {
    const [o, c, h, l] = moves.map((move) => cents(level * (1 + move))) as [number, number, number, number];
    return { date: SESSION, open: o, close: c, high: Math.max(o, c, h), low: Math.min(o, c, l), volume };
  });
const quotesOf = (bar: Bar, seed = 1) =>
  dayQuotes({
    seed,
    calendar: nyse,
    firstSession: HALF_DAY,
    lastSession: SESSION,
    barOn: (_, date) => (date === bar.date ? bar : undefined),
  });
const moments = fc.integer({ min: open, max: close - 1 }).map(instant);

describe('the path through a day', () => {
  it('starts at the open, ends at the close, stays in the range and touches both ends of it', () => {
    fc.assert(
      fc.property(anyBar, fc.nat(), (bar, seed) => {
        expect(barFault(bar)).toBeUndefined();
        const path = dayPath(bar, randomFamily(seed, 'path'));
        expect([path(0), path(1)]).toEqual([bar.open, bar.close]);
        const prices = Array.from({ length: 400 }, (_, at) => path(at / 399));
        expect(prices.every((price) => price >= bar.low && price <= bar.high)).toBe(true);
        // Four hundred looks come near the extremes, a touch itself lasts no time.
        const near = (bar.high - bar.low) * 0.2 + 1e-9;
        expect(bar.high - Math.max(...prices)).toBeLessThanOrEqual(near);
        expect(Math.min(...prices) - bar.low).toBeLessThanOrEqual(near);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whatever was asked before, and moves little in a moment', () => {
    const bar: Bar = { date: SESSION, open: 100, high: 103, low: 98, close: 101, volume: 1e6 };
    const path = dayPath(bar, randomFamily(3, 'path'));
    const forward = Array.from({ length: 2000 }, (_, at) => path(at / 2000));
    for (let at = 1999; at >= 0; at -= 37) expect(path(at / 2000)).toBe(forward[at]);
    const secondsApart = Array.from({ length: 2000 }, (_, at) => Math.abs(path((at * 10 + 1) / 23_400) - path((at * 10) / 23_400)));
    expect(Math.max(...secondsApart)).toBeLessThan(0.15);
    expect(secondsApart.filter((move) => move > 0).length).toBeGreaterThan(1900);
  });
});

describe('quotes', () => {
  it('stand around the path on the tick, uncrossed, inside the bar’s range but for the spread', () => {
    fc.assert(
      fc.property(anyBar, fc.nat(), moments, (bar, seed, at) => {
        const quotes = quotesOf(bar, seed);
        const quote = quotes.quoteAt(SPY, at)!;
        const middle = quotes.priceAt(SPY, at)!;
        const [bid, ask] = [toFloat(quote.bid), toFloat(quote.ask)];
        expect(quote.bid).toBeLessThan(quote.ask);
        expect(quote.bid % tickSize(quote.bid)).toBe(0n);
        expect(quote.ask % tickSize(quote.ask)).toBe(0n);
        expect(bid).toBeLessThanOrEqual(middle + 1e-6);
        expect(ask).toBeGreaterThanOrEqual(middle - 1e-6);
        const widest = 4 * usualSpreadBps(bar) * 1e-4 * middle + 0.02;
        expect(bid).toBeGreaterThanOrEqual(bar.low - widest);
        expect(ask).toBeLessThanOrEqual(bar.high + widest);
        expect(quote.bidSize > 0n && quote.askSize > 0n).toBe(true);
        expect(at - quote.at).toBeGreaterThanOrEqual(0);
        expect(at - quote.at).toBeLessThan(250);
      }),
      { numRuns: 300 },
    );
  });

  it('keep to hundredths of a cent below a dollar', () => {
    const bar: Bar = { date: SESSION, open: 0.3012, high: 0.3199, low: 0.2951, close: 0.31, volume: 1e8 };
    fc.assert(
      fc.property(moments, (at) => {
        const { bid, ask } = quotesOf(bar).quoteAt(SPY, at)!;
        expect(ask - bid).toBeGreaterThan(0n);
        expect(toFloat(ask) - toFloat(bid)).toBeLessThan(0.002);
        expect(toFloat(bid)).toBeGreaterThan(0.294);
      }),
    );
  });

  it('are wider in the first minutes, and wider where little trades', () => {
    const liquid: Bar = { date: SESSION, open: 500, high: 505, low: 497, close: 503, volume: 60e6 };
    const thin: Bar = { ...liquid, volume: 6000 };
    const quotes = quotesOf(liquid);
    const later = (open + 10 * 60_000) as Instant;
    const opening = spreadBps(quotes.quoteAt(SPY, open)!);
    const usual = spreadBps(quotes.quoteAt(SPY, later)!);
    expect(opening).toBeGreaterThan(1.5 * usual);
    expect(usual).toBeLessThan(1);
    expect(spreadBps(quotesOf(thin).quoteAt(SPY, later)!)).toBeGreaterThan(10);
  });

  it('open at the bar’s open and end near its close', () => {
    fc.assert(
      fc.property(anyBar, (bar) => {
        const quotes = quotesOf(bar);
        expect(quotes.priceAt(SPY, open)).toBe(bar.open);
        expect(Math.abs(quotes.priceAt(SPY, (close - 1) as Instant)! - bar.close)).toBeLessThanOrEqual((bar.high - bar.low) * 0.05 + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('are there during regular hours only, and only where there is a bar', () => {
    const bar: Bar = { date: SESSION, open: 100, high: 101, low: 99, close: 100, volume: 1e6 };
    const quotes = quotesOf(bar);
    expect(quotes.quoteAt(SPY, open)).toBeDefined();
    expect(quotes.quoteAt(SPY, (close - 1) as Instant)).toBeDefined();
    for (const at of [open - 1, close, close + 3_600_000, open - 86_400_000, open + 86_400_000, open - 3 * 86_400_000]) {
      expect(quotes.quoteAt(SPY, at as Instant)).toBeUndefined();
      expect(quotes.priceAt(SPY, at as Instant)).toBeUndefined();
    }
    const halfDay = nyse.hours(HALF_DAY);
    const short = quotesOf({ ...bar, date: HALF_DAY });
    expect(short.quoteAt(SPY, (halfDay.close - 1) as Instant)).toBeDefined();
    expect(short.quoteAt(SPY, halfDay.close)).toBeUndefined();
  });
});
