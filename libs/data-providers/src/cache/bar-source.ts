import type { Bar, SessionDate, Ticker } from '@alchemiser/domain';
import type { CorporateAction } from '../market-reads.ts';

/** Where a cache gets its bars: any range of sessions, of one feed and one adjustment. */
export interface BarSource {
  /** "alpaca" · "synthetic market, seed 7": bars of two sources never meet in one series. */
  readonly source: string;
  readonly feed: string;
  readonly adjustment: string;
  /** The first session it is asked for. */
  readonly from: SessionDate;
  /** Completed bars from `first` through `through`, oldest first; a ticker without any is absent. */
  bars(tickers: readonly Ticker[], first: SessionDate, through: SessionDate): Promise<ReadonlyMap<Ticker, readonly Bar[]>>;
  /** What may have rewritten the adjusted bars before it; a source that cannot say leaves it out. */
  corporateActions?(
    tickers: readonly Ticker[],
    first: SessionDate,
    last: SessionDate,
  ): Promise<readonly Pick<CorporateAction, 'ticker' | 'exDate'>[]>;
}
