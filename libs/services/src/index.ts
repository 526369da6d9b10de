// Ports
export type { Broker, Cancellation, MayLeave, Submission } from './ports/broker.ts';
export type { BrokerControl } from './ports/broker-control.ts';
export type { AccountSettings, BrokerByHand, CancelledAll, OrderChanges } from './ports/broker-by-hand.ts';
export type { HaltFlag } from './ports/halt-flag.ts';
export type { MarketData } from './ports/market-data.ts';
export type { BarStore, SeriesKey, SeriesSummary, StoredSeries } from './ports/bar-store.ts';
export type { Following, StreamState, TradeUpdates, TradeUpdatesListener } from './ports/trade-updates.ts';
export type { QuoteListener, QuoteStream } from './ports/quote-stream.ts';
export type { Clock } from './ports/clock.ts';
export type { Appended, Journal, JournalEntry, RunKey } from './ports/journal.ts';
export type { DocumentStore, FactsStore, LedgerStore, RecordStore } from './ports/stores.ts';
export type { Mail, Mailer } from './ports/mailer.ts';
export type { Logger } from './ports/logger.ts';
// Failures
export { FAILURES, Failure, isFailure } from './failure.ts';
export type { FailureCode, Next } from './failure.ts';
// Services
export { freshPrices } from './price/fresh-prices.ts';
export type { PriceReading } from './price/fresh-prices.ts';
export { followOrders } from './streaming/follow-orders.ts';
export type { FollowOrdersPorts } from './streaming/follow-orders.ts';
export { streamedQuotes } from './streaming/streamed-quotes.ts';
export type { StreamedQuotes, StreamedQuotesOptions } from './streaming/streamed-quotes.ts';
export { READ_PATIENCE, waitAndRetry } from './resilience/wait-and-retry.ts';
export type { Patience } from './resilience/wait-and-retry.ts';
