/** Runs of one session, by number: 0 is the scheduled one, and only a person's command starts another. */
import type { RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';
import { Refused } from './refusal.ts';

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
  const [last] = await runsOfSession(desk, account, session);
  if (last === undefined)
    throw new Refused(`The session ${session} has not been traded yet: there is nothing to do again.`, 'Leave --again out.');
  if (!last.ended)
    throw new Refused(
      `The last run of ${session} has not ended: it goes on before another one starts.`,
      '`alchemiser trade` without --again goes on with it.',
    );
  return last.run.ordinal + 1;
}
