import { decodeRecord, type RunRecord } from '@alchemiser/domain';
import type { CliRun } from './cli-run.ts';

/** What `trade --json` printed. */
export interface Traded {
  /** Read as strictly as a stored record is. */
  readonly record: RunRecord;
  /** The session had been traded before: nothing was done now. */
  readonly repeated: boolean;
}

/** @throws RangeError when what was printed is not a record. */
export function tradedIn({ stdout }: CliRun): Traded {
  const { repeated, mail: _, ...record } = JSON.parse(stdout) as RunRecord & { readonly repeated: boolean; readonly mail: unknown };
  return { record: decodeRecord(JSON.stringify(record)), repeated };
}
