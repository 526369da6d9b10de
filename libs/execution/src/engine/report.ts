import type { RunRecord } from '@alchemiser/domain';
import { isFailure, type RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';

/** Where the mail of a run is, or why it is not on its way. */
export type Delivery =
  { readonly status: 'sent'; readonly where: string } | { readonly status: 'off' } | { readonly status: 'failed'; readonly says: string };

/** A refused run keeps no record and may be refused for another reason the next time, so each refusal is told. */
const documentName = (run: RunKey, status: RunRecord['status'] | 'recorded'): string =>
  `mail/${run.account}/${run.session}/${String(run.ordinal)}/${status === 'refused' ? status : 'recorded'}`;

/** Whether the mail of a recorded run has left. */
export const isDelivered = async (desk: Pick<Desk, 'documents'>, run: RunKey): Promise<boolean> =>
  (await desk.documents.get(documentName(run, 'recorded'))) !== undefined;

/**
 * Sends a run's mail; one that could not be handed over is tried again when the session is called again, or before the next one.
 * A mail that fails never fails a run: what was traded is traded.
 */
export async function deliver(desk: Desk, run: RunKey, record: RunRecord): Promise<Delivery> {
  if (desk.report === null) return { status: 'off' };
  const name = documentName(run, record.status);
  try {
    const sent = record.status === 'refused' ? undefined : await desk.documents.get(name);
    if (sent !== undefined) return { status: 'sent', where: sent };
    const { where } = await desk.report(record, run);
    await desk.documents.put(name, where);
    desk.log.info('mailed', { session: run.session });
    return { status: 'sent', where };
  } catch (error) {
    if (!isFailure(error)) throw error;
    desk.log.error('mail failed', { code: error.code, says: error.message });
    return { status: 'failed', says: error.message };
  }
}
