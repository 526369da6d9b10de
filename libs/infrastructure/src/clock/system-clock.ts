import { instant, type Instant } from '@alchemiser/domain';
import type { Clock } from '@alchemiser/services';

/** Longer waits are asked for in parts: a timer counts in 31 bits. */
const TIMER_MS_MAX = 2_000_000_000;

/** The machine's own time. */
export const systemClock = (): Clock => ({ now: () => instant(Date.now()), sleep: sleepFor });

/**
 * The time of a venue whose clock is not ours: it showed `start` just now, and runs `speed` times as fast as the machine's.
 * A wait is counted in its milliseconds.
 */
export function venueClock(start: Instant, speed: number): Clock {
  const began = performance.now();
  return {
    now: () => instant(start + Math.floor((performance.now() - began) * speed)),
    sleep: (milliseconds) => sleepFor(milliseconds / speed),
  };
}

async function sleepFor(milliseconds: number): Promise<void> {
  let left = Math.max(0, milliseconds);
  do {
    const part = Math.min(left, TIMER_MS_MAX);
    await new Promise<void>((woken) => setTimeout(woken, part));
    left -= part;
  } while (left > 0);
}
