// CSV
export { csvBarSource, csvMarketData } from './csv/csv-market-data.ts';
export { readCsvBars } from './csv/csv-folder.ts';
export { CSV_HEADER, parseBars } from './csv/parse-bars.ts';
// Alpaca
export { alpacaMarketData } from './alpaca/alpaca-market-data.ts';
export type { AlpacaMarketData, AlpacaMarketDataOptions } from './alpaca/alpaca-market-data.ts';
export type { CorporateAction, LatestTrade, MarketSnapshot } from './market-reads.ts';
export { alpacaQuotes } from './alpaca/quote-stream.ts';
export type { AlpacaQuotesOptions } from './alpaca/quote-stream.ts';
// Cache
export { cachedMarketData } from './cache/cached-market-data.ts';
export type { CachedMarketDataOptions } from './cache/cached-market-data.ts';
export { pullBars } from './cache/cached-bars.ts';
export type { CachedBarsPorts, Pulled, PulledBars } from './cache/cached-bars.ts';
export type { BarSource } from './cache/bar-source.ts';
export { gapsIn, gapWords, strayBars } from './cache/gaps.ts';
