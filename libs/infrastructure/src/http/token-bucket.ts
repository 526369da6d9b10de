import type { Clock } from '@alchemiser/services';

/** Lets one call through at a time, in order of asking. */
export interface TokenBucket {
  take(): Promise<void>;
  /** The server says that nothing is left until then: others use the same account. A minute at most is believed. */
  pauseUntil(epochMs: number): void;
}

/** The part of a minute's calls that may come at once; the rest is spread over the minute. */
const BURST = 0.25;
/** A server's clock may be wrong, and its limit is one of minutes. */
const PAUSE_MS_MAX = 60_000;

/**
 * At most `callsPerMinute` calls in any 60 seconds: a burst of a quarter of them, then three quarters evenly spread, because a bucket
 * that held a full minute's worth would let twice as many through around the moment it refills.
 * Time is the clock's, so under a virtual clock nobody waits.
 */
export function tokenBucket(clock: Clock, callsPerMinute: number): TokenBucket {
  const capacity = Math.max(1, Math.floor(callsPerMinute * BURST));
  const perMillisecond = Math.max(1, callsPerMinute - capacity) / 60_000;
  let tokens = capacity;
  let filledAt: number = clock.now();
  let queue = Promise.resolve();
  let pausedUntil = 0;

  async function next(): Promise<void> {
    for (;;) {
      const now = clock.now();
      if (pausedUntil > now) {
        await clock.sleep(pausedUntil - now);
        continue;
      }
      // A clock set back gives nothing and takes nothing.
      tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) * perMillisecond);
      filledAt = now;
      if (tokens >= 1) break;
      await clock.sleep(Math.ceil((1 - tokens) / perMillisecond));
    }
    tokens -= 1;
  }

  return {
    take: () => {
      const turn = queue.then(next);
      queue = turn.catch(() => undefined);
      return turn;
    },
    pauseUntil: (epochMs) => {
      pausedUntil = Math.max(pausedUntil, Math.min(epochMs, clock.now() + PAUSE_MS_MAX));
    },
  };
}
