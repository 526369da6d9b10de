/**
 * The paper exchange lives in the process that trades there, and between processes in its snapshot: two that went on from the same
 * snapshot would each have an exchange of their own. So they come one after the other; at a broker elsewhere they need not.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from '@alchemiser/execution';
import type { Stores } from '@alchemiser/infrastructure';

const AGAIN_MS = 50;
const PATIENCE_MS = 60_000;

/** @returns how to let go. @throws Refused when another process stays for longer than a minute. */
export async function aloneAtTheExchange(stores: Pick<Stores, 'tryLock'>, onWait?: () => void): Promise<() => void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += AGAIN_MS) {
    const release = await stores.tryLock('paper-exchange');
    if (release !== null) return release;
    if (waited === 0) onWait?.();
    await wait(AGAIN_MS);
  }
  throw new Refused(
    'Another process is at the paper exchange of this data directory and does not leave it.',
    'Let it end, or choose another directory with --data.',
  );
}
