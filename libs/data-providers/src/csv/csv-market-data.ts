import type { Bar, Ticker } from '@alchemiser/domain';
import type { MarketData } from '@alchemiser/services';
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
