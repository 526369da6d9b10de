/** Wire → domain, pure. What cannot be read throws a RangeError; what is no two-sided quote is undefined. */
import {
  barFault,
  fromIsoInstant,
  price,
  quantity,
  sessionDate,
  type Bar,
  type Quote,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import type { LatestTrade } from '../market-reads.ts';
import type { WireBar, WireQuote, WireTrade } from './wire.ts';

const NEW_YORK = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in New York at an instant: a daily bar is stamped with its midnight there, 04:00 or 05:00 UTC. */
export const sessionAt = (timestamp: string): SessionDate => sessionDate(NEW_YORK.format(fromIsoInstant(timestamp)));

/** @throws RangeError naming what is wrong with the bar. */
export function barFrom({ t, o, h, l, c, v }: WireBar): Bar {
  const bar: Bar = { date: sessionAt(t), open: o, high: h, low: l, close: c, volume: v };
  const fault = barFault(bar);
  if (fault !== undefined) throw new RangeError(`${bar.date}: ${fault}`);
  return bar;
}

/** The decimal a JSON number was written as: its shortest text, to nine decimals. @throws RangeError unless finite and ≥ 0. */
export function decimalText(value: number): string {
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`expected a number ≥ 0, was ${value}`);
  const text = String(value);
  // Fifteen digits are what every decimal keeps as a double; more is the sender's own rounding noise.
  return /^\d+(\.\d{1,9})?$/.test(text) ? text : Number(value.toPrecision(15)).toFixed(9);
}

/** Undefined without both sides, or where the bid is above the ask: neither is a price. */
export function quoteFrom(ticker: Ticker, { t, bp, ap, bs, as }: WireQuote): Quote | undefined {
  const [bid, ask] = [decimalText(bp), decimalText(ap)];
  if (Number(bid) === 0 || Number(ask) === 0 || bp > ap) return undefined;
  return {
    ticker,
    bid: price(bid),
    ask: price(ask),
    bidSize: quantity(decimalText(bs)),
    askSize: quantity(decimalText(as)),
    at: fromIsoInstant(t),
  };
}

/** Undefined for a price of 0: there was no trade. */
export function tradeFrom(ticker: Ticker, { t, p, s }: WireTrade): LatestTrade | undefined {
  const at = decimalText(p);
  return Number(at) === 0 ? undefined : { ticker, price: price(at), size: quantity(decimalText(s)), at: fromIsoInstant(t) };
}
