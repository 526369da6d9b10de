/** Everything our books hold is sold, by an ordinary run that a person starts; afterwards nothing is bought back until a person says so. */
import type { Halt, RunRecord } from '@alchemiser/domain';
import type { Day, Desk, Mandate } from './desk.ts';
import { readAccount } from './gather.ts';
import { halt, standingHalts, stopRuns } from './halt.ts';
import { isFlatten, runsOfSession } from './ordinals.ts';
import { planDay, tradingDay } from './trading-day.ts';
import type { DayResult } from './conclude.ts';

export type FlattenDay = Omit<Day, 'ordinal' | 'instruction' | 'despite'>;

/** What `flattenDay` would sell. */
export const planFlatten = (desk: Desk, mandate: Mandate, day: FlattenDay): Promise<RunRecord> =>
  planDay(desk, mandate, { ...day, ordinal: FIRST, instruction: 'flatten' });

/** 0 stays free for the scheduled run. */
const FIRST = 1;

/**
 * Halts first, so that nothing else trades from here on and nothing is bought back afterwards; stops what is under way; then sells. Called
 * again after a crash it goes on with the same run. Halts that stand when it is called do not stop it, a later one does.
 */
export async function flattenDay(desk: Desk, mandate: Mandate, day: FlattenDay, because: Halt): Promise<DayResult> {
  const account = await readAccount(desk, mandate);
  await halt(desk, because);
  const despite = await standingHalts(desk);
  const [last] = await runsOfSession(desk, account.id, day.session);
  if (last !== undefined && !last.ended && (await isFlatten(desk, last.run))) {
    return tradingDay(desk, mandate, { ...day, ordinal: last.run.ordinal, instruction: 'flatten', despite });
  }
  await stopRuns(desk, account.id, 'killed');
  const ordinal = Math.max(FIRST, (last?.run.ordinal ?? 0) + 1);
  return tradingDay(desk, mandate, { ...day, ordinal, instruction: 'flatten', despite });
}
