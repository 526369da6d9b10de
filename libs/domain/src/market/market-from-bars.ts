import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import { barFault, type Bar } from './bar.ts';
import type { ExchangeCalendar } from './calendar.ts';
import { dayQuotes } from './day-quotes.ts';
import type { Instrument } from './instrument.ts';
import { countThrough, type SimulatedMarket } from './market-source.ts';
import { nyse } from './nyse.ts';
import { DEFAULT_LISTINGS } from './synthetic/listings.ts';

export interface MarketFromBarsOptions {
  /** A whole number: the way of prices through each day. */
  readonly seed: number;
  /** "real bars from ./prices, quotes made up, seed 7" */
  readonly words: string;
  readonly calendar?: ExchangeCalendar;
}

/**
 * A market whose days are given: bars as they are, quotes made up inside each session's own bar.
 * Names and whole-share rules are known for the tickers that the synthetic market lists; any other is taken to trade in fractions.
 * @param bars each ticker's, oldest first, one per session.
 * @throws RangeError naming ticker and day of a faulty or misplaced bar, or where there is no bar at all.
 */
export function marketFromBars(
  bars: ReadonlyMap<Ticker, readonly Bar[]>,
  { seed, words, calendar = nyse }: MarketFromBarsOptions,
): SimulatedMarket {
  let firstSession: SessionDate | undefined;
  let lastSession: SessionDate | undefined;
  for (const [name, series] of bars) {
    checkSeries(name, series);
    const first = series[0]?.date;
    const last = series.at(-1)?.date;
    if (first !== undefined && (firstSession === undefined || first < firstSession)) firstSession = first;
    if (last !== undefined && (lastSession === undefined || last > lastSession)) lastSession = last;
  }
  if (firstSession === undefined || lastSession === undefined) throw new RangeError('A market needs at least one bar, was given none');

  const known = new Map(DEFAULT_LISTINGS.map((listing) => [listing.ticker, listing]));
  const bar = (ticker: Ticker, session: SessionDate): Bar | undefined => {
    const series = bars.get(ticker);
    const found = series?.[countThrough(series, session) - 1];
    return found?.date === session ? found : undefined;
  };
  return {
    words,
    tickers: [...bars.keys()].sort(),
    firstSession,
    lastSession,
    instrument(ticker): Instrument | undefined {
      if (!bars.has(ticker)) return undefined;
      const listing = known.get(ticker);
      return { ticker, name: listing?.name ?? ticker, tradable: true, fractionable: listing?.fractionable ?? true };
    },
    bars(ticker, through) {
      const series = bars.get(ticker);
      return series?.slice(0, countThrough(series, through));
    },
    bar,
    ...dayQuotes({ seed, calendar, firstSession, lastSession, barOn: bar }),
  };
}

function checkSeries(name: Ticker, series: readonly Bar[]): void {
  let previous = '';
  for (const bar of series) {
    const fault = bar.date > previous ? barFault(bar) : `bars must be oldest first, one per session, came after ${previous}`;
    if (fault !== undefined) throw new RangeError(`${name} on ${bar.date}: ${fault}`);
    previous = bar.date;
  }
}
