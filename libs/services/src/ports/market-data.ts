import type { Bar, Provenance, Quote, SessionDate, Ticker } from '@alchemiser/domain';

/** Completed daily bars and current quotes. A ticker the source does not know is absent from the answer; a failed read throws. */
export interface MarketData {
  readonly market: Provenance['market'];
  /** "synthetic market, seed 7" · "CSV folder market-data/daily" · "Alpaca, sip feed" */
  readonly words: string;
  /** All history that is there up to and including `through`, oldest first, adjusted for splits and dividends. */
  dailyBars(tickers: readonly Ticker[], through: SessionDate): Promise<ReadonlyMap<Ticker, readonly Bar[]>>;
  /** Latest two-sided, uncrossed quotes; a ticker without one is absent. */
  quotes(tickers: readonly Ticker[]): Promise<ReadonlyMap<Ticker, Quote>>;
}
