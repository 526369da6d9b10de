// Stores
export { openStores } from './stores/sqlite/stores.ts';
export type { Stores, StoresOptions } from './stores/sqlite/stores.ts';
export { IN_MEMORY } from './stores/sqlite/sqlite.ts';
export type { DatabaseOptions } from './stores/sqlite/database.ts';
export { openBarStore } from './stores/sqlite/bars.ts';
export type { OpenedBarStore } from './stores/sqlite/bars.ts';
export type { LedgerCodec } from './stores/sqlite/ledger.ts';
// Control
export { HALT_FILE, haltFile } from './control/halt-file.ts';
// Time
export { systemClock, venueClock } from './clock/system-clock.ts';
// HTTP
export { HttpHeldBack, httpClient, HttpSilence } from './http/http-client.ts';
export type { Fetch, HttpClient, HttpClientOptions, HttpReply, HttpRequest } from './http/http-client.ts';
export { READ_RETRIES } from './http/retry-policy.ts';
export type { RetryPolicy } from './http/retry-policy.ts';
export { tokenBucket } from './http/token-bucket.ts';
export type { TokenBucket } from './http/token-bucket.ts';
// Alpaca
export { ALPACA_URLS, alpacaHttp } from './alpaca/alpaca-http.ts';
export type { AlpacaHttp, AlpacaHttpOptions } from './alpaca/alpaca-http.ts';
export type { AlpacaClient, AlpacaWritten, Query } from './alpaca/alpaca-client.ts';
export type { AlpacaRefusal } from './alpaca/answer.ts';
export { alpacaOrderStream, alpacaQuoteStream } from './alpaca/stream.ts';
export type { AlpacaStreamOptions, StreamedQuote } from './alpaca/stream.ts';
export { symbolOf, tickerOf } from './alpaca/symbol.ts';
// Configuration
export { secret } from './config/secret.ts';
export type { Secret } from './config/secret.ts';
export { parseConfig } from './config/parse-config.ts';
export type { ConfigOptions } from './config/parse-config.ts';
export type { AlpacaAccess, ConfigFault, Configuration, EmailChoice, MarketChoice } from './config/configuration.ts';
export type { Environment } from './config/environment.ts';
export { configFailure } from './config/failure.ts';
export { configFault } from './config/faults.ts';
// Logging
export { pinoLogger } from './logging/pino-logger.ts';
export type { PinoLoggerOptions } from './logging/pino-logger.ts';
