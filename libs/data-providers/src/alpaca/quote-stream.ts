import { alpacaQuoteStream, symbolOf, tickerOf, type AlpacaStreamOptions } from '@alchemiser/infrastructure';
import type { Logger, QuoteStream } from '@alchemiser/services';
import { quoteFrom } from './mapping.ts';

export interface AlpacaQuotesOptions extends Omit<AlpacaStreamOptions, 'onState' | 'onFault'> {
  readonly log: Logger;
}

/** Alpaca's stream of quotes as the port. One-sided and crossed quotes are passed over, as they are in a read. */
export const alpacaQuotes = ({ log, ...options }: AlpacaQuotesOptions): QuoteStream => ({
  follow: (tickers, listener) => {
    const onFault = (says: string): void => log.warn('streamed quote unreadable', { says });
    const onState = listener.onState?.bind(listener) ?? ((): void => undefined);
    return alpacaQuoteStream({ ...options, onFault, onState }, tickers.map(symbolOf), ({ symbol, ...wire }) => {
      const ticker = tickerOf(symbol);
      const quote = ticker === undefined ? undefined : quoteFrom(ticker, wire);
      if (quote !== undefined) listener.onQuote(quote);
    });
  },
});
