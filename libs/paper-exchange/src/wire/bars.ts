/**
 * Daily bars as the market-data host gives them. A bar is there once its session has closed in the exchange's time: the running
 * session has none yet, and nothing of the future is ever shown.
 */
import type { Bar, Instant, Ticker } from '@alchemiser/domain';
import { stampOf, type Stamp } from '../engine/stamp.ts';
import { lastCompleted, midnightOf, tradingDay, type Venue } from '../engine/venue.ts';
import { countOf, listOf, type Asked, type Handler } from './context.ts';
import { badData, json, type Reply } from './reply.ts';
import { symbolOf, tickerFrom } from './symbols.ts';
import { instantText, readStamp } from './timestamps.ts';

/** One bar on the wire. The source counts no trades (`n` is 0) and weighs no volume (`vw` is the typical price). */
export function barJson(bar: Bar): Readonly<Record<string, unknown>> {
  return {
    t: instantText(midnightOf(bar.date)),
    o: bar.open,
    h: bar.high,
    l: bar.low,
    c: bar.close,
    v: Math.round(bar.volume),
    n: 0,
    vw: Math.round(((bar.high + bar.low + bar.close) / 3) * 1e6) / 1e6,
  };
}

/** Completed bars of a ticker, oldest first. */
export const completedBars = (venue: Venue, ticker: Ticker, now: Instant): readonly Bar[] =>
  venue.market.bars(ticker, lastCompleted(venue.calendar, now)) ?? [];

interface BarQuery {
  readonly start: Stamp;
  readonly end: Stamp;
  readonly limit: number;
  readonly descending: boolean;
  /** Where the last page ended: symbol and `t` of its last bar. */
  readonly after: readonly [string, string] | undefined;
}

const FEEDS = ['sip', 'iex', 'otc', 'boats', 'delayed_sip', 'overnight'];
const ADJUSTMENTS = ['raw', 'split', 'dividend', 'spin-off', 'all'];
const MOST_BARS = 10_000;

/** Feed and adjustment are read and change nothing: a source has one feed, adjusted for all. */
function readQuery({ query, venue, now }: Asked): BarQuery | Reply {
  const timeframe = query.get('timeframe') ?? '';
  if (timeframe !== '1Day' && timeframe !== '1D') return badData(`timeframe "${timeframe}" is not supported`);
  const feed = query.get('feed') ?? 'sip';
  if (!FEEDS.includes(feed)) return badData(`invalid feed: ${feed}`);
  const adjustment = listOf(query, 'adjustment').find((word) => !ADJUSTMENTS.includes(word));
  if (adjustment !== undefined) return badData(`invalid adjustment: ${adjustment}`);
  const limit = countOf(query, 'limit', { fallback: 1000, most: MOST_BARS });
  if (Number.isNaN(limit)) return badData(`limit must be between 1 and ${MOST_BARS}`);
  const token = query.get('page_token');
  const after = token === null || token === '' ? undefined : readToken(token);
  if (token && after === undefined) return badData(`invalid page_token: ${token}`);
  try {
    const start = query.get('start');
    const end = query.get('end');
    return {
      start: start === null || start === '' ? stampOf(midnightOf(tradingDay(venue.calendar, now))) : readStamp(start),
      end: end === null || end === '' ? stampOf(now) : readStamp(end),
      limit,
      descending: query.get('sort') === 'desc',
      after,
    };
  } catch (error) {
    if (error instanceof RangeError) return badData('start and end must be dates or RFC 3339 instants');
    throw error;
  }
}

/** Like Alpaca's: base64 of `AAPL|D|2022-01-03T05:00:00Z`. */
const tokenOf = (symbol: string, time: string): string => btoa(`${symbol}|D|${time}`);

function readToken(token: string): readonly [string, string] | undefined {
  try {
    const [symbol, , time] = atob(token).split('|');
    return symbol !== undefined && time !== undefined ? [symbol, time] : undefined;
  } catch {
    return undefined;
  }
}

interface Page {
  readonly bars: Readonly<Record<string, readonly Bar[]>>;
  readonly next_page_token: string | null;
}

/** Sorted by symbol, then time; `limit` counts the points of all symbols, so a first page may hold one symbol only. */
function pageOf({ venue, now }: Asked, symbols: readonly string[], wanted: BarQuery): Page {
  const bars: Record<string, readonly Bar[]> = {};
  let room = wanted.limit;
  let last: string | undefined;
  for (const symbol of [...new Set(symbols)].sort()) {
    if (wanted.after !== undefined && symbol < wanted.after[0]) continue;
    const rows = rowsOf(venue, symbol, now, wanted);
    if (rows.length === 0) continue;
    if (room === 0) return { bars, next_page_token: last ?? null };
    bars[symbol] = rows.slice(0, room);
    const final = bars[symbol].at(-1)!;
    last = tokenOf(symbol, instantText(midnightOf(final.date)));
    if (rows.length > room) return { bars, next_page_token: last };
    room -= rows.length;
  }
  return { bars, next_page_token: null };
}

function rowsOf(venue: Venue, symbol: string, now: Instant, { start, end, descending, after }: BarQuery): readonly Bar[] {
  const ticker = tickerFrom(symbol, venue.market);
  if (ticker === undefined) return [];
  const resume = after !== undefined && after[0] === symbol ? readStamp(after[1]) : undefined;
  const inside = completedBars(venue, ticker, now).filter(({ date }) => {
    const at = stampOf(midnightOf(date));
    return at >= start && at <= end && (resume === undefined || (descending ? at < resume : at > resume));
  });
  return descending ? inside.toReversed() : inside;
}

const written = (bars: readonly Bar[]): readonly unknown[] => bars.map(barJson);

export const listBars: Handler = (asked) => {
  const symbols = listOf(asked.query, 'symbols');
  if (symbols.length === 0) return badData('symbols is required');
  const wanted = readQuery(asked);
  if ('status' in wanted) return wanted;
  const { bars, next_page_token } = pageOf(asked, symbols.map(canonical(asked.venue)), wanted);
  return json({ bars: Object.fromEntries(Object.entries(bars).map(([symbol, rows]) => [symbol, written(rows)])), next_page_token });
};

export const listBarsOfOne: Handler = (asked) => {
  const wanted = readQuery(asked);
  if ('status' in wanted) return wanted;
  const symbol = canonical(asked.venue)(asked.caught);
  const { bars, next_page_token } = pageOf(asked, [symbol], wanted);
  return json({ bars: written(bars[symbol] ?? []), next_page_token, symbol });
};

/** A symbol as it is spelled in replies. */
const canonical =
  (venue: Venue) =>
  (symbol: string): string => {
    const ticker = tickerFrom(symbol, venue.market);
    return ticker === undefined ? symbol : symbolOf(ticker);
  };
