/** Alpaca's market data service: pages put together, tickers in groups that fit a URL. */
import type { SessionDate, Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient, type Query } from '@alchemiser/infrastructure';
import { BARS_PAGE, LATEST_QUOTES, type WireBar, type WireQuote } from './wire.ts';

/** Alpaca's largest page, in bars over all symbols. */
const BARS_PER_PAGE = 10_000;
const SYMBOLS_PER_CALL = 100;

const groups = (tickers: readonly Ticker[]): readonly string[] => {
  const symbols = [...new Set(tickers)].map(symbolOf);
  const count = Math.ceil(symbols.length / SYMBOLS_PER_CALL);
  return Array.from({ length: count }, (_, n) => symbols.slice(n * SYMBOLS_PER_CALL, (n + 1) * SYMBOLS_PER_CALL).join(','));
};

export interface BarsRequest {
  readonly tickers: readonly Ticker[];
  readonly from: SessionDate;
  readonly through: SessionDate;
  readonly feed: string;
  readonly adjustment: string;
}

/** Daily bars by symbol, in the order they came. */
export async function fetchBars(
  http: AlpacaClient,
  { tickers, from, through, feed, adjustment }: BarsRequest,
): Promise<ReadonlyMap<string, readonly WireBar[]>> {
  const path = 'v2/stocks/bars';
  const found = new Map<string, WireBar[]>();
  for (const symbols of groups(tickers)) {
    // A daily bar is stamped 04:00 or 05:00 UTC: this end takes `through` and nothing after it, and is never "recent" once that session is over.
    const query: Query = {
      symbols,
      timeframe: '1Day',
      start: from,
      end: `${through}T06:00:00Z`,
      limit: BARS_PER_PAGE,
      sort: 'asc',
      feed,
      adjustment,
    };
    const tokens = new Set<string>();
    for (let token: string | undefined; ;) {
      const page = await http.read(path, { ...query, page_token: token }, BARS_PAGE);
      for (const [symbol, bars] of Object.entries(page.bars ?? {})) found.set(symbol, [...(found.get(symbol) ?? []), ...bars]);
      token = page.next_page_token ?? undefined;
      if (token === undefined) break;
      if (tokens.has(token)) throw http.malformed(path, 'a page that leads back to itself');
      tokens.add(token);
    }
  }
  return found;
}

export async function fetchLatestQuotes(
  http: AlpacaClient,
  tickers: readonly Ticker[],
  feed: string,
): Promise<ReadonlyMap<string, WireQuote>> {
  const found = new Map<string, WireQuote>();
  for (const symbols of groups(tickers)) {
    const { quotes } = await http.read('v2/stocks/quotes/latest', { symbols, feed }, LATEST_QUOTES);
    for (const [symbol, quote] of Object.entries(quotes ?? {})) found.set(symbol, quote);
  }
  return found;
}
