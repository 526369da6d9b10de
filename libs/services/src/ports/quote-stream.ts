import type { Quote, Ticker } from '@alchemiser/domain';
import type { Following, StreamState } from './trade-updates.ts';

export interface QuoteListener {
  /** Two-sided and uncrossed, like every quote. */
  onQuote(quote: Quote): void;
  onState?(state: StreamState): void;
}

/** Quotes as they change. */
export interface QuoteStream {
  /** Returns at once and never throws. */
  follow(tickers: readonly Ticker[], listener: QuoteListener): Following;
}
