import type { Quote, Ticker, VenueOrder } from '@alchemiser/domain';
import type { QuoteListener, QuoteStream } from '../ports/quote-stream.ts';
import type { StreamState, TradeUpdates, TradeUpdatesListener } from '../ports/trade-updates.ts';

/** A stream of order updates that says what it is told to say. */
export function memoryTradeUpdates(): TradeUpdates & {
  readonly listeners: number;
  tell(order: VenueOrder): void;
  become(state: StreamState): void;
} {
  const listeners = new Set<TradeUpdatesListener>();
  return {
    get listeners() {
      return listeners.size;
    },
    follow: (listener) => {
      listeners.add(listener);
      return { stop: () => void listeners.delete(listener) };
    },
    tell: (order) => listeners.forEach(({ onOrder }) => onOrder(order)),
    become: (state) => listeners.forEach(({ onState }) => onState?.(state)),
  };
}

/** A stream of quotes that says what it is told to say, to those who asked for the ticker. */
export function memoryQuoteStream(): QuoteStream & {
  readonly followed: readonly Ticker[];
  tell(quote: Quote): void;
  become(state: StreamState): void;
} {
  const listeners = new Map<QuoteListener, readonly Ticker[]>();
  return {
    get followed() {
      return [...listeners.values()].flat();
    },
    follow: (tickers, listener) => {
      listeners.set(listener, tickers);
      return { stop: () => void listeners.delete(listener) };
    },
    tell: (quote) => listeners.forEach((tickers, { onQuote }) => tickers.includes(quote.ticker) && onQuote(quote)),
    become: (state) => listeners.forEach((_, { onState }) => onState?.(state)),
  };
}
