import { decodeRecord, type Account } from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import { resume } from './act.ts';
import { actContext, actPorts } from './act-context.ts';
import { conclude } from './conclude.ts';
import type { Day, Desk, Mandate } from './desk.ts';
import { plannedRun } from './planned-run.ts';
import { deliver, isDelivered, owe, owedMails } from './report.ts';
import { unfinishedRuns } from './unfinished-runs.ts';

/**
 * Runs before this one that were cut short: their orders are looked up, what they filled is posted, and each gets its record and its
 * mail. A session that is over sends nothing.
 */
export async function finishEarlierRuns(desk: Desk, mandate: Mandate, account: Account, today: Day): Promise<void> {
  for (const run of await unfinishedBefore(desk, account, today)) {
    const planned = await plannedRun(desk, mandate, run);
    if (planned === undefined) continue;
    desk.log.warn('finishing an earlier run', { session: run.session });
    const outcome = await resume(actPorts(desk, today), run, actContext(mandate, planned.facts, account, today));
    await conclude(desk, run, { ...planned, outcome: outcome ?? null, startedAt: planned.facts.gatheredAt });
  }
  if (desk.report !== null) await deliverOwed(desk, account, today);
}

/** Oldest first. */
const unfinishedBefore = async (desk: Desk, account: Account, today: Day): Promise<readonly RunKey[]> =>
  (await unfinishedRuns(desk, account.id)).filter((run) => isBefore(run, today)).reverse();

/** Mails that did not leave when their runs ended, oldest first. Where one still does not, the others wait with it: today is to be traded. */
async function deliverOwed(desk: Desk, account: Account, today: Day): Promise<void> {
  await oweTheLast(desk, account, today);
  for (const run of await owedMails(desk, account.id)) {
    const record = isBefore(run, today) ? await desk.records.get(run.account, run.session, run.ordinal) : undefined;
    if (record !== undefined && (await deliver(desk, run, decodeRecord(record))).status === 'failed') return;
  }
}

/** A run may have been recorded and cut short before its mail left. Only the last: whoever switches mail on wants no old ones. */
async function oweTheLast(desk: Desk, account: Account, today: Day): Promise<void> {
  const [last] = await desk.records.list(account.id, 1);
  if (last === undefined || !isBefore(last, today)) return;
  const run: RunKey = { account: account.id, ...last };
  if (!(await isDelivered(desk, run))) await owe(desk, run);
}

const isBefore = (run: Pick<RunKey, 'session' | 'ordinal'>, { session, ordinal }: Day): boolean =>
  run.session < session || (run.session === session && run.ordinal < ordinal);
