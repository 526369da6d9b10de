import type { Clock } from '@alchemiser/services';
import { httpClient, type Fetch } from '../http/http-client.ts';
import { redactor } from '../http/redaction.ts';
import { READ_RETRIES, type RetryPolicy } from '../http/retry-policy.ts';
import { tokenBucket } from '../http/token-bucket.ts';
import type { Secret } from '../config/secret.ts';
import { alpacaClient, type AlpacaClient } from './alpaca-client.ts';
import type { Area } from './answer.ts';

export const ALPACA_URLS = {
  paper: 'https://paper-api.alpaca.markets',
  live: 'https://api.alpaca.markets',
  data: 'https://data.alpaca.markets',
  paperStream: 'wss://paper-api.alpaca.markets/stream',
  liveStream: 'wss://api.alpaca.markets/stream',
  /** The feed's name follows. */
  dataStream: 'wss://stream.data.alpaca.markets/v2',
} as const;

export interface AlpacaHttpOptions {
  readonly tradingUrl: string;
  readonly dataUrl: string;
  readonly key: Secret;
  readonly secret: Secret;
  readonly clock: Clock;
  /** An exchange in this process serves through here; default: the platform's. */
  readonly fetch?: Fetch;
  readonly timeoutMs?: number;
  readonly retries?: RetryPolicy;
  /** Trading calls per minute and account. Default 190, a little under Alpaca's limit of 200. */
  readonly callsPerMinute?: number;
  /** Market data calls per minute. Default 190; the free plan allows 200. */
  readonly dataCallsPerMinute?: number;
  readonly random?: () => number;
}

/** Alpaca's two REST services with one key, each with its own call budget. */
export interface AlpacaHttp {
  readonly trading: AlpacaClient;
  readonly data: AlpacaClient;
}

export function alpacaHttp(options: AlpacaHttpOptions): AlpacaHttp {
  const secrets = [options.key.reveal(), options.secret.reveal()];
  const service = (area: Area, baseUrl: string, callsPerMinute: number): AlpacaClient =>
    alpacaClient(
      area,
      httpClient({
        baseUrl,
        clock: options.clock,
        headers: { 'APCA-API-KEY-ID': options.key.reveal(), 'APCA-API-SECRET-KEY': options.secret.reveal() },
        secrets,
        bucket: tokenBucket(options.clock, callsPerMinute),
        retries: options.retries ?? READ_RETRIES,
        ...(options.fetch && { fetch: options.fetch }),
        ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
        ...(options.random && { random: options.random }),
      }),
      redactor(secrets),
    );
  return {
    trading: service('broker', options.tradingUrl, options.callsPerMinute ?? 190),
    data: service('market', options.dataUrl, options.dataCallsPerMinute ?? 190),
  };
}
