/** Two-sided quotes through a session, made from its bar. */
import { price, quantity, toFloat, type Price, type Quantity } from '../values/exact.ts';
import { randomFamily, type RandomFamily } from '../values/random.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { Bar } from './bar.ts';
import type { ExchangeCalendar, SessionHours } from './calendar.ts';
import { dayPath, type DayPath } from './day-path.ts';
import { tickSize } from './instrument.ts';
import { exchangeTime } from './new-york-time.ts';
import type { Quote } from './quote.ts';

export interface DayQuotes {
  /** Undefined outside regular hours [open, close), or where the ticker has no bar that session. */
  quoteAt(ticker: Ticker, at: Instant): Quote | undefined;
  /** The price on the session's path that the quote stands around, USD. */
  priceAt(ticker: Ticker, at: Instant): number | undefined;
}

export interface DayQuotesSource {
  readonly seed: number;
  readonly calendar: ExchangeCalendar;
  readonly firstSession: SessionDate;
  readonly lastSession: SessionDate;
  barOn(ticker: Ticker, session: SessionDate): Bar | undefined;
}

/** Quotes change this often, milliseconds. */
const REFRESH = 250;
/** Spreads start this many times as wide and narrow to normal over the first minutes. */
const OPENING_WIDTH = 4;
const OPENING_MILLISECONDS = 5 * 60_000;
const CENT = tickSize(price('1'));
const HUNDREDTH_OF_A_CENT = tickSize(price('0.5'));
const ROUND_LOT = 100;
const MOST_LOTS = 20;

/** Basis points of the price, by dollars traded in the session: a third of a basis point for SPY, 20 at most. */
export function usualSpreadBps(bar: Bar): number {
  const dollars = Math.max(bar.close * bar.volume, 1);
  return Math.min(Math.max(40_000 / Math.sqrt(dollars), 0.3), 20);
}

export function dayQuotes({ seed, calendar, firstSession, lastSession, barOn }: DayQuotesSource): DayQuotes {
  let hours: SessionHours | undefined;
  const hoursAt = (at: Instant): SessionHours | undefined => {
    if (hours === undefined || at < hours.open || at >= hours.close) {
      const { date } = exchangeTime(at);
      if (date < firstSession || date > lastSession || !calendar.isSession(date)) return undefined;
      hours = calendar.hours(date);
    }
    return at >= hours.open && at < hours.close ? hours : undefined;
  };

  interface Day {
    readonly bar: Bar;
    readonly path: DayPath;
    readonly random: RandomFamily;
  }
  // One session per ticker: time moves on, and what is forgotten comes out the same again.
  const days = new Map<Ticker, Day>();
  const dayOf = (ticker: Ticker, session: SessionDate): Day | undefined => {
    const held = days.get(ticker);
    if (held?.bar.date === session) return held;
    const bar = barOn(ticker, session);
    if (bar === undefined) return undefined;
    const day = {
      bar,
      path: dayPath(bar, randomFamily(seed, `path ${ticker} ${session}`)),
      random: randomFamily(seed, `size ${ticker} ${session}`),
    };
    days.set(ticker, day);
    return day;
  };

  return {
    priceAt(ticker, at) {
      const session = hoursAt(at);
      const day = session && dayOf(ticker, session.date);
      return day?.path((refreshed(session!, at) - session!.open) / (session!.close - session!.open));
    },
    quoteAt(ticker, at) {
      const session = hoursAt(at);
      const day = session && dayOf(ticker, session.date);
      if (session === undefined || day === undefined) return undefined;
      const since = refreshed(session, at) - session.open;
      const middle = day.path(since / (session.close - session.open));
      const { bid, ask } = around(middle, (middle * usualSpreadBps(day.bar) * widthAt(since)) / 20_000);
      const sizes = day.random(since / REFRESH);
      return { ticker, bid, ask, bidSize: lots(sizes.uniform()), askSize: lots(sizes.uniform()), at: (session.open + since) as Instant };
    },
  };
}

const refreshed = (session: SessionHours, at: Instant): number => session.open + Math.floor((at - session.open) / REFRESH) * REFRESH;

const widthAt = (since: number): number =>
  since >= OPENING_MILLISECONDS ? 1 : OPENING_WIDTH - ((OPENING_WIDTH - 1) * since) / OPENING_MILLISECONDS;

const lots = (uniform: number): Quantity => quantity(String(ROUND_LOT * (1 + Math.floor(uniform * MOST_LOTS))));

/** The ticks around a price: bid ≤ price ≤ ask, at least one tick apart. Each side is on its own tick: the step changes at a dollar. */
function around(middle: number, half: number): { readonly bid: Price; readonly ask: Price } {
  const low = ticksOf(middle - half);
  const high = ticksOf(middle + half);
  const floor = BigInt(Math.max(Math.floor(low.count + ROUNDING), 1)) * low.tick;
  const ceiling = BigInt(Math.ceil(high.count - ROUNDING)) * high.tick;
  const above = floor + tickSize(floor as Price);
  return { bid: floor as Price, ask: (ceiling > above ? ceiling : above) as Price };
}

/** A price that is on the tick up to this share of one counts as on it. */
const ROUNDING = 1e-6;

function ticksOf(dollars: number): { readonly count: number; readonly tick: Price } {
  const tick = dollars >= 1 ? CENT : HUNDREDTH_OF_A_CENT;
  return { count: dollars / toFloat(tick), tick };
}
