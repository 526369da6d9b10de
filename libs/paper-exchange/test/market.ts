/** A market whose every price is written down by the test that uses it. */
import {
  addDays,
  barFault,
  instant,
  nyse,
  price,
  priceFromFloat,
  quantity,
  sessionDate,
  ticker,
  type Bar,
  type Instant,
  type MarketSource,
  type SessionDate,
} from '@alchemiser/domain';

export interface Script {
  /** Bid and ask at an instant of regular hours; undefined is a halt. */
  readonly quote: (at: Instant) => readonly [string, string] | undefined;
  /** Closing prices by date; without one a session has no bar. */
  readonly closes?: Readonly<Record<string, number>>;
  readonly tradable?: boolean;
  readonly fractionable?: boolean;
}

const barOf = (date: SessionDate, close: number): Bar => {
  const bar = { date, open: close, high: close + 1, low: close - 1, close, volume: 1_000_000 };
  const fault = barFault(bar);
  if (fault !== undefined) throw new RangeError(fault);
  return bar;
};

export function scriptedMarket(scripts: Readonly<Record<string, Script>>): MarketSource {
  const byTicker = new Map(Object.entries(scripts).map(([name, script]) => [ticker(name), script]));
  return {
    words: 'scripted market',
    tickers: [...byTicker.keys()],
    instrument: (name) => {
      const script = byTicker.get(name);
      return script && { ticker: name, name: `${name} Inc.`, tradable: script.tradable ?? true, fractionable: script.fractionable ?? true };
    },
    bars: (name, through) => {
      const script = byTicker.get(name);
      if (script === undefined) return undefined;
      const closes = Object.entries(script.closes ?? {}).map(([date, close]) => barOf(sessionDate(date), close));
      return closes.filter(({ date }) => date <= through).sort((a, b) => (a.date < b.date ? -1 : 1));
    },
    quoteAt: (name, at) => {
      const sides = runsAt(at) ? byTicker.get(name)?.quote(at) : undefined;
      if (sides === undefined) return undefined;
      return { ticker: name, bid: price(sides[0]), ask: price(sides[1]), bidSize: quantity('100'), askSize: quantity('200'), at };
    },
    firstSession: sessionDate('2024-01-02'),
    lastSession: sessionDate('2026-12-31'),
  };
}

function runsAt(at: Instant): boolean {
  const utc = sessionDate(new Date(at).toISOString().slice(0, 10));
  return [addDays(utc, -1), utc].some((date) => nyse.isSession(date) && at >= nyse.hours(date).open && at < nyse.hours(date).close);
}

/** A price that wanders by the second around `around`, ten cents wide, the same each time. */
export const wandering =
  (around: number, swing: number): Script['quote'] =>
  (at) => {
    const seconds = Math.floor(at / 1000);
    const mid = around + swing * Math.sin(seconds / 7) + (swing / 3) * Math.sin(seconds / 1.3);
    const text = (value: number): string => String(Number(priceFromFloat(Math.max(0.05, value), price('0.01'))) / 1e9);
    return [text(mid - 0.05), text(mid + 0.05)];
  };

export const at = (iso: string): Instant => instant(Date.parse(iso));
