/** Where an account trades: the market's prices, the exchange's hours, and how the venue behaves. Nothing of it changes. */
import {
  exchangeDate,
  exchangeInstant,
  midPrice,
  price,
  priceFromFloat,
  type ExchangeCalendar,
  type Instant,
  type MarketSource,
  type Price,
  type SessionDate,
  type SessionHours,
  type Ticker,
} from '@alchemiser/domain';

export interface Venue {
  readonly market: MarketSource;
  readonly calendar: ExchangeCalendar;
  readonly seed: string;
  readonly partialFillShare: number;
  readonly latencyMs: number;
}

/** Resting orders are compared with the quote at every whole second, so the outcome does not depend on who asked when. */
export const LOOK_EVERY_MS = 1000;

/** Midnight in New York, at which a daily bar is stamped. No session is a Sunday, when the clocks change. */
export const midnightOf = (session: SessionDate): Instant => exchangeInstant(session, 0);

/** The session of each calendar that was asked about last: an order that rests asks every second. */
const asked = new WeakMap<ExchangeCalendar, SessionHours>();

/** The session that runs, or else the next one: where an order sent now would trade. */
export function sessionFor(calendar: ExchangeCalendar, at: Instant): SessionHours {
  const held = asked.get(calendar);
  if (held !== undefined && at >= held.open && at < held.close) return held;
  const found = findSession(calendar, at);
  asked.set(calendar, found);
  return found;
}

function findSession(calendar: ExchangeCalendar, at: Instant): SessionHours {
  const date = exchangeDate(at);
  if (calendar.isSession(date)) {
    const hours = calendar.hours(date);
    if (at < hours.close) return hours;
  }
  return calendar.hours(calendar.next(date));
}

/** The last session whose bar is complete. */
export function lastCompleted(calendar: ExchangeCalendar, at: Instant): SessionDate {
  const date = exchangeDate(at);
  return calendar.isSession(date) && at >= calendar.hours(date).close ? date : calendar.previous(date);
}

/** Today's session, or on a day without one the last: what "today's profit" is about. Its evening still belongs to it. */
export function tradingDay(calendar: ExchangeCalendar, at: Instant): SessionDate {
  const date = exchangeDate(at);
  return calendar.isSession(date) ? date : calendar.previous(date);
}

const HUNDREDTH_OF_A_CENT = price('0.0001');

/** The last close up to and including a session; undefined before a ticker's first. */
export function closeThrough(venue: Venue, ticker: Ticker, session: SessionDate): Price | undefined {
  const bar = venue.market.bars(ticker, session)?.at(-1);
  return bar === undefined ? undefined : priceFromFloat(bar.close, HUNDREDTH_OF_A_CENT);
}

/** What a share is worth now: the middle of the quote while there is one, else the last close. */
export function lastPrice(venue: Venue, ticker: Ticker, at: Instant): Price | undefined {
  const quote = venue.market.quoteAt(ticker, at);
  return quote === undefined ? closeThrough(venue, ticker, lastCompleted(venue.calendar, at)) : midPrice(quote);
}

/** The close before the trading day that `at` belongs to. */
export const priceBeforeToday = (venue: Venue, ticker: Ticker, at: Instant): Price | undefined =>
  closeThrough(venue, ticker, venue.calendar.previous(tradingDay(venue.calendar, at)));
