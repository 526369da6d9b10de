import { sha256 } from '../values/digest.ts';
import type { SessionDate } from '../values/time.ts';
import type { AccountId } from './facts.ts';

/**
 * One run per account, session and ordinal: `2024-08-06-0-1f2e3d4c5b6a`. The account stands in it as a digest, because run ids are
 * shown and mailed. @throws RangeError unless the ordinal is a whole number ≥ 0.
 */
export function runIdOf(account: AccountId, session: SessionDate, ordinal: number): string {
  if (!Number.isSafeInteger(ordinal) || ordinal < 0)
    throw new RangeError(`A run's ordinal must be a whole number ≥ 0, was ${String(ordinal)}`);
  return `${session}-${String(ordinal)}-${sha256(`${account} ${session} ${String(ordinal)}`).slice(0, 12)}`;
}
