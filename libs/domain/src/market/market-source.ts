import type { Ticker } from '../values/ticker.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { Bar } from './bar.ts';
import type { Instrument } from './instrument.ts';
import type { Quote } from './quote.ts';

/** A market that can be asked anything about its past and its day: what a paper exchange trades against. */
export interface MarketSource {
  /** "synthetic market, seed 7" */
  readonly words: string;
  readonly tickers: readonly Ticker[];
  instrument(ticker: Ticker): Instrument | undefined;
  /** Completed daily bars, oldest first, up to and including `through`; undefined for an unknown ticker. */
  bars(ticker: Ticker, through: SessionDate): readonly Bar[] | undefined;
  /** The two-sided quote in force at an instant; undefined outside regular hours, or where the ticker has no bar that session. */
  quoteAt(ticker: Ticker, at: Instant): Quote | undefined;
  /** First and last session with quotes. */
  readonly firstSession: SessionDate;
  readonly lastSession: SessionDate;
}

/** A market that also says what its quotes stand around. */
export interface SimulatedMarket extends MarketSource {
  /** Undefined where the ticker is unknown or has no bar that session. */
  bar(ticker: Ticker, session: SessionDate): Bar | undefined;
  /** USD; undefined where there is no quote. */
  priceAt(ticker: Ticker, at: Instant): number | undefined;
}

/** How many bars, oldest first, are dated at or before a day. */
export function countThrough(bars: readonly Bar[], through: SessionDate): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle]!.date <= through) low = middle + 1;
    else high = middle;
  }
  return low;
}
