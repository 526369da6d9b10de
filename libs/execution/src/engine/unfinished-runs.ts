/** Runs that were begun and have no record: they go on before anything else is begun. */
import type { PlannedEntry } from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';
import { isFlatten } from './ordinals.ts';
import { Refused } from './refusal.ts';
import { readRun } from './run-journal.ts';

/**
 * Runs without a record, newest first. A run is planned only when all of earlier sessions have theirs, so the newest session with a record
 * is the last to look at; in one session a flatten may end before the scheduled run that it came before.
 */
export async function unfinishedRuns(desk: Pick<Desk, 'journal' | 'records'>, account: string): Promise<readonly RunKey[]> {
  const found: RunKey[] = [];
  let ended: string | undefined;
  for (const run of await desk.journal.runs(account)) {
    if (ended !== undefined && run.session < ended) break;
    if ((await desk.records.get(run.account, run.session, run.ordinal)) === undefined) found.push(run);
    else ended = run.session;
  }
  return found;
}

/** Those that have a plan, with it. */
export async function unfinishedPlans(
  desk: Pick<Desk, 'journal' | 'records'>,
  account: string,
): Promise<readonly { readonly run: RunKey; readonly planned: PlannedEntry }[]> {
  const found: { run: RunKey; planned: PlannedEntry }[] = [];
  for (const run of await unfinishedRuns(desk, account)) {
    const { planned } = await readRun(desk.journal, run);
    if (planned !== null) found.push({ run, planned });
  }
  return found;
}

/**
 * A run that was begun goes on before another one is planned: its fills are nobody's but its own, and its shares are not to be sold twice.
 * @throws Refused while another run of the account has a plan and no record.
 */
export async function refuseBeside(desk: Pick<Desk, 'journal' | 'records' | 'facts'>, run: RunKey): Promise<void> {
  for (const { run: other } of await unfinishedPlans(desk, run.account)) {
    if (other.session === run.session && other.ordinal === run.ordinal) continue;
    const command = (await isFlatten(desk, other)) ? 'flatten' : 'trade';
    throw new Refused(`Another run of ${other.session} has not ended.`, `Let it go on first: \`alchemiser ${command}\`.`);
  }
}
