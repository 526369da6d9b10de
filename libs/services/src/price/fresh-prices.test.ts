import { describe, expect, it } from 'vitest';
import { instant, price, quantity, ticker, type Quote } from '@alchemiser/domain';
import { fixedClock } from '../testing/fixed-clock.ts';
import { memoryMarketData } from '../testing/memory-market-data.ts';
import { freshPrices } from './fresh-prices.ts';

const NOW = instant(1_722_972_900_000);
const SPY = ticker('SPY');
const quoted = (ageMs: number): Quote => ({
  ticker: SPY,
  bid: price('522.14'),
  ask: price('522.16'),
  bidSize: quantity('100'),
  askSize: quantity('100'),
  at: instant(NOW - ageMs),
});
const readings = async (quotes: readonly Quote[]) =>
  (
    await freshPrices(
      { marketData: memoryMarketData(new Map(), new Map(quotes.map((quote) => [quote.ticker, quote]))), clock: fixedClock(NOW) },
      [SPY],
      5_000,
    )
  ).get(SPY);

describe('a price', () => {
  it.each([0, 1, 5_000, -200, -5_000])('is the mid of a quote %i ms old', async (ageMs) => {
    expect(await readings([quoted(ageMs)])).toEqual({ status: 'fresh', quote: quoted(ageMs), price: price('522.15'), ageMs });
  });

  it.each([5_001, 900_000, -5_001])('is not taken from a quote %i ms old', async (ageMs) => {
    expect(await readings([quoted(ageMs)])).toEqual({ status: 'stale', ageMs, ageMsMax: 5_000 });
  });

  it('is absent without a quote', async () => {
    expect(await readings([])).toEqual({ status: 'absent' });
  });
});
