import { invariant } from '../../result.ts';
import type { Ticker } from '../../values/ticker.ts';
import { daysSinceEpoch, type SessionDate } from '../../values/time.ts';
import type { Bar } from '../bar.ts';
import type { ExchangeCalendar } from '../calendar.ts';
import { dayQuotes } from '../day-quotes.ts';
import { countThrough, type SimulatedMarket } from '../market-source.ts';
import { nyse } from '../nyse.ts';
import { factors, type Factors } from './factors.ts';
import type { Listing } from './listing.ts';
import { DEFAULT_LISTINGS, INDICES } from './listings.ts';
import { barsOf, multipleMoves, ownMoves, type Moves } from './moves.ts';

export interface SyntheticMarketOptions {
  /** A whole number: the same seed gives the same market, byte for byte. */
  readonly seed: number;
  readonly calendar?: ExchangeCalendar;
  /** The first session with quotes; where it falls on a holiday, the next one. */
  readonly firstSession?: SessionDate;
  readonly listings?: readonly Listing[];
}

/** Sessions of history before the first with quotes: the slowest rule, RSI(70), settles in 701. */
export const SYNTHETIC_HISTORY = 1000;
/** Sessions that can be traded, three years. */
export const SYNTHETIC_FUTURE = 756;
const DEFAULT_FIRST_SESSION = '2024-08-06' as SessionDate;

/**
 * A made-up market: moods that persist, sectors that move together, funds that multiply them, and quotes through the day that fit each
 * day's bar. Any question may be asked in any order. @throws RangeError for a seed that is no whole number, or dates beyond the calendar.
 */
export function syntheticMarket({
  seed,
  calendar = nyse,
  firstSession = DEFAULT_FIRST_SESSION,
  listings = DEFAULT_LISTINGS,
}: SyntheticMarketOptions): SimulatedMarket {
  const sessions = sessionsAround(calendar, firstSession);
  const days = sessions.map(daysSinceEpoch);
  const rows = new Map(sessions.map((session, row) => [session, row]));
  const byTicker = new Map(listings.map((listing) => [listing.ticker, listing]));
  const first = sessions[SYNTHETIC_HISTORY]!;
  const last = sessions.at(-1)!;

  let world: Factors | undefined;
  const moves = new Map<string, Moves>();
  const movesOf = (name: string): Moves => {
    const held = moves.get(name);
    if (held !== undefined) return held;
    const stream = byTicker.get(name as Ticker)?.stream ?? INDICES.get(name);
    invariant(stream !== undefined, `A fund follows something that exists, "${name}" does not`);
    const made =
      stream.kind === 'own'
        ? ownMoves(seed, name, stream, days, (world ??= factors(seed, days)))
        : multipleMoves(stream, movesOf(stream.of));
    moves.set(name, made);
    return made;
  };

  const listedRow = ({ listedSessionsAgo }: Listing): number => Math.max(0, SYNTHETIC_HISTORY - (listedSessionsAgo ?? SYNTHETIC_HISTORY));
  const series = new Map<Ticker, readonly Bar[]>();
  const seriesOf = (listing: Listing): readonly Bar[] => {
    const held = series.get(listing.ticker);
    if (held !== undefined) return held;
    const anchor = { row: SYNTHETIC_HISTORY - 1, level: listing.level, listed: listedRow(listing) };
    const bars = barsOf(seed, listing.ticker, listing.volume, sessions, days, movesOf(listing.ticker), anchor);
    series.set(listing.ticker, bars);
    return bars;
  };

  const bar = (ticker: Ticker, session: SessionDate): Bar | undefined => {
    const listing = byTicker.get(ticker);
    const row = rows.get(session);
    return listing === undefined || row === undefined ? undefined : seriesOf(listing)[row - listedRow(listing)];
  };
  const { quoteAt, priceAt } = dayQuotes({ seed, calendar, firstSession: first, lastSession: last, barOn: bar });

  return {
    words: `synthetic market, seed ${seed}`,
    tickers: [...byTicker.keys()].sort(),
    firstSession: first,
    lastSession: last,
    instrument(ticker) {
      const listing = byTicker.get(ticker);
      return listing && { ticker, name: listing.name, tradable: true, fractionable: listing.fractionable };
    },
    bars(ticker, through) {
      const listing = byTicker.get(ticker);
      if (listing === undefined) return undefined;
      const bars = seriesOf(listing);
      return bars.slice(0, countThrough(bars, through));
    },
    bar,
    quoteAt,
    priceAt,
  };
}

function sessionsAround(calendar: ExchangeCalendar, wanted: SessionDate): readonly SessionDate[] {
  let session = calendar.isSession(wanted) ? wanted : calendar.next(wanted);
  const before: SessionDate[] = [];
  const after = [session];
  for (let at = session; before.length < SYNTHETIC_HISTORY; before.push(at)) at = calendar.previous(at);
  while (after.length < SYNTHETIC_FUTURE) after.push((session = calendar.next(session)));
  return [...before.reverse(), ...after];
}
