import { instant } from '@alchemiser/domain';
import type { Clock } from '@alchemiser/services';

/** Longer waits are asked for in parts: a timer counts in 31 bits. */
const TIMER_MS_MAX = 2_000_000_000;

/** The machine's own time. @param offsetMs added to it: how far a venue's clock is ahead of ours, where its clock is the one that counts. */
export function systemClock(offsetMs = 0): Clock {
  const now = () => instant(Math.round(Date.now() + offsetMs));
  return {
    now,
    sleep: async (milliseconds) => {
      let left = Math.max(0, milliseconds);
      do {
        const part = Math.min(left, TIMER_MS_MAX);
        await new Promise<void>((woken) => setTimeout(woken, part));
        left -= part;
      } while (left > 0);
    },
  };
}
