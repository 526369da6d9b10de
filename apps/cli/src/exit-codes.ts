import type { RunStatus } from '@alchemiser/domain';
import type { DayResult } from '@alchemiser/execution';

/** What a caller's script may rely on; the README's table says the same. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3, partly: 4, halted: 5 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_STATUS: Readonly<Record<RunStatus, ExitCode>> = {
  traded: EXIT.done,
  unchanged: EXIT.done,
  planned: EXIT.done,
  refused: EXIT.refused,
  partly: EXIT.partly,
  halted: EXIT.halted,
};

export const exitCodeOf = (status: RunStatus): ExitCode => BY_STATUS[status];

/** A day whose mail has not left is not wholly done: a script is to hear of it. */
export function exitCodeOfDay({ record, mail }: Pick<DayResult, 'record' | 'mail'>): ExitCode {
  const code = exitCodeOf(record.status);
  return code === EXIT.done && mail.status === 'failed' ? EXIT.partly : code;
}
