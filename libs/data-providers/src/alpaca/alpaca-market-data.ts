import { sessionDate, type Bar, type Provenance, type Quote, type SessionDate, type Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient } from '@alchemiser/infrastructure';
import type { MarketData } from '@alchemiser/services';
import { fetchBars, fetchLatestQuotes } from './client.ts';
import { barFrom, quoteFrom } from './mapping.ts';
import type { WireBar } from './wire.ts';

export interface AlpacaMarketDataOptions {
  /** The market data service, or an exchange that speaks like it. */
  readonly http: AlpacaClient;
  /** `iex` is one exchange's trades, `sip` all of them. Always asked for by name: Alpaca's own default depends on the plan. */
  readonly feed: 'iex' | 'sip' | 'delayed_sip' | 'otc' | 'boats';
  /** Which corporate actions are worked into the bars. Indicators need `all`. */
  readonly adjustment: 'all' | 'split' | 'raw';
  /** The first session asked for. Default 2016-01-01, where Alpaca's history begins. */
  readonly from?: SessionDate;
  /** What stands behind the service. Default Alpaca itself. */
  readonly provenance?: Pick<Provenance, 'market' | 'words'>;
}

const HISTORY_BEGINS = sessionDate('2016-01-01');
const PATH = 'v2/stocks/bars';

/** Alpaca's market data as the port. Reads throw a `Failure` (`market.*`); a bar or quote that cannot be read fails the whole read. */
export function alpacaMarketData({ http, feed, adjustment, from = HISTORY_BEGINS, provenance }: AlpacaMarketDataOptions): MarketData {
  function barsFrom(ticker: Ticker, wire: readonly WireBar[], through: SessionDate): readonly Bar[] {
    const bars: Bar[] = [];
    for (const row of wire) {
      const bar = readable(`${PATH} of ${ticker}`, () => barFrom(row));
      const previous = bars.at(-1)?.date;
      if (previous !== undefined && bar.date <= previous) throw http.malformed(PATH, `${ticker}: ${bar.date} comes after ${previous}`);
      // The running session's bar is not a completed one.
      if (bar.date <= through) bars.push(bar);
    }
    return bars;
  }

  function readable<T>(path: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof RangeError ? http.malformed(path, error.message, error) : error;
    }
  }

  return {
    market: provenance?.market ?? 'alpaca',
    words: provenance?.words ?? `Alpaca, ${feed} feed`,
    dailyBars: async (tickers, through) => {
      if (tickers.length === 0 || through < from) return new Map();
      const wire = await fetchBars(http, { tickers, from, through, feed, adjustment });
      const series = tickers.map((ticker) => [ticker, barsFrom(ticker, wire.get(symbolOf(ticker)) ?? [], through)] as const);
      return new Map(series.filter(([, bars]) => bars.length > 0));
    },
    quotes: async (tickers) => {
      const wire = await fetchLatestQuotes(http, tickers, feed);
      return new Map(
        tickers.flatMap((ticker): readonly (readonly [Ticker, Quote])[] => {
          const row = wire.get(symbolOf(ticker));
          const quote = row && readable(`v2/stocks/quotes/latest of ${ticker}`, () => quoteFrom(ticker, row));
          return quote === undefined ? [] : [[ticker, quote]];
        }),
      );
    },
  };
}
