import { describe, expect, it } from 'vitest';
import { notHere, reference } from '../../test/reference.ts';
import { toFloat } from '../values/exact.ts';
import { ticker, type Ticker } from '../values/ticker.ts';
import { sessionDate, type Instant } from '../values/time.ts';
import type { Bar } from './bar.ts';
import { marketFromBars } from './market-from-bars.ts';
import { nyse } from './nyse.ts';

const bar = (date: string, close: number): Bar => ({
  date: sessionDate(date),
  open: close - 1,
  high: close + 2,
  low: close - 3,
  close,
  volume: 1e6,
});
const SPY = ticker('SPY');
const FNGU = ticker('FNGU');
const LATE = ticker('LATE');
const given = new Map<Ticker, readonly Bar[]>([
  [SPY, [bar('2024-08-01', 540), bar('2024-08-02', 530), bar('2024-08-05', 515)]],
  [LATE, [bar('2024-08-05', 20)]],
  [FNGU, []],
]);
const market = marketFromBars(given, { seed: 7, words: 'bars from a folder, seed 7' });

describe('a market from given bars', () => {
  it('quotes each session from that session’s own bar', () => {
    for (const { date, low, high, open } of given.get(SPY)!) {
      const hours = nyse.hours(date);
      expect(market.priceAt(SPY, hours.open)).toBe(open);
      for (let at = hours.open as number; at < hours.close; at += 1_000_003) {
        const quote = market.quoteAt(SPY, at as Instant)!;
        expect(toFloat(quote.bid)).toBeGreaterThan(low - 1);
        expect(toFloat(quote.ask)).toBeLessThan(high + 1);
      }
    }
  });

  it('hands out the bars it was given, through a day', () => {
    expect(market.bars(SPY, sessionDate('2024-08-04'))).toEqual(given.get(SPY)!.slice(0, 2));
    expect(market.bars(LATE, sessionDate('2024-08-02'))).toEqual([]);
    expect(market.bars(ticker('NOPE'), sessionDate('2024-08-02'))).toBeUndefined();
    expect(market.bar(SPY, sessionDate('2024-08-02'))!.close).toBe(530);
    expect(market.bar(SPY, sessionDate('2024-08-06'))).toBeUndefined();
  });

  it('has no quote where there is no bar, nor outside its sessions', () => {
    const monday = nyse.hours(sessionDate('2024-08-05'));
    const friday = nyse.hours(sessionDate('2024-08-02'));
    expect(market.quoteAt(LATE, monday.open)).toBeDefined();
    expect(market.quoteAt(LATE, friday.open)).toBeUndefined();
    expect(market.quoteAt(FNGU, monday.open)).toBeUndefined();
    expect(market.quoteAt(SPY, nyse.hours(sessionDate('2024-08-06')).open)).toBeUndefined();
  });

  it('knows its sessions, its words and the instruments', () => {
    expect([market.firstSession, market.lastSession, market.words]).toEqual(['2024-08-01', '2024-08-05', 'bars from a folder, seed 7']);
    expect(market.tickers).toEqual(['FNGU', 'LATE', 'SPY']);
    expect(market.instrument(FNGU)).toMatchObject({ fractionable: false });
    expect(market.instrument(LATE)).toEqual({ ticker: LATE, name: 'LATE', tradable: true, fractionable: true });
    expect(market.instrument(ticker('NOPE'))).toBeUndefined();
  });

  it.each([
    ['no bars', new Map<Ticker, readonly Bar[]>([[SPY, []]]), 'at least one bar'],
    [
      'bars out of order',
      new Map([[SPY, [bar('2024-08-05', 515), bar('2024-08-02', 530)]]]),
      'SPY on 2024-08-02: bars must be oldest first',
    ],
    ['the same day twice', new Map([[SPY, [bar('2024-08-05', 515), bar('2024-08-05', 515)]]]), 'one per session'],
    ['a faulty bar', new Map([[SPY, [{ ...bar('2024-08-05', 515), low: -1 }]]]), 'SPY on 2024-08-05: low must be'],
  ])('refuses %s', (_says, bars, message) => expect(() => marketFromBars(bars, { seed: 1, words: 'x' })).toThrow(message));
});

describe('real bars', () => {
  it.for([
    ['TQQQ', '2024-08-05'],
    ['TQQQ', '2024-08-06'],
    ['SPY', '2024-12-24'],
    ['UVXY', '2015-08-24'], // millions of dollars a share after many reverse splits
  ] as const)('%s on %s is quoted inside its own bar all day', ([name, date], test) => {
    const path = `market-data/daily/${name}.csv`;
    const rows = (reference(path) ?? test.skip(notHere(path))).trim().split('\n').slice(1);
    const bars = rows.map((row): Bar => {
      const [day = '', ...cells] = row.split(',');
      const [open = 0, high = 0, low = 0, close = 0, volume = 0] = cells.map(Number);
      return { date: sessionDate(day), open, high, low, close, volume };
    });
    const real = marketFromBars(new Map([[ticker(name), bars]]), { seed: 7, words: 'real bars' });
    const hours = nyse.hours(sessionDate(date));
    const { low, high } = bars.find((candidate) => candidate.date === date)!;
    let quoted = 0;
    for (let at = hours.open as number; at < hours.close; at += 60_000) {
      const quote = real.quoteAt(ticker(name), at as Instant)!;
      const [bid, ask] = [toFloat(quote.bid), toFloat(quote.ask)];
      expect(bid).toBeLessThan(ask);
      expect(bid).toBeGreaterThan(low * 0.995);
      expect(ask).toBeLessThan(high * 1.005);
      quoted += 1;
    }
    expect(quoted).toBe((hours.close - hours.open) / 60_000);
  });
});
