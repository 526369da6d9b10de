import { nyse, type Bar, type SessionDate, type Ticker } from '@alchemiser/domain';
import type { MarketData } from '@alchemiser/services';
import type { BarSource } from '../cache/bar-source.ts';
import { readCsvBars } from './csv-folder.ts';

/** Daily bars out of a folder of CSV files, each file read once. A folder knows no quotes: nobody is quoted. */
export function csvMarketData(directory: string): MarketData {
  const read = new Map<Ticker, readonly Bar[] | undefined>();
  return {
    market: 'csv',
    words: `CSV folder ${directory}`,
    dailyBars: async (tickers, through) => {
      const unread = tickers.filter((name) => !read.has(name));
      if (unread.length > 0) {
        const found = await readCsvBars(directory, unread);
        for (const name of unread) read.set(name, found.get(name));
      }
      return new Map(
        tickers.flatMap((name) => {
          const bars = read.get(name);
          return bars === undefined ? [] : [[name, bars.filter(({ date }) => date <= through)] as const];
        }),
      );
    },
    quotes: async () => new Map(),
  };
}

/** A folder as something to fill a cache from. Its files are taken to be adjusted, as everything we measure is. */
export function csvBarSource(directory: string, from: SessionDate = nyse.from): BarSource {
  return {
    source: `CSV folder ${directory}`,
    feed: 'csv',
    adjustment: 'all',
    from,
    bars: async (tickers, first, through) => {
      const found = await readCsvBars(directory, tickers);
      const cut = [...found].map(([ticker, bars]) => [ticker, bars.filter(({ date }) => date >= first && date <= through)] as const);
      return new Map(cut.filter(([, bars]) => bars.length > 0));
    },
  };
}
