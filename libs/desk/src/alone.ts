/** Turns that processes at the same data directory take: what one does, no other does meanwhile. */
import { setTimeout as wait } from 'node:timers/promises';
import { Refused, type Desk } from '@alchemiser/execution';
import type { Stores } from '@alchemiser/infrastructure';
import { Failure } from '@alchemiser/services';

type Locks = Pick<Stores, 'tryLock'>;

const AGAIN_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * The paper exchange lives in the process that trades there, and between processes in its snapshot: two that went on from the same
 * snapshot would each have an exchange of their own. So they come one after the other; at a broker elsewhere they need not.
 * @returns how to let go. @throws Refused when another process stays for longer than a minute.
 */
export async function aloneAtTheExchange(stores: Locks, onWait?: () => void): Promise<() => void> {
  const release = await turnOf(stores, 'paper-exchange', onWait);
  if (release !== null) return release;
  throw new Refused(
    'Another process is at the paper exchange of this data directory and does not leave it.',
    'Let it end, or choose another directory with --data.',
  );
}

/** Processes at the same stores send their mails one after the other. @throws Failure `mail.unsent` when another one takes longer than a minute. */
export const inTurnAt =
  (stores: Locks): NonNullable<Desk['inTurn']> =>
  async (name, work) => {
    const release = await turnOf(stores, name);
    if (release === null) throw unsent();
    try {
      return await work();
    } finally {
      release();
    }
  };

const unsent = (): Failure =>
  new Failure('mail.unsent', 'Another process at this data directory has been sending its mail for a minute', {
    advice: 'Let it end, then trade the same session again: that sends the mail and nothing else.',
  });

/** @returns how to let go, or null when another process stays for longer than a minute. */
async function turnOf(stores: Locks, name: string, onWait?: () => void): Promise<(() => void) | null> {
  for (let waited = 0; waited < PATIENCE_MS; waited += AGAIN_MS) {
    const release = await stores.tryLock(name);
    if (release !== null) return release;
    if (waited === 0) onWait?.();
    await wait(AGAIN_MS);
  }
  return null;
}
