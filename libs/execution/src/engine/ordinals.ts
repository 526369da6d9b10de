/** Runs of one session, by number: 0 is the scheduled one, and only a person's command starts another. */
import { decodeFacts } from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';
import { Refused } from './refusal.ts';
import { readRun } from './run-journal.ts';

export interface SessionRun {
  readonly run: RunKey;
  /** It has its record. */
  readonly ended: boolean;
}

const RUNS_LOOKED_AT = 64;

/** Highest number first: runs with a plan, and runs with a record. */
export async function runsOfSession(
  desk: Pick<Desk, 'journal' | 'records'>,
  account: string,
  session: string,
): Promise<readonly SessionRun[]> {
  const recorded = (await desk.records.list(account, RUNS_LOOKED_AT))
    .filter((each) => each.session === session)
    .map((each) => each.ordinal);
  const begun = (await desk.journal.runs(account)).filter((each) => each.session === session).map((each) => each.ordinal);
  return [...new Set([...recorded, ...begun])]
    .sort((a, b) => b - a)
    .map((ordinal) => ({ run: { account, session, ordinal }, ended: recorded.includes(ordinal) }));
}

/** The number of one more run of a session that was traded. @throws Refused when it was not, or when its last run has not ended. */
export async function ordinalAgain(desk: Pick<Desk, 'journal' | 'records'>, account: string, session: string): Promise<number> {
  const runs = await runsOfSession(desk, account, session);
  const [last] = runs;
  if (last === undefined)
    throw new Refused(`The session ${session} has not been traded yet: there is nothing to do again.`, 'Leave --again out.');
  if (runs.some(({ ended }) => !ended))
    throw new Refused(
      `A run of ${session} has not ended: it goes on before another one starts.`,
      '`alchemiser trade` without --again goes on with it.',
    );
  return last.run.ordinal + 1;
}

/** The run that a trade of the session is about: one more that was cut short goes on, else it is the scheduled one. */
export async function ordinalToTrade(desk: Pick<Desk, 'journal' | 'records' | 'facts'>, account: string, session: string): Promise<number> {
  const [last] = await runsOfSession(desk, account, session);
  return last === undefined || last.ended || (await isFlatten(desk, last.run)) ? 0 : last.run.ordinal;
}

/** Whether a run sells everything at a person's word: only that word makes it go on. */
export async function isFlatten({ journal, facts }: Pick<Desk, 'journal' | 'facts'>, run: RunKey): Promise<boolean> {
  const digest = (await readRun(journal, run)).planned?.factsDigest ?? null;
  const bytes = digest === null ? undefined : await facts.get(digest);
  return bytes !== undefined && decodeFacts(bytes).instruction === 'flatten';
}
