import { midPrice, type Price, type Quote, type Ticker } from '@alchemiser/domain';
import type { Clock } from '../ports/clock.ts';
import type { MarketData } from '../ports/market-data.ts';

/** What a ticker can be valued at now, or why it cannot. A quote older than its budget is not a price. */
export type PriceReading =
  | { readonly status: 'fresh'; readonly quote: Quote; readonly price: Price; readonly ageMs: number }
  | { readonly status: 'stale'; readonly ageMs: number; readonly ageMsMax: number }
  | { readonly status: 'absent' };

/**
 * One reading per ticker, at the mid of its latest quote. Nothing falls back to an older or one-sided price.
 * @param ageMsMax the freshness budget. A quote from up to as far in the future counts as fresh: clocks differ.
 */
export async function freshPrices(
  ports: { readonly marketData: MarketData; readonly clock: Clock },
  tickers: readonly Ticker[],
  ageMsMax: number,
): Promise<ReadonlyMap<Ticker, PriceReading>> {
  const quotes = await ports.marketData.quotes(tickers);
  const now = ports.clock.now();
  return new Map(
    tickers.map((ticker): [Ticker, PriceReading] => {
      const quote = quotes.get(ticker);
      if (quote === undefined) return [ticker, { status: 'absent' }];
      const ageMs = now - quote.at;
      return [
        ticker,
        Math.abs(ageMs) <= ageMsMax ? { status: 'fresh', quote, price: midPrice(quote), ageMs } : { status: 'stale', ageMs, ageMsMax },
      ];
    }),
  );
}
