/**
 * HTTP as adapters need it: a reply whatever its status, or `HttpSilence` when none came. Reads are asked again when that can help;
 * anything that might change the world is sent exactly once. ky makes the single attempt (base URL, timeout, body);
 * waiting belongs to the injected clock, so that virtual time works.
 */
import ky, { isTimeoutError } from 'ky';
import { InvariantViolation } from '@alchemiser/domain';
import type { Clock } from '@alchemiser/services';
import { redactor } from './redaction.ts';
import { backoffMs, isTransient, READ_RETRIES, serversWishMs, type RetryPolicy } from './retry-policy.ts';
import type { TokenBucket } from './token-bucket.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to the base URL, already encoded: `v2/orders`. */
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Asked right before it is sent, after the wait for its turn: words hold it back. */
  readonly mayLeave?: () => Promise<string | undefined>;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  /** Undefined when the body is not JSON. */
  readonly json: unknown;
  readonly requestId: string | undefined;
  readonly attempts: number;
  header(name: string): string | undefined;
}

/** No reply. `timeout`: it may still have arrived · `network`: the connection failed, which says nothing about arrival either. */
export class HttpSilence extends Error {
  override readonly name = 'HttpSilence';
  readonly reason: 'timeout' | 'network';
  readonly attempts: number;
  constructor(reason: 'timeout' | 'network', says: string, attempts: number, cause: unknown) {
    super(says, { cause });
    this.reason = reason;
    this.attempts = attempts;
  }
}

/** It was not sent. */
export class HttpHeldBack extends Error {
  override readonly name = 'HttpHeldBack';
}

export interface HttpClient {
  /** @throws HttpHeldBack when it might not leave. @throws HttpSilence when no reply came, after the attempts that the method allows. */
  send(request: HttpRequest): Promise<HttpReply>;
}

export type Fetch = (request: Request) => Promise<Response>;

export interface HttpClientOptions {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the platform's. */
  readonly fetch?: Fetch;
  /** Per attempt, until the body is read. Default 10,000. */
  readonly timeoutMs?: number;
  readonly retries?: RetryPolicy;
  readonly bucket?: TokenBucket;
  /** Texts that must never appear in an error. */
  readonly secrets?: readonly string[];
  /** 0…1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
}

export function httpClient(options: HttpClientOptions): HttpClient {
  const { clock, retries = READ_RETRIES, bucket, random = Math.random, fetch } = options;
  const redact = redactor(options.secrets ?? []);
  const api = ky.create({
    baseUrl: options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`,
    headers: { ...options.headers },
    timeout: options.timeoutMs ?? 10_000,
    retry: 0,
    redirect: 'error',
    throwHttpErrors: false,
    ...(fetch === undefined ? {} : { fetch: async (input) => fetch(input instanceof Request ? input : new Request(input)) }),
  });

  async function attempt(request: HttpRequest, attempts: number): Promise<HttpReply | HttpSilence> {
    await bucket?.take();
    const heldBack = await request.mayLeave?.();
    if (heldBack !== undefined) throw new HttpHeldBack(heldBack);
    try {
      const response = api(request.path, {
        method: request.method,
        searchParams: { ...request.query },
        ...(request.body === undefined ? {} : { json: request.body }),
      });
      const text = await response.text();
      const heard = reply(await response, text, attempts, redact);
      heedLimit(heard);
      return heard;
    } catch (error) {
      // A served-in-process exchange may find a bug of ours: that is no silence of the network.
      if (error instanceof InvariantViolation) throw error;
      const reason = isTimeoutError(error) ? 'timeout' : 'network';
      return new HttpSilence(reason, redact(`${request.method} ${request.path}: ${words(error)}`), attempts, redactedCause(error, redact));
    }
  }

  /** What the server counts is what counts: it sees every program of the account. */
  function heedLimit({ status, header }: HttpReply): void {
    // Also where nothing may be sent again: an order that met a 429 tells the next calls to wait.
    const wish = status === 429 ? serversWishMs(status, header, clock.now()) : undefined;
    if (wish !== undefined) bucket?.pauseUntil(clock.now() + wish);
    const [remaining, reset] = [header('x-ratelimit-remaining'), header('x-ratelimit-reset')].map((text) => Number(text ?? Number.NaN));
    if (remaining === 0 && reset !== undefined && Number.isFinite(reset)) bucket?.pauseUntil(reset * 1000);
  }

  const isWorthAnother = (outcome: HttpReply | HttpSilence): boolean =>
    outcome instanceof HttpSilence || isTransient(outcome.status) || (outcome.status === 200 && outcome.json === undefined);

  return {
    send: async (request) => {
      const allowed = request.method === 'GET' ? retries.attempts : 1;
      for (let number = 1; ; number++) {
        const outcome = await attempt(request, number);
        const wish = outcome instanceof HttpSilence ? undefined : serversWishMs(outcome.status, outcome.header, clock.now());
        const isPatient = wish === undefined || wish <= retries.retryAfterMsMax;
        if (number >= allowed || !isWorthAnother(outcome) || !isPatient) {
          if (outcome instanceof HttpSilence) throw outcome;
          return outcome;
        }
        await clock.sleep(wish ?? backoffMs(retries, number, random()));
      }
    },
  };
}

function reply(response: Response, text: string, attempts: number, redact: (text: string) => string): HttpReply {
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  const id = header('x-request-id');
  return { status: response.status, text, json: parsed(text), requestId: id === undefined ? undefined : redact(id), attempts, header };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The deepest message: "fetch failed" alone helps nobody. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? words(error.cause) : 'code' in error && error.message === '' ? String(error.code) : error.message;
}

/** ky's errors carry the request with its headers: only names and redacted words go on. */
const redactedCause = (error: unknown, redact: (text: string) => string): Error | undefined =>
  error instanceof Error ? Object.assign(new Error(redact(words(error))), { name: error.name }) : undefined;
