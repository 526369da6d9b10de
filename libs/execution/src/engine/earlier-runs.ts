import { decide, decodeFacts, type Account, type Facts } from '@alchemiser/domain';
import { Failure, type RunKey } from '@alchemiser/services';
import { resume } from './act.ts';
import { actContext } from './act-context.ts';
import { conclude } from './conclude.ts';
import type { Day, Desk, Mandate } from './desk.ts';
import { readRun } from './run-journal.ts';

/** The facts an unfinished run was planned on; undefined when it was never planned. @throws Failure when they are lost. */
export async function factsOfRun(desk: Desk, run: RunKey): Promise<Facts | undefined> {
  const { planned } = await readRun(desk.journal, run);
  if (planned === null) return undefined;
  const bytes = planned.factsDigest === null ? undefined : await desk.facts.get(planned.factsDigest);
  if (bytes === undefined) {
    throw new Failure('store.corrupt', `The facts of session ${run.session} are not in the data directory, but its plan is.`, {
      advice: 'Restore the data directory from a copy, or look the session up at the broker and trade it by hand.',
      context: { ...run },
    });
  }
  return decodeFacts(bytes);
}

/**
 * Runs of earlier sessions that were cut short: their orders are looked up, what they filled is posted, and each gets its record.
 * Their sessions are over, so that none of them sends anything.
 */
export async function finishEarlierRuns(desk: Desk, mandate: Mandate, account: Account, today: Day): Promise<void> {
  const runs = await desk.journal.runs(account.id);
  for (const run of [...runs].reverse()) {
    if (run.session >= today.session) continue;
    if ((await desk.records.get(run.account, run.session, run.ordinal)) !== undefined) continue;
    const facts = await factsOfRun(desk, run);
    if (facts === undefined) continue;
    desk.log.warn('finishing an earlier run', { session: run.session });
    const outcome = await resume(desk, run, actContext(mandate, facts, today));
    await conclude(desk, run, { facts, decided: decide(mandate.book, facts, mandate.decide), outcome: outcome ?? null, startedAt: facts.gatheredAt });
  }
}
