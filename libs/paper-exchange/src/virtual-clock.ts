/**
 * Time that moves only when someone waits for it, so a trading day takes milliseconds and comes out the same each time.
 *
 * 1. A sleep is noted with the instant at which it is due.
 * 2. Once everything that can run has run (no promise left to continue, no request under way), the earliest sleeper wakes:
 *    the clock jumps to its instant. Equal instants wake in the order in which they were asked for.
 * 3. That sleeper runs until it waits again; then back to 2.
 *
 * Who stands by (a stream, say) does not make time pass, but wakes on its way there.
 */
import { instant, type Instant } from '@alchemiser/domain';

export interface VirtualClock {
  now(): Instant;
  /** Waits in virtual time; 0 or less only lets others run. @throws RangeError for NaN. */
  sleep(milliseconds: number): Promise<void>;
  /** Waits until `at`; whoever sleeps until then wakes first. @throws RangeError for the past. */
  advanceTo(at: Instant): Promise<void>;
  /** Waits until `at` without making time pass: it ends when others have slept so long. Of equal instants it wakes first. */
  standby(at: Instant): Promise<void>;
  /** Time stands still until `work` has settled. */
  standStillFor<T>(work: () => Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

export function virtualClock(start: Instant): VirtualClock {
  let time = start;
  let busy = 0;
  let waking = false;
  // Sorted by due, then by arrival.
  const sleepers: Sleeper[] = [];
  const standing: Sleeper[] = [];

  const wakeNextSoon = (): void => {
    if (waking || busy > 0 || sleepers.length === 0) return;
    waking = true;
    // A macrotask: by then every promise that needed no waiting has continued.
    setImmediate(() => {
      waking = false;
      if (busy > 0) return;
      const [sleeper] = sleepers;
      if (sleeper === undefined) return;
      const next = (standing[0]?.due ?? Number.POSITIVE_INFINITY) <= sleeper.due ? standing.shift() : sleepers.shift();
      if (next === undefined) return;
      time = instant(Math.max(time, next.due));
      next.wake();
      wakeNextSoon();
    });
  };

  const waitAmong = (others: Sleeper[], due: number): Promise<void> =>
    new Promise((resolve) => {
      const after = others.findIndex((other) => other.due > due);
      others.splice(after === -1 ? others.length : after, 0, { due, wake: resolve });
      wakeNextSoon();
    });
  const sleepUntil = (due: number): Promise<void> => waitAmong(sleepers, due);

  return {
    now: () => time,
    sleep: async (milliseconds) => {
      if (Number.isNaN(milliseconds)) throw new RangeError('A sleep must last a number of milliseconds, was NaN');
      await sleepUntil(time + Math.max(0, Math.ceil(milliseconds)));
    },
    advanceTo: async (at) => {
      if (at < time) throw new RangeError(`Time never runs back: it is ${String(time)}, asked for ${String(at)}`);
      await sleepUntil(at);
    },
    standby: (at) => waitAmong(standing, at),
    standStillFor: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        wakeNextSoon();
      }
    },
  };
}
