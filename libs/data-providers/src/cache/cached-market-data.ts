import type { ExchangeCalendar, SessionDate, Ticker } from '@alchemiser/domain';
import type { MarketData } from '@alchemiser/services';
import { pullBars, type CachedBarsPorts } from './cached-bars.ts';
import { gapFailure, gapsIn } from './gaps.ts';

export interface CachedMarketDataOptions extends CachedBarsPorts {
  /** Quotes come from here, and so does its name. */
  readonly marketData: MarketData;
  readonly calendar: ExchangeCalendar;
  /** `refuse` (default): a session missing inside a history fails the read. `keep`: the hole stays a hole, and a measure begins anew after it. */
  readonly gaps?: 'refuse' | 'keep';
}

/** A market whose bars are kept from one day to the next. @throws Failure `market.incomplete` naming tickers and sessions. */
export const cachedMarketData = ({ marketData, calendar, gaps = 'refuse', ...ports }: CachedMarketDataOptions): MarketData => ({
  ...marketData,
  dailyBars: async (tickers, through) => {
    const { bars } = await pullBars(ports, tickers, through);
    const holes = new Map<Ticker, readonly SessionDate[]>();
    for (const [ticker, series] of bars) {
      const missing = gapsIn(series, calendar);
      if (missing.length > 0) holes.set(ticker, missing);
    }
    if (holes.size === 0) return bars;
    if (gaps === 'refuse') throw gapFailure(holes, marketData.words);
    ports.log.warn('histories with holes', { gaps: Object.fromEntries([...holes].map(([ticker, missing]) => [ticker, missing.length])) });
    return bars;
  },
});
