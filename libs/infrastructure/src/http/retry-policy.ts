/** When a read may be asked again, and how long to wait: exponential backoff with full jitter, the server's own wish first. */

export interface RetryPolicy {
  /** Attempts in all. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly delayMsMax: number;
  /** A server may ask for at most this much patience; beyond it the caller hears of it instead. */
  readonly retryAfterMsMax: number;
}

export const READ_RETRIES: RetryPolicy = { attempts: 4, firstDelayMs: 250, delayMsMax: 5_000, retryAfterMsMax: 60_000 };

/** Worth another attempt when nothing was changed by the first. */
export const isTransient = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * Milliseconds the server asks for, by `Retry-After` (seconds or a date, RFC 9110 §10.2.3) or by `X-RateLimit-Reset` (Unix seconds)
 * of a 429; undefined when it asks for nothing.
 */
export function serversWishMs(status: number, header: (name: string) => string | undefined, nowMs: number): number | undefined {
  const after = header('retry-after');
  if (after !== undefined) {
    const seconds = Number(after);
    const until = Number.isFinite(seconds) ? nowMs + seconds * 1000 : Date.parse(after);
    if (Number.isFinite(until)) return Math.max(0, until - nowMs);
  }
  const reset = Number(header('x-ratelimit-reset') ?? Number.NaN);
  return status === 429 && Number.isFinite(reset) ? Math.max(0, reset * 1000 - nowMs) : undefined;
}

/** @param attempt 1 for the wait after the first attempt. @param random 0…1. */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
  const ceiling = Math.min(policy.delayMsMax, policy.firstDelayMs * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
