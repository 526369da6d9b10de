import { isFailure } from '../failure.ts';
import type { Clock } from '../ports/clock.ts';

export interface Patience {
  /** Attempts in all. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly delayMsMax: number;
}

export const READ_PATIENCE: Patience = { attempts: 3, firstDelayMs: 1_000, delayMsMax: 15_000 };

/**
 * Runs a read again while its failure says `wait`; `ask` and `stop` come out at once, and so does everything that is no `Failure`.
 * For reads only: a write in doubt is asked about, never repeated.
 * @throws whatever the last attempt threw.
 */
export async function waitAndRetry<T>(read: () => Promise<T>, clock: Clock, patience: Patience = READ_PATIENCE): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!isFailure(error) || error.next !== 'wait' || attempt >= patience.attempts) throw error;
      await clock.sleep(Math.min(patience.delayMsMax, patience.firstDelayMs * 2 ** (attempt - 1)));
    }
  }
}
