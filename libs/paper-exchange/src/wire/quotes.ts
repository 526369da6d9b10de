/** Latest quotes, trades and snapshots. A symbol without one is absent, as at Alpaca. */
import { exchangeDate, midPrice, tickDown, tickSize, toFloat, type Instant, type Quote, type Ticker } from '@alchemiser/domain';
import { lastCompleted, type Venue } from '../engine/venue.ts';
import { completedBars } from './bar-series.ts';
import { barJson } from './bars.ts';
import { listOf, type Asked, type Handler } from './context.ts';
import { badData, json, notFound, type Reply } from './reply.ts';
import { lastMinute, minuteJson } from './minute-bars.ts';
import { symbolOf, tickerFrom } from './symbols.ts';
import { instantText } from './timestamps.ts';

type Json = Readonly<Record<string, unknown>>;

/** The quote in force, or the last one of the last session: its time says how old it is. */
export function latestQuote(venue: Venue, ticker: Ticker, now: Instant): Quote | undefined {
  const quote = venue.market.quoteAt(ticker, now);
  if (quote !== undefined) return quote;
  const { close } = venue.calendar.hours(lastCompleted(venue.calendar, now));
  return venue.market.quoteAt(ticker, (close - 1) as Instant);
}

/** `V` is IEX: the exchange whose letter the free feed shows on both sides. */
const VENUE_LETTER = 'V';

export const quoteJson = ({ bid, ask, bidSize, askSize, at }: Quote): Json => ({
  t: instantText(at),
  ax: VENUE_LETTER,
  ap: toFloat(ask),
  as: Math.round(toFloat(askSize)),
  bx: VENUE_LETTER,
  bp: toFloat(bid),
  bs: Math.round(toFloat(bidSize)),
  c: ['R'],
  z: 'B',
});

/** There are no trades but ours in this market: the last one is taken to be at the middle of the quote, on the tick. */
export const tradeJson = (quote: Quote): Json => {
  const mid = midPrice(quote);
  return {
    t: instantText(quote.at),
    x: VENUE_LETTER,
    p: toFloat(tickDown(mid, tickSize(mid))),
    s: Math.max(1, Math.round(toFloat(quote.bidSize))),
    c: ['@'],
    i: quote.at,
    z: 'B',
  };
};

/** The last complete minute of the session that runs, or of the last one. */
function minuteBarJson(venue: Venue, ticker: Ticker, now: Instant): Json | undefined {
  const { calendar } = venue;
  const today = exchangeDate(now);
  const session = calendar.isSession(today) && now > calendar.hours(today).open ? today : lastCompleted(calendar, now);
  const { open, close } = calendar.hours(session);
  const minute = lastMinute(venue, ticker, now, open, close);
  return minute === undefined ? undefined : minuteJson(minute);
}

function snapshotJson(venue: Venue, ticker: Ticker, now: Instant): Json | undefined {
  const quote = latestQuote(venue, ticker, now);
  const [before, last] = completedBars(venue, ticker, now).slice(-2);
  const [daily, previous] = last === undefined ? [before, undefined] : [last, before];
  if (quote === undefined && daily === undefined) return undefined;
  const minute = minuteBarJson(venue, ticker, now);
  return {
    ...(quote === undefined ? {} : { latestTrade: tradeJson(quote), latestQuote: quoteJson(quote) }),
    ...(minute === undefined ? {} : { minuteBar: minute }),
    ...(daily === undefined ? {} : { dailyBar: barJson(daily) }),
    ...(previous === undefined ? {} : { prevDailyBar: barJson(previous) }),
  };
}

type Latest = (venue: Venue, ticker: Ticker, now: Instant) => Json | undefined;

const onQuote =
  (write: (quote: Quote) => Json): Latest =>
  (venue, ticker, now) => {
    const quote = latestQuote(venue, ticker, now);
    return quote === undefined ? undefined : write(quote);
  };

function ofMany({ query, venue, now }: Asked, latest: Latest, wrap: (rows: Json) => Json): Reply {
  const symbols = listOf(query, 'symbols');
  if (symbols.length === 0) return badData('symbols is required');
  const rows: Record<string, Json> = {};
  for (const symbol of [...new Set(symbols)].sort()) {
    const ticker = tickerFrom(symbol, venue.market);
    const row = ticker === undefined ? undefined : latest(venue, ticker, now);
    if (ticker !== undefined && row !== undefined) rows[symbolOf(ticker)] = row;
  }
  return json(wrap(rows));
}

function ofOne({ venue, now, caught }: Asked, latest: Latest, wrap: (row: Json) => Json): Reply {
  const ticker = tickerFrom(caught, venue.market);
  const row = ticker === undefined ? undefined : latest(venue, ticker, now);
  return ticker === undefined || row === undefined ? notFound(`no data for ${caught}`) : json({ symbol: symbolOf(ticker), ...wrap(row) });
}

const quoteOf = onQuote(quoteJson);
const tradeOf = onQuote(tradeJson);

export const latestQuotes: Handler = (asked) => ofMany(asked, quoteOf, (quotes) => ({ quotes }));
export const latestQuoteOfOne: Handler = (asked) => ofOne(asked, quoteOf, (quote) => ({ quote }));
export const latestBars: Handler = (asked) => ofMany(asked, minuteBarJson, (bars) => ({ bars }));
export const latestBarOfOne: Handler = (asked) => ofOne(asked, minuteBarJson, (bar) => ({ bar }));
export const latestTrades: Handler = (asked) => ofMany(asked, tradeOf, (trades) => ({ trades }));
export const latestTradeOfOne: Handler = (asked) => ofOne(asked, tradeOf, (trade) => ({ trade }));
export const snapshots: Handler = (asked) => ofMany(asked, snapshotJson, (rows) => rows);
export const snapshotOfOne: Handler = (asked) => ofOne(asked, snapshotJson, (row) => row);
