/** Bars as the market-data host gives them: nothing of the future is ever shown. */
import type { Bar } from '@alchemiser/domain';
import { stampOf, type Stamp } from '../engine/stamp.ts';
import { midnightOf, tradingDay, type Venue } from '../engine/venue.ts';
import { barSeries, dailyBar, type WireBar } from './bar-series.ts';
import { countOf, listOf, type Asked, type Handler } from './context.ts';
import { badData, json, type Reply } from './reply.ts';
import { symbolOf, tickerFrom } from './symbols.ts';
import { readTimeframe, type Timeframe } from './timeframe.ts';
import { instantText, readStamp } from './timestamps.ts';

/** One bar on the wire. */
const wireJson = ({ at, open, high, low, close, volume, trades, average }: WireBar): Readonly<Record<string, unknown>> => ({
  t: instantText(at),
  o: open,
  h: high,
  l: low,
  c: close,
  v: volume,
  n: trades,
  vw: average,
});

export const barJson = (bar: Bar): Readonly<Record<string, unknown>> => wireJson(dailyBar(bar));

interface BarQuery {
  readonly timeframe: Timeframe;
  readonly start: Stamp;
  readonly end: Stamp;
  readonly limit: number;
  readonly descending: boolean;
  /** Where the last page ended: symbol and `t` of its last bar. */
  readonly after: readonly [string, Stamp] | undefined;
}

const FEEDS = ['sip', 'iex', 'otc', 'boats', 'delayed_sip', 'overnight'];
const ADJUSTMENTS = ['raw', 'split', 'dividend', 'spin-off', 'all'];
const MOST_BARS = 10_000;
/** A minute is sixty looks at the market, and others wait meanwhile: a page ends after so many, however many bars it may hold. */
const MOST_MINUTES = 1000;

/** Feed and adjustment are read and change nothing: a source has one feed, adjusted for all. */
function readQuery({ query, venue, now }: Asked): BarQuery | Reply {
  const timeframe = readTimeframe(query.get('timeframe') ?? '');
  if (timeframe === undefined) return badData(`invalid timeframe: ${query.get('timeframe') ?? ''}`);
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
      timeframe,
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

const LETTERS = { minute: 'M', day: 'D', week: 'W', month: 'O' } as const;

/** Like Alpaca's: base64 of `AAPL|M|2022-01-03T09:00:00Z`. */
const tokenOf = (symbol: string, { unit }: Timeframe, { at }: WireBar): string => btoa(`${symbol}|${LETTERS[unit]}|${instantText(at)}`);

function readToken(token: string): readonly [string, Stamp] | undefined {
  try {
    const [symbol, , time] = atob(token).split('|');
    return symbol !== undefined && time !== undefined ? [symbol, readStamp(time)] : undefined;
  } catch {
    return undefined;
  }
}

interface Page {
  readonly bars: Readonly<Record<string, readonly unknown[]>>;
  readonly next_page_token: string | null;
}

/** Sorted by symbol, then time; `limit` counts the points of all symbols, so a first page may hold one symbol only. */
function pageOf({ venue, now }: Asked, symbols: readonly string[], wanted: BarQuery): Page {
  const { timeframe, after } = wanted;
  const bars: Record<string, unknown[]> = {};
  let room = timeframe.unit === 'minute' ? Math.min(wanted.limit, Math.ceil(MOST_MINUTES / timeframe.count)) : wanted.limit;
  let token: string | null = null;
  for (const symbol of [...new Set(symbols)].sort()) {
    const ticker = tickerFrom(symbol, venue.market);
    if (ticker === undefined || (after !== undefined && symbol < after[0])) continue;
    const resume = after?.[0] === symbol ? after[1] : undefined;
    for (const bar of barSeries(venue, ticker, now, timeframe, { ...wanted, after: resume })) {
      // There is more than fits: the next page begins here.
      if (room === 0) return { bars, next_page_token: token };
      (bars[symbol] ??= []).push(wireJson(bar));
      token = tokenOf(symbol, timeframe, bar);
      room -= 1;
    }
  }
  return { bars, next_page_token: null };
}

export const listBars: Handler = (asked) => {
  const symbols = listOf(asked.query, 'symbols');
  if (symbols.length === 0) return badData('symbols is required');
  const wanted = readQuery(asked);
  return 'status' in wanted ? wanted : json(pageOf(asked, symbols.map(canonical(asked.venue)), wanted));
};

export const listBarsOfOne: Handler = (asked) => {
  const wanted = readQuery(asked);
  if ('status' in wanted) return wanted;
  const symbol = canonical(asked.venue)(asked.caught);
  const { bars, next_page_token } = pageOf(asked, [symbol], wanted);
  return json({ bars: bars[symbol] ?? [], next_page_token, symbol });
};

/** A symbol as it is spelled in replies. */
const canonical =
  (venue: Venue) =>
  (symbol: string): string => {
    const ticker = tickerFrom(symbol, venue.market);
    return ticker === undefined ? symbol : symbolOf(ticker);
  };
