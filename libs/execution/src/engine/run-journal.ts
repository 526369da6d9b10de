/** A run's journal as the machine's entries: what does not read exactly stops the run. */
import { decodeEntry, EMPTY_LOG, encodeEntry, foldEntries, type Instant, type RunEntry, type RunLog } from '@alchemiser/domain';
import { Failure, type Appended, type Journal, type RunKey } from '@alchemiser/services';

/** @throws Failure `store.corrupt` for an entry that cannot be read, or that belongs to another run. */
export async function readEntries(journal: Journal, run: RunKey): Promise<readonly RunEntry[]> {
  const stored = await journal.read(run);
  return stored.map((json, index) => {
    const entry = decodeEntry(json);
    if (!entry.ok) throw corrupt(run, index, entry.error.says);
    if (entry.value.kind === 'planned') checkOwner(run, index, entry.value);
    return entry.value;
  });
}

export const appendEntries = async (
  journal: Journal,
  run: RunKey,
  expectedLength: number,
  entries: readonly RunEntry[],
): Promise<Appended> => journal.append(run, expectedLength, entries.map(encodeEntry));

/** How far a run has come: empty when it was never planned. */
export const readRun = async (journal: Journal, run: RunKey): Promise<RunLog> => foldEntries(EMPTY_LOG, await readEntries(journal, run));

/**
 * Throws a run's kill switch from any process: no writer gets a new intent past this entry. Does nothing to a run that
 * was never planned, is stopped already, or has finished. @returns whether the run stands stopped because of a call like this one.
 */
export async function stopRun(journal: Journal, run: RunKey, at: Instant, why: 'killed' | 'interrupted'): Promise<boolean> {
  for (;;) {
    const log = await readRun(journal, run);
    if (log.planned === null || log.finished !== null) return false;
    if (log.stopped !== null) return true;
    const appended = await appendEntries(journal, run, log.length, [{ kind: 'stopped', at, why }]);
    if (appended.status === 'appended') return true;
  }
}

function checkOwner(run: RunKey, index: number, entry: Extract<RunEntry, { kind: 'planned' }>): void {
  if (entry.account === run.account && entry.plan.session === run.session && entry.ordinal === run.ordinal) return;
  throw corrupt(run, index, 'its plan belongs to another run');
}

const corrupt = (run: RunKey, index: number, says: string): Failure =>
  new Failure('store.corrupt', `The journal of session ${run.session} cannot be read: entry ${index}, ${says}.`, {
    advice: 'Restore the data directory from a copy, or look the session up at the broker and trade it by hand.',
    context: { ...run, entry: index },
  });
