import type { Bar, Quote, SessionDate, Ticker } from '@alchemiser/domain';
import type { MarketData } from '../ports/market-data.ts';

/** Bars and quotes from maps. */
export function memoryMarketData(bars: ReadonlyMap<Ticker, readonly Bar[]>, quotes: ReadonlyMap<Ticker, Quote> = new Map()): MarketData {
  const upTo = (ticker: Ticker, through: SessionDate): [Ticker, readonly Bar[]][] => {
    const series = bars.get(ticker);
    return series === undefined ? [] : [[ticker, series.filter(({ date }) => date <= through)]];
  };
  return {
    market: 'synthetic',
    words: 'bars in memory',
    dailyBars: async (tickers, through) => new Map(tickers.flatMap((ticker) => upTo(ticker, through))),
    quotes: async (tickers) => new Map([...quotes].filter(([ticker]) => tickers.includes(ticker))),
  };
}
