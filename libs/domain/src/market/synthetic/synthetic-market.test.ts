import { describe, expect, it } from 'vitest';
import { cards } from '../../indicators/cards.ts';
import { sha256 } from '../../values/digest.ts';
import { toDecimal, toFloat } from '../../values/exact.ts';
import { ticker, type Ticker } from '../../values/ticker.ts';
import { sessionDate, type Instant } from '../../values/time.ts';
import { barFault } from '../bar.ts';
import type { SimulatedMarket } from '../market-source.ts';
import { nyse } from '../nyse.ts';
import { listing, multiple, own } from './listing.ts';
import { SYNTHETIC_FUTURE, SYNTHETIC_HISTORY, syntheticMarket } from './synthetic-market.ts';

const seven = syntheticMarket({ seed: 7 });
const t = ticker;
const closesOf = (market: SimulatedMarket, name: string): Float64Array =>
  Float64Array.from(market.bars(t(name), market.lastSession)!, (bar) => bar.close);
const returnsOf = (market: SimulatedMarket, name: string): Float64Array =>
  cards.cumulativeReturn.compute(closesOf(market, name), [1]).slice(1);

function correlation(a: Float64Array, b: Float64Array): number {
  const length = Math.min(a.length, b.length);
  const [x, y] = [a.slice(-length), b.slice(-length)];
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / length;
  const [mx, my] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let row = 0; row < length; row++) {
    xy += (x[row]! - mx) * (y[row]! - my);
    xx += (x[row]! - mx) ** 2;
    yy += (y[row]! - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Bars and a few quotes of some tickers, asked for in the order given. */
function account(market: SimulatedMarket, order: readonly Ticker[]): ReadonlyMap<Ticker, string> {
  const { open, close } = nyse.hours(nyse.next(market.firstSession));
  return new Map(
    order.map((name) => {
      const bars = JSON.stringify(market.bars(name, market.lastSession));
      const quotes = [0, 0.3, 0.9].map((part) => {
        const quote = market.quoteAt(name, Math.floor(open + part * (close - open)) as Instant);
        return quote === undefined ? 'none' : `${toDecimal(quote.bid)}/${toDecimal(quote.ask)}×${toDecimal(quote.bidSize)}`;
      });
      return [name, sha256(bars + quotes.join(' '))];
    }),
  );
}

describe('a seed is a market', () => {
  it('gives the same bytes again, in any order of questions', () => {
    const names = seven.tickers;
    const again = account(syntheticMarket({ seed: 7 }), [...names].reverse());
    for (const [name, digest] of account(syntheticMarket({ seed: 7 }), names)) expect(again.get(name)).toBe(digest);
  });

  it('keeps to the bytes it has always had: a change here changes what everybody sees', () => {
    const digests = account(seven, seven.tickers);
    expect(sha256([...digests].map((entry) => entry.join(' ')).join('\n'))).toMatchInlineSnapshot(
      `"9f26ab9e11c18d71551565b04dc90bce9d62f92453c70b47ec8dfe7d217a0edf"`,
    );
  });

  it('gives another market for another seed', () => {
    expect(closesOf(syntheticMarket({ seed: 8 }), 'SPY')).not.toEqual(closesOf(seven, 'SPY'));
  });

  it('does not depend on what else is listed', () => {
    const alone = syntheticMarket({ seed: 7, listings: [listing('SPY', 'SPDR S&P 500 ETF Trust', 517, 60e6, own({ market: 1 }, 0.0002))] });
    expect(alone.bars(t('SPY'), alone.lastSession)).toEqual(seven.bars(t('SPY'), seven.lastSession));
  });

  it('says what it is', () => expect(seven.words).toBe('synthetic market, seed 7'));
});

describe('shape', () => {
  it('has valid bars on every session of the calendar since each listing', () => {
    const all = nyse.sessions(seven.bars(t('SPY'), seven.lastSession)![0]!.date, seven.lastSession);
    expect(all).toHaveLength(SYNTHETIC_HISTORY + SYNTHETIC_FUTURE);
    for (const name of seven.tickers) {
      const bars = seven.bars(name, seven.lastSession)!;
      expect(bars.map((bar) => bar.date)).toEqual(all.slice(-bars.length));
      expect(bars.map(barFault).filter((fault) => fault !== undefined)).toEqual([]);
    }
  });

  it('lists every ticker that the rule sheets of Nuclear, TECL and KLM name', () => {
    const named =
      'SPY IOO TQQQ VTV XLF VOX UVXY BTAL QQQ SQQQ PSQ UPRO TLT IEF SMR BWXT LEU EXC NLR OKLO XLK KMLM TECL BIL BSV SPXL QQQE VOOG VOOV XLP XLY FAS RETL SOXL SPLV FNGU VIXY VXX VIXM SVIX SVXY BND AGG LABD TZA LABU UUP FTLS SSO ERX GLD SLV PDBC XLE UVIX FNGO TSLA MSFT AAPL NVDA GOOGL AMZN';
    expect(seven.tickers).toEqual(named.split(' ').sort());
  });

  it('shows bars through a day and never after it', () => {
    const through = sessionDate('2024-08-04'); // a Sunday
    expect(seven.bars(t('SPY'), through)!.at(-1)!.date).toBe('2024-08-02');
    expect(seven.bars(t('SPY'), through)).toHaveLength(SYNTHETIC_HISTORY - 1);
    expect(seven.bars(t('SPY'), sessionDate('2001-01-02'))).toEqual([]);
    expect(seven.bars(t('NOPE'), through)).toBeUndefined();
    expect(seven.bar(t('NOPE'), seven.firstSession)).toBeUndefined();
    expect(seven.instrument(t('NOPE'))).toBeUndefined();
  });

  it('begins trading on the session asked for, or the next one, at the levels of its listings', () => {
    expect(seven.firstSession).toBe('2024-08-06');
    expect(seven.bar(t('SPY'), nyse.previous(seven.firstSession))!.close).toBe(517);
    expect(syntheticMarket({ seed: 1, firstSession: sessionDate('2025-07-04') }).firstSession).toBe('2025-07-07');
    const before = nyse.hours(nyse.previous(seven.firstSession));
    expect(seven.quoteAt(t('SPY'), before.open)).toBeUndefined();
    expect(seven.quoteAt(t('SPY'), nyse.hours(seven.firstSession).open)).toBeDefined();
  });

  it('has settled every measure of old tickers when trading begins, and a ticker too young for its 90-day average', () => {
    const through = nyse.previous(seven.firstSession);
    expect(seven.bars(t('SPY'), through)!.length).toBeGreaterThan(cards.rsi.settling([70]));
    const young = seven.bars(t('OKLO'), through)!.length;
    expect(young).toBeLessThan(cards.movingAverageOfReturn.warmUp([90]));
    expect(seven.bars(t('OKLO'), seven.lastSession)!.length).toBeGreaterThan(cards.movingAverageOfReturn.warmUp([90]));
  });

  it('has a note that only trades in whole shares', () => {
    expect(seven.instrument(t('FNGU'))).toMatchObject({ fractionable: false, tradable: true });
    expect(seven.instrument(t('SPY'))).toMatchObject({ fractionable: true });
  });

  it('refuses a fund on something that does not exist', () => {
    const orphan = syntheticMarket({ seed: 1, listings: [listing('ABC', 'Orphan', 10, 1e6, multiple('NOTHING', 2))] });
    expect(() => orphan.bars(t('ABC'), orphan.lastSession)).toThrow('"NOTHING" does not');
  });
});

describe.each([1, 7, 23])('behaviour, seed %i', (seed) => {
  const market = syntheticMarket({ seed });
  const spy = returnsOf(market, 'SPY');

  it.each([
    ['QQQ', 0.75, 1],
    ['XLK', 0.7, 1],
    ['TQQQ', 0.75, 1],
    ['XLP', 0.35, 0.9],
    ['SMR', 0.15, 0.7],
    ['PSQ', -1, -0.75],
    ['SQQQ', -1, -0.75],
    ['UVXY', -1, -0.7],
    ['BTAL', -1, -0.5],
    ['SVXY', 0.7, 1],
    ['TLT', -0.35, 0.25],
    ['BIL', -0.2, 0.2],
  ])('%s moves with SPY between %f and %f', (name, least, most) => {
    const found = correlation(spy, returnsOf(market, name));
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most);
  });

  it.each([
    ['TQQQ', 'QQQ', 3],
    ['SQQQ', 'QQQ', -3],
    ['UPRO', 'SPY', 3],
    ['PSQ', 'QQQ', -1],
    ['TECL', 'XLK', 3],
  ])('%s gives %s’s day %i times, less a cost', (fund, index, times) => {
    const [ours, theirs] = [returnsOf(market, fund), returnsOf(market, index)];
    // Closes are on the tick: a cent on each of two prices around twenty dollars is a tenth of a percent.
    const apart = ours.map((value, row) => Math.abs(value - times * theirs[row]!)).sort();
    expect(apart[Math.floor(apart.length / 2)]).toBeLessThan(0.15);
  });

  it('volatility funds decay over years and leap in a fall', () => {
    const uvxy = returnsOf(market, 'UVXY');
    const worst = [...spy.keys()].sort((a, b) => spy[a]! - spy[b]!).slice(0, 20);
    expect(worst.every((row) => uvxy[row]! > 5)).toBe(true);
    const sorted = uvxy.slice().sort();
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(0);
  });

  it('nuclear stocks swing several times as much as the market, bonds and bills hardly', () => {
    const swing = (name: string): number => cards.deviationOfReturn.compute(closesOf(market, name), [250]).at(-1)!;
    expect(swing('SMR')).toBeGreaterThan(2.5 * swing('SPY'));
    expect(swing('BIL')).toBeLessThan(0.1 * swing('SPY'));
    expect(swing('SPY') * Math.sqrt(252)).toBeGreaterThan(7);
    expect(swing('SPY') * Math.sqrt(252)).toBeLessThan(35);
  });

  it('opens near where it closed, overnight gaps aside', () => {
    const bars = market.bars(t('SPY'), market.lastSession)!;
    const gaps = bars.slice(1).map((bar, at) => Math.abs(bar.open / bars[at]!.close - 1));
    expect(Math.max(...gaps)).toBeLessThan(0.06);
    const { open, close } = nyse.hours(market.firstSession);
    const bar = market.bar(t('SPY'), market.firstSession)!;
    expect(market.priceAt(t('SPY'), open)).toBe(bar.open);
    expect(Math.abs(toFloat(market.quoteAt(t('SPY'), (close - 1) as Instant)!.bid) / bar.close - 1)).toBeLessThan(0.002);
  });
});

describe('over many seeds', () => {
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1);
  const share = (column: Float64Array, holds: (value: number) => boolean): number => {
    const values = column.filter((value) => !Number.isNaN(value));
    return values.filter(holds).length / values.length;
  };

  it('every branch of the Nuclear rule sheet comes up now and then', () => {
    const overbought: number[] = [];
    const oversold: number[] = [];
    const below: number[] = [];
    for (const seed of seeds) {
      const market = syntheticMarket({ seed });
      const spy = closesOf(market, 'SPY');
      const rsi = cards.rsi.compute(spy, [10]);
      const average = cards.sma.compute(spy, [200]);
      overbought.push(share(rsi, (value) => value > 79));
      oversold.push(share(rsi, (value) => value < 30));
      below.push(
        share(
          spy.map((value, row) => value / average[row]!),
          (value) => value <= 1,
        ),
      );
    }
    const typical = (shares: readonly number[]): number => [...shares].sort((a, b) => a - b)[Math.floor(shares.length / 2)]!;
    // SPY itself, 2015–2024: above 79 on 3 % of days, below 30 on 3 %, under its 200-day average on 18 %; ours is livelier.
    for (const shares of [overbought, oversold]) {
      expect(typical(shares)).toBeGreaterThan(0.02);
      expect(typical(shares)).toBeLessThan(0.12);
    }
    expect(typical(below)).toBeGreaterThan(0.1);
    expect(typical(below)).toBeLessThan(0.45);
    expect(Math.min(...overbought, ...oversold)).toBeGreaterThan(0);
  });
});
