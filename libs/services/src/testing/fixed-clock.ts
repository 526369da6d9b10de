import { instant, type Instant } from '@alchemiser/domain';
import type { Clock } from '../ports/clock.ts';

/** A clock that stands still until somebody sleeps: `sleep` moves it at once. */
export function fixedClock(at: Instant): Clock & { readonly slept: readonly number[]; set(at: Instant): void } {
  let now = at;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now = instant(now + Math.max(0, Math.ceil(milliseconds)));
    },
    set: (next) => {
      now = next;
    },
  };
}
