/** Time that passes by itself, as fast as outside or a multiple of it, and can be pushed forward. */
import { instant, type Instant } from '@alchemiser/domain';
import type { VirtualClock } from './virtual-clock.ts';

export interface PacedClockOptions {
  /** The first instant it shows. */
  readonly start: Instant;
  /** Milliseconds of its time per millisecond outside: 1 is real time, 60 an hour a minute. > 0. */
  readonly speed: number;
}

/** What `setTimeout` can wait for, a little under 25 days. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

interface Waiting {
  readonly due: number;
  readonly wake: () => void;
  timer: NodeJS.Timeout | undefined;
  /** Whether it keeps the process alive. */
  readonly holds: boolean;
}

/** @throws RangeError unless the speed is a finite number > 0. */
export function pacedClock({ start, speed }: PacedClockOptions): Omit<VirtualClock, 'standStillFor'> {
  if (!(Number.isFinite(speed) && speed > 0)) throw new RangeError(`The speed of a clock must be > 0, was ${String(speed)}`);
  const began = performance.now();
  let pushed = 0;
  const waiting = new Set<Waiting>();
  const now = (): Instant => instant(start + pushed + Math.floor((performance.now() - began) * speed));

  const arm = (one: Waiting): void => {
    clearTimeout(one.timer);
    const left = one.due - now();
    if (left <= 0) {
      waiting.delete(one);
      one.wake();
      return;
    }
    one.timer = setTimeout(() => arm(one), Math.min(Math.max(1, Math.ceil(left / speed)), LONGEST_TIMEOUT_MS));
    if (!one.holds) one.timer.unref();
  };

  const until = (due: number, holds: boolean): Promise<void> =>
    new Promise((resolve) => {
      const one: Waiting = { due, wake: resolve, timer: undefined, holds };
      waiting.add(one);
      arm(one);
    });

  return {
    now,
    sleep: (milliseconds) => {
      if (Number.isNaN(milliseconds)) throw new RangeError('A sleep must last a number of milliseconds, was NaN');
      return until(now() + Math.max(0, Math.ceil(milliseconds)), true);
    },
    standby: (at) => until(at, false),
    advanceTo: async (at) => {
      const left = at - now();
      if (left < 0) throw new RangeError(`Time never runs back: it is ${String(now())}, asked for ${String(at)}`);
      pushed += left;
      for (const one of [...waiting].sort((a, b) => a.due - b.due)) arm(one);
    },
  };
}
