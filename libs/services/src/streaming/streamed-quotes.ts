/** Quotes from a stream where they are fresh, from REST where they are not: one market, and nobody who reads it knows the difference. */
import type { Quote, Ticker } from '@alchemiser/domain';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { QuoteStream } from '../ports/quote-stream.ts';
import type { Following } from '../ports/trade-updates.ts';

export interface StreamedQuotesOptions {
  readonly marketData: MarketData;
  readonly stream: QuoteStream;
  readonly clock: Clock;
  readonly log: Logger;
  /** A streamed quote older than this is asked for again by REST: a quiet ticker's last quote may still stand, a dead stream's does not. */
  readonly ageMsMax: number;
}

export interface StreamedQuotes extends MarketData {
  /** The tickers to listen to from now on, instead of the ones before. */
  follow(tickers: readonly Ticker[]): void;
  stop(): void;
}

export function streamedQuotes({ marketData, stream, clock, log, ageMsMax }: StreamedQuotesOptions): StreamedQuotes {
  const heard = new Map<Ticker, Quote>();
  let following: Following | undefined;

  const stop = (): void => {
    following?.stop();
    following = undefined;
    heard.clear();
  };

  const isFresh = (quote: Quote | undefined): quote is Quote => quote !== undefined && Math.abs(clock.now() - quote.at) <= ageMsMax;

  return {
    ...marketData,
    follow: (tickers) => {
      stop();
      following = stream.follow(tickers, {
        onQuote: (quote) => {
          const before = heard.get(quote.ticker);
          if (before === undefined || before.at <= quote.at) heard.set(quote.ticker, quote);
        },
        onState: (state) => {
          if (state.status === 'listening') return;
          // What was heard before the silence may have changed unheard.
          heard.clear();
          log.warn('quote stream lost', { status: state.status, says: state.says });
        },
      });
    },
    stop,
    quotes: async (tickers) => {
      const quotes = new Map<Ticker, Quote>();
      for (const ticker of tickers) {
        const quote = heard.get(ticker);
        if (isFresh(quote)) quotes.set(ticker, quote);
      }
      const missing = tickers.filter((ticker) => !quotes.has(ticker));
      if (missing.length > 0) for (const [ticker, quote] of await marketData.quotes(missing)) quotes.set(ticker, quote);
      return quotes;
    },
  };
}
