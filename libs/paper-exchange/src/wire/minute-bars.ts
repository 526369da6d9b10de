/**
 * Minutes: what the middle of the quote did, looked at every second. Volume is what stood at the bid, a made-up figure for a market
 * without trades of its own.
 */
import { midPrice, toFloat, type Instant, type Ticker } from '@alchemiser/domain';
import type { Venue } from '../engine/venue.ts';
import { instantText } from './timestamps.ts';

export const MINUTE = 60_000;
const SECOND = 1000;

export interface Minute {
  readonly start: Instant;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
  readonly average: number;
}

/** The minute from `start`; undefined when there was no quote in it. */
export function minuteOf({ market }: Venue, ticker: Ticker, start: Instant): Minute | undefined {
  const mids: number[] = [];
  let volume = 0;
  for (let at = start as number; at < start + MINUTE; at += SECOND) {
    const quote = market.quoteAt(ticker, at as Instant);
    if (quote === undefined) continue;
    mids.push(Math.round(toFloat(midPrice(quote)) * 1e4) / 1e4);
    volume += Math.round(toFloat(quote.bidSize));
  }
  const [open, close] = [mids[0], mids.at(-1)];
  if (open === undefined || close === undefined) return undefined;
  const average = Math.round((mids.reduce((sum, mid) => sum + mid, 0) / mids.length) * 1e6) / 1e6;
  return { start, open, high: Math.max(...mids), low: Math.min(...mids), close, volume, trades: mids.length, average };
}

/** The last complete minute before an instant that had a quote, looking back over the session; undefined where there is none. */
export function lastMinute(venue: Venue, ticker: Ticker, now: Instant, opened: Instant, closed: Instant): Minute | undefined {
  const latest = Math.floor(Math.min(now, closed) / MINUTE) * MINUTE - MINUTE;
  for (let start = latest; start >= opened && start > latest - 10 * MINUTE; start -= MINUTE) {
    const found = minuteOf(venue, ticker, start as Instant);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const minuteJson = (minute: Minute): Readonly<Record<string, unknown>> => ({
  t: instantText(minute.start),
  o: minute.open,
  h: minute.high,
  l: minute.low,
  c: minute.close,
  v: minute.volume,
  n: minute.trades,
  vw: minute.average,
});
