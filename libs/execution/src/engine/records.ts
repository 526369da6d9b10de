/** A run's record as it is known now: what came to light after its end stands in a document beside it, and the record stays. */
import { decodeRecord, encodeRecord, type RunRecord } from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';

type Records = Pick<Desk, 'records' | 'documents'>;

const amendedName = ({ account, session, ordinal }: RunKey): string => `amended/${account}/${session}/${String(ordinal)}`;

export async function readRecord({ records, documents }: Records, run: RunKey): Promise<RunRecord | undefined> {
  const record = await records.get(run.account, run.session, run.ordinal);
  if (record === undefined) return undefined;
  return decodeRecord((await documents.get(amendedName(run))) ?? record);
}

/** Replaces what was amended before: each amendment holds the ones before it. */
export const keepAmended = ({ documents }: Pick<Records, 'documents'>, run: RunKey, record: RunRecord): Promise<void> =>
  documents.put(amendedName(run), encodeRecord(record));
