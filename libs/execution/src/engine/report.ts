import type { RunRecord } from '@alchemiser/domain';
import { isFailure, type RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';

/** Where the mail of a run is, or why it is not on its way. */
export type Delivery =
  | { readonly status: 'sent'; readonly where: string }
  | { readonly status: 'off' }
  | { readonly status: 'failed'; readonly says: string; readonly advice?: string };

type Report = NonNullable<Desk['report']>;

const whereSent = ({ documents }: Pick<Desk, 'documents'>, run: RunKey): Promise<string | undefined> => documents.get(documentName(run));

const documentName = ({ account, session, ordinal }: RunKey): string => `mail/${account}/${session}/${String(ordinal)}/recorded`;

/** Whether the mail of a recorded run has left. */
export const isDelivered = async (desk: Pick<Desk, 'documents'>, run: RunKey): Promise<boolean> =>
  (await whereSent(desk, run)) !== undefined;

/**
 * Sends a run's mail; one that could not be handed over is tried again when the session is called again, or before the next one.
 * A mail that fails never fails a run: what was traded is traded.
 */
export async function deliver(desk: Desk, run: RunKey, record: RunRecord): Promise<Delivery> {
  const { report, log } = desk;
  if (report === null) return { status: 'off' };
  try {
    return { status: 'sent', where: await handOver(desk, report, run, record) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    log.error('mail failed', { code: error.code, says: error.message });
    if (record.status !== 'refused') await oweIfPossible(desk, run);
    return { status: 'failed', says: error.message, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }
}

/** A refused run keeps no record and may be refused for another reason the next time, so each refusal is told. */
async function handOver(desk: Desk, report: Report, run: RunKey, record: RunRecord): Promise<string> {
  if (record.status === 'refused') return send(desk, report, run, record);
  const where = (await whereSent(desk, run)) ?? (await sendInTurn(desk, report, run, record));
  await settle(desk, run);
  return where;
}

/** Two processes may carry the same run: the one that comes second finds the mail sent. */
async function sendInTurn(desk: Desk, report: Report, run: RunKey, record: RunRecord): Promise<string> {
  const sendOnce = async (): Promise<string> => {
    const sent = await whereSent(desk, run);
    if (sent !== undefined) return sent;
    const where = await send(desk, report, run, record);
    await desk.documents.put(documentName(run), where);
    return where;
  };
  return desk.inTurn === undefined ? sendOnce() : desk.inTurn('mail', sendOnce);
}

async function send({ log }: Desk, report: Report, run: RunKey, record: RunRecord): Promise<string> {
  const { where } = await report(record, run);
  log.info('mailed', { session: run.session });
  return where;
}

type Owed = Pick<RunKey, 'session' | 'ordinal'>;

const owedName = (account: string): string => `mail/${account}/failed`;

/** Recorded runs whose mail was to leave and did not, oldest first. */
export async function owedMails({ documents }: Pick<Desk, 'documents'>, account: string): Promise<readonly RunKey[]> {
  const owed = JSON.parse((await documents.get(owedName(account))) ?? '[]') as readonly Owed[];
  return owed.map((run) => ({ account, ...run })).sort(byAge);
}

/** Notes that a run's mail is still to leave. */
export async function owe(desk: Pick<Desk, 'documents'>, run: RunKey): Promise<void> {
  const owed = await owedMails(desk, run.account);
  if (!owed.some((other) => byAge(other, run) === 0)) await keepOwed(desk, run.account, [...owed, run]);
}

async function settle(desk: Pick<Desk, 'documents'>, run: RunKey): Promise<void> {
  const owed = await owedMails(desk, run.account);
  const left = owed.filter((other) => byAge(other, run) !== 0);
  if (left.length < owed.length) await keepOwed(desk, run.account, left);
}

/** The day is traded, whether or not the stores take the note. */
async function oweIfPossible(desk: Desk, run: RunKey): Promise<void> {
  try {
    await owe(desk, run);
  } catch (error) {
    if (!isFailure(error)) throw error;
    desk.log.error('mail not noted', { code: error.code, says: error.message });
  }
}

const keepOwed = ({ documents }: Pick<Desk, 'documents'>, account: string, runs: readonly Owed[]): Promise<void> =>
  documents.put(owedName(account), JSON.stringify(runs.map(({ session, ordinal }) => ({ session, ordinal }))));

const byAge = (a: Owed, b: Owed): number => (a.session === b.session ? a.ordinal - b.ordinal : a.session < b.session ? -1 : 1);
