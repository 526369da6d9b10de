import { sessionDate, type Bar, type Provenance, type SessionDate, type Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient } from '@alchemiser/infrastructure';
import type { MarketData } from '@alchemiser/services';
import type { BarSource } from '../cache/bar-source.ts';
import type { CorporateAction, LatestTrade, MarketSnapshot } from '../market-reads.ts';
import { fetchBars, fetchCorporateActions, fetchLatestQuotes, fetchLatestTrades, fetchSnapshots } from './client.ts';
import { actionsFrom } from './corporate-actions.ts';
import { barFrom, quoteFrom, tradeFrom } from './mapping.ts';
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

/** The port, and what else Alpaca knows of a market. Reads throw a `Failure` (`market.*`); a row that cannot be read fails the whole read. */
export interface AlpacaMarketData extends MarketData, BarSource {
  /** The last execution of each ticker; one without is absent. */
  trades(tickers: readonly Ticker[]): Promise<ReadonlyMap<Ticker, LatestTrade>>;
  snapshots(tickers: readonly Ticker[]): Promise<ReadonlyMap<Ticker, MarketSnapshot>>;
  /** Splits, dividends and spin-offs with an ex-date from `first` through `last`, oldest first. */
  corporateActions(tickers: readonly Ticker[], first: SessionDate, last: SessionDate): Promise<readonly CorporateAction[]>;
}

const HISTORY_BEGINS = sessionDate('2016-01-01');
const PATH = 'v2/stocks/bars';

export function alpacaMarketData({ http, feed, adjustment, from = HISTORY_BEGINS, provenance }: AlpacaMarketDataOptions): AlpacaMarketData {
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

  /** Wire rows under our tickers; what maps to nothing is absent. */
  function mapped<Row, Value>(
    path: string,
    tickers: readonly Ticker[],
    wire: ReadonlyMap<string, Row>,
    map: (ticker: Ticker, row: Row) => Value | undefined,
  ): ReadonlyMap<Ticker, Value> {
    const found = new Map<Ticker, Value>();
    for (const ticker of tickers) {
      const row = wire.get(symbolOf(ticker));
      const value = row === undefined ? undefined : readable(`${path} of ${ticker}`, () => map(ticker, row));
      if (value !== undefined) found.set(ticker, value);
    }
    return found;
  }

  async function bars(tickers: readonly Ticker[], first: SessionDate, through: SessionDate): Promise<ReadonlyMap<Ticker, readonly Bar[]>> {
    if (tickers.length === 0 || through < first) return new Map();
    const wire = await fetchBars(http, { tickers, from: first, through, feed, adjustment });
    const series = tickers.map((ticker) => [ticker, barsFrom(ticker, wire.get(symbolOf(ticker)) ?? [], through)] as const);
    return new Map(series.filter(([, found]) => found.length > 0));
  }

  return {
    market: provenance?.market ?? 'alpaca',
    words: provenance?.words ?? `Alpaca, ${feed} feed`,
    source: provenance?.words ?? 'alpaca',
    feed,
    adjustment,
    from,
    bars,
    dailyBars: (tickers, through) => bars(tickers, from, through),
    quotes: async (tickers) => mapped('v2/stocks/quotes/latest', tickers, await fetchLatestQuotes(http, tickers, feed), quoteFrom),
    trades: async (tickers) => mapped('v2/stocks/trades/latest', tickers, await fetchLatestTrades(http, tickers, feed), tradeFrom),
    snapshots: async (tickers) =>
      mapped('v2/stocks/snapshots', tickers, await fetchSnapshots(http, tickers, feed), (ticker, row) => ({
        ticker,
        quote: row.latestQuote ? (quoteFrom(ticker, row.latestQuote) ?? null) : null,
        trade: row.latestTrade ? (tradeFrom(ticker, row.latestTrade) ?? null) : null,
        session: row.dailyBar ? barFrom(row.dailyBar) : null,
        previousSession: row.prevDailyBar ? barFrom(row.prevDailyBar) : null,
      })),
    corporateActions: async (tickers, first, last) => {
      if (tickers.length === 0 || last < first) return [];
      const pages = await fetchCorporateActions(http, tickers, first, last);
      return readable('v1/corporate-actions', () => actionsFrom(pages));
    },
  };
}
