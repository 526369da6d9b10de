/** What SQLite reports → a `Failure` with a sentence and advice. Codes: https://www.sqlite.org/rescode.html */
import { Failure, isFailure } from '@alchemiser/services';
import type { FailureCode } from '@alchemiser/services';

interface Fault {
  readonly code: FailureCode;
  readonly what: string;
  readonly advice: string;
}

const RESTORE = 'Restore the file from a backup, or move it away to begin anew; nothing in it was changed.';

/** By primary result code: the low byte of an extended one. */
const FAULTS: Readonly<Record<number, Fault>> = {
  3: { code: 'store.unreadable', what: 'may not be opened', advice: 'Check who owns the file and its permissions.' },
  5: { code: 'store.unwritable', what: 'is held by another process', advice: 'Wait until the other run has ended, then try again.' },
  8: { code: 'store.unwritable', what: 'is read-only', advice: 'Check the permissions of the file and of its directory.' },
  10: { code: 'store.unwritable', what: 'cannot be read or written by the disk', advice: 'Check the disk, then try again.' },
  11: { code: 'store.corrupt', what: 'is damaged', advice: RESTORE },
  13: { code: 'store.unwritable', what: 'has no room to grow', advice: 'Free some disk space, then try again.' },
  14: {
    code: 'store.unreadable',
    what: 'cannot be opened',
    advice: 'Check that it is a file and that its permissions allow reading and writing.',
  },
  23: { code: 'store.unreadable', what: 'may not be opened', advice: 'Check who owns the file and its permissions.' },
  26: { code: 'store.corrupt', what: 'is not a database', advice: RESTORE },
};

export const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

/** The failure a caught error stands for; what SQLite does not blame on the world (a bug of ours) comes back as it is. */
export function storeFailure(path: string, error: unknown): unknown {
  if (isFailure(error)) return error;
  const code = resultCode(error);
  const fault = code === undefined ? undefined : FAULTS[code];
  if (fault === undefined) return error;
  return new Failure(fault.code, `The database ${path} ${fault.what}.`, {
    advice: fault.advice,
    context: { path, sqlite: code },
    cause: error,
  });
}

/** A row that is there but says nothing we can read: never repaired in passing. */
export const corruptRow = (path: string, what: string, cause?: unknown): Failure =>
  new Failure('store.corrupt', `The database ${path} is damaged: ${what}.`, { advice: RESTORE, context: { path }, cause });
