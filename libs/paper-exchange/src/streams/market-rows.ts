/** What the market does in one second, as rows of a stream. Times are instants; how they are written depends on the connection. */
import { exchangeDate, exchangeInstant, midPrice, toFloat, type Bar, type Instant, type Ticker } from '@alchemiser/domain';
import { type Venue } from '../engine/venue.ts';
import { MINUTE, minuteOf } from '../wire/minute-bars.ts';
import { quoteJson, tradeJson } from '../wire/quotes.ts';
import { symbolOf } from '../wire/symbols.ts';
import type { Channel } from './channels.ts';

export interface Row {
  readonly channel: Channel;
  readonly symbol: string;
  readonly at: Instant;
  /** Everything but the time, in the wire's short names. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which channels somebody wants of a ticker. */
export type Wanted = (channel: Channel, symbol: string) => boolean;

/** What was told last of a ticker: the same quote is not told twice. */
export interface Told {
  readonly quotes: Map<Ticker, string>;
  readonly halted: Set<Ticker>;
}

const rowOf = (
  channel: Channel,
  kind: string,
  symbol: string,
  at: Instant,
  { t: _, ...fields }: Readonly<Record<string, unknown>>,
): Row => ({
  channel,
  symbol,
  at,
  fields: { T: kind, S: symbol, ...fields },
});

export function rowsAt(venue: Venue, now: Instant, wanted: Wanted, told: Told, isHalted: (ticker: Ticker) => boolean): readonly Row[] {
  const rows: Row[] = [];
  const runs = sessionRuns(venue, now);
  for (const ticker of venue.market.tickers) {
    const symbol = symbolOf(ticker);
    if (runs && wanted('statuses', symbol)) rows.push(...statusRows(ticker, symbol, now, told, isHalted(ticker)));
    const [quotes, trades] = [wanted('quotes', symbol), wanted('trades', symbol)];
    const quote = quotes || trades ? venue.market.quoteAt(ticker, now) : undefined;
    const price = quote === undefined ? '' : `${String(quote.bid)}/${String(quote.ask)}`;
    if (quote !== undefined && told.quotes.get(ticker) !== price) {
      told.quotes.set(ticker, price);
      if (quotes) rows.push(rowOf('quotes', 'q', symbol, now, quoteJson(quote)));
      if (trades) rows.push(rowOf('trades', 't', symbol, now, tradeJson(quote)));
    }
    if (now % MINUTE === 0) rows.push(...minuteRows(venue, ticker, symbol, now, wanted));
  }
  return rows;
}

/** The minute that has just ended, and the day so far. */
function minuteRows(venue: Venue, ticker: Ticker, symbol: string, now: Instant, wanted: Wanted): readonly Row[] {
  const [bars, days] = [wanted('bars', symbol), wanted('dailyBars', symbol)];
  if (!bars && !days) return [];
  const start = (now - MINUTE) as Instant;
  const minute = minuteOf(venue, ticker, start);
  if (minute === undefined) return [];
  const fields = { o: minute.open, h: minute.high, l: minute.low, c: minute.close, v: minute.volume, n: minute.trades, vw: minute.average };
  const rows = bars ? [rowOf('bars', 'b', symbol, start, fields)] : [];
  if (!days) return rows;
  const day = daySoFar(venue, ticker, now);
  return day === undefined ? rows : [...rows, rowOf('dailyBars', 'd', symbol, exchangeInstant(exchangeDate(now), 0), dayFields(day))];
}

const dayFields = ({ open, high, low, close, volume }: Omit<Bar, 'date'>): Readonly<Record<string, unknown>> => ({
  o: open,
  h: high,
  l: low,
  c: close,
  v: volume,
  n: 0,
  vw: Math.round(((high + low + close) / 3) * 1e6) / 1e6,
});

/** Looked at once a minute, on the minute. */
function daySoFar(venue: Venue, ticker: Ticker, now: Instant): Omit<Bar, 'date'> | undefined {
  const { open: opened } = venue.calendar.hours(exchangeDate((now - 1) as Instant));
  const mids: number[] = [];
  let volume = 0;
  for (let at: number = opened; at < now; at += MINUTE) {
    const quote = venue.market.quoteAt(ticker, at as Instant);
    if (quote === undefined) continue;
    mids.push(toFloat(midPrice(quote)));
    volume += Math.round(toFloat(quote.bidSize));
  }
  const [open, close] = [mids[0], mids.at(-1)];
  return open === undefined || close === undefined ? undefined : { open, high: Math.max(...mids), low: Math.min(...mids), close, volume };
}

function sessionRuns({ calendar }: Venue, now: Instant): boolean {
  const date = exchangeDate(now);
  if (!calendar.isSession(date)) return false;
  const { open, close } = calendar.hours(date);
  return now >= open && now < close;
}

/** A halt and its end, in the codes of the UTP plan. */
function statusRows(ticker: Ticker, symbol: string, now: Instant, { halted }: Told, stands: boolean): readonly Row[] {
  if (stands === halted.has(ticker)) return [];
  if (stands) halted.add(ticker);
  else halted.delete(ticker);
  const [code, message, reason] = stands ? ['H', 'Trading Halt', 'T1'] : ['T', 'Trading Resumption', ''];
  return [rowOf('statuses', 's', symbol, now, { sc: code, sm: message, rc: reason, rm: stands ? 'Halt News Pending' : '', z: 'B' })];
}
