import { decodeRecord, encodeRecord, recordOf, type Instant, type Outcome, type RunRecord } from '@alchemiser/domain';
import { isFailure, type RunKey } from '@alchemiser/services';
import { closeBooks } from './close-books.ts';
import type { Desk } from './desk.ts';
import type { PlannedRun } from './planned-run.ts';
import { deliver, type Delivery } from './report.ts';

export interface DayResult {
  readonly record: RunRecord;
  /** The session had been traded before: nothing was done now. */
  readonly repeated: boolean;
  readonly mail: Delivery;
}

interface Done extends PlannedRun {
  readonly outcome: Outcome | null;
  readonly startedAt: Instant;
}

/** Post, reconcile, record, report: each step may find itself done already. */
export async function conclude(desk: Desk, run: RunKey, done: Done): Promise<DayResult> {
  const closed = await closeBooks(desk, done);
  const record = recordOf({ ...done, endedAt: desk.clock.now(), ordinal: run.ordinal, closed });
  const kept = await keep(desk, run, record);
  if (kept !== record) return { record: kept, repeated: true, mail: await deliver(desk, run, kept) };
  desk.log.info('recorded', { session: run.session, status: record.status, reconciled: closed.certificate.status });
  return { record, repeated: false, mail: await deliver(desk, run, record) };
}

/** Another process may have concluded the same run a moment ago: its record is the one. */
async function keep(desk: Desk, run: RunKey, record: RunRecord): Promise<RunRecord> {
  try {
    await desk.records.put(run.account, run.session, run.ordinal, encodeRecord(record));
    return record;
  } catch (error) {
    const theirs =
      isFailure(error) && error.code === 'store.conflict' ? await desk.records.get(run.account, run.session, run.ordinal) : undefined;
    if (theirs === undefined) throw error;
    return decodeRecord(theirs);
  }
}
