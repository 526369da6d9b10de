/** Alpaca's market data service: pages put together, tickers in groups that fit a URL. */
import type { SessionDate, Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient, type Query } from '@alchemiser/infrastructure';
import {
  ACTION_TYPES,
  ACTIONS_PAGE,
  BARS_PAGE,
  LATEST_QUOTES,
  LATEST_TRADES,
  SNAPSHOTS,
  type WireActions,
  type WireBar,
  type WireQuote,
  type WireSnapshot,
  type WireTrade,
} from './wire.ts';

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
    await everyPage(http, path, async (page_token) => {
      const page = await http.read(path, { ...query, page_token }, BARS_PAGE);
      for (const [symbol, bars] of Object.entries(page.bars ?? {})) found.set(symbol, [...(found.get(symbol) ?? []), ...bars]);
      return page.next_page_token;
    });
  }
  return found;
}

/** Reads on while a page names the next. @throws Failure when the pages lead in a circle. */
async function everyPage(
  http: AlpacaClient,
  path: string,
  read: (token: string | undefined) => Promise<string | null | undefined>,
): Promise<void> {
  const tokens = new Set<string>();
  for (let token: string | undefined; ;) {
    token = (await read(token)) ?? undefined;
    if (token === undefined) return;
    if (tokens.has(token)) throw http.malformed(path, 'a page that leads back to itself');
    tokens.add(token);
  }
}

/** The rows of a call that answers by symbol, for any number of tickers. */
async function bySymbol<Row>(
  tickers: readonly Ticker[],
  read: (symbols: string) => Promise<Readonly<Record<string, Row | null>> | null>,
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (const symbols of groups(tickers)) {
    for (const [symbol, row] of Object.entries((await read(symbols)) ?? {})) if (row !== null) found.set(symbol, row);
  }
  return found;
}

export const fetchLatestQuotes = (http: AlpacaClient, tickers: readonly Ticker[], feed: string): Promise<ReadonlyMap<string, WireQuote>> =>
  bySymbol(tickers, async (symbols) => (await http.read('v2/stocks/quotes/latest', { symbols, feed }, LATEST_QUOTES)).quotes);

export const fetchLatestTrades = (http: AlpacaClient, tickers: readonly Ticker[], feed: string): Promise<ReadonlyMap<string, WireTrade>> =>
  bySymbol(tickers, async (symbols) => (await http.read('v2/stocks/trades/latest', { symbols, feed }, LATEST_TRADES)).trades);

export const fetchSnapshots = (http: AlpacaClient, tickers: readonly Ticker[], feed: string): Promise<ReadonlyMap<string, WireSnapshot>> =>
  bySymbol(tickers, async (symbols) => http.read('v2/stocks/snapshots', { symbols, feed }, SNAPSHOTS));

/** Alpaca's largest page of corporate actions. */
const ACTIONS_PER_PAGE = 1_000;

/** Every page of every group of tickers. */
export async function fetchCorporateActions(
  http: AlpacaClient,
  tickers: readonly Ticker[],
  first: SessionDate,
  last: SessionDate,
): Promise<readonly WireActions[]> {
  const path = 'v1/corporate-actions';
  const pages: WireActions[] = [];
  for (const symbols of groups(tickers)) {
    await everyPage(http, path, async (page_token) => {
      const query = { symbols, types: ACTION_TYPES, start: first, end: last, limit: ACTIONS_PER_PAGE, page_token };
      const page = await http.read(path, query, ACTIONS_PAGE);
      pages.push(page.corporate_actions);
      return page.next_page_token;
    });
  }
  return pages;
}
