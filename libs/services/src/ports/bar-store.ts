import type { Bar, Instant, SessionDate, Ticker } from '@alchemiser/domain';

/** Which series it is. Two sources, feeds or adjustments never share one: their prices differ. */
export interface SeriesKey {
  /** "alpaca" · "synthetic market, seed 7" */
  readonly source: string;
  readonly feed: string;
  readonly adjustment: string;
  readonly ticker: Ticker;
}

export interface StoredSeries {
  /** At least one, oldest first. */
  readonly bars: readonly Bar[];
  /** The first session the source was asked for: nothing before the first bar means nothing is there. */
  readonly askedFrom: SessionDate;
  /** When the source last confirmed its end. */
  readonly fetchedAt: Instant;
}

export interface SeriesSummary extends SeriesKey {
  readonly bars: number;
  readonly first: SessionDate;
  readonly last: SessionDate;
  readonly askedFrom: SessionDate;
  readonly fetchedAt: Instant;
  readonly bytes: number;
}

/** Daily bars kept from one day to the next; all of it can be fetched again. A damaged series throws: it is never repaired in passing. */
export interface BarStore {
  get(key: SeriesKey): Promise<StoredSeries | undefined>;
  /** Replaces the series as a whole. */
  put(key: SeriesKey, series: StoredSeries): Promise<void>;
  /** By source, feed, adjustment, ticker. */
  list(): Promise<readonly SeriesSummary[]>;
}
