/** The kill switch: while a halt stands, in the store or as a flag beside it, no order leaves. */
import { decodeHalt, encodeHalt, encodeResumption, exchangeTime, formatSession, type Halt } from '@alchemiser/domain';
import { Failure, type DocumentStore, type HaltFlag, type RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';
import { Halted } from './refusal.ts';
import { stopRun } from './run-journal.ts';
import { unfinishedRuns } from './unfinished-runs.ts';

const DOCUMENT = 'control/kill-switch';

export interface HaltPorts {
  readonly documents: DocumentStore;
  /** What a person can lay by hand; absent where there is no folder to lay it into. */
  readonly haltFlag?: HaltFlag;
}

/** Every halt that stands, one laid in both places once; none lets orders leave. @throws Failure when one cannot be read: then nobody may trade. */
export async function standingHalts({ documents, haltFlag }: HaltPorts): Promise<readonly Halt[]> {
  const [text, flag] = await Promise.all([documents.get(DOCUMENT), haltFlag?.read()]);
  const kept = text === undefined ? null : decoded(text);
  if (kept !== null && flag && encodeHalt(kept) === encodeHalt(flag)) return [kept];
  return [kept, flag ?? null].filter((halt) => halt !== null);
}

function decoded(text: string): Halt | null {
  try {
    return decodeHalt(text);
  } catch (error) {
    throw new Failure('store.corrupt', 'What the store says of the kill switch cannot be read: it counts as thrown.', {
      advice: 'Look at the account; `alchemiser resume` writes it anew.',
      cause: error,
    });
  }
}

/** Nothing leaves from now on, in whichever process. The flag goes first: it needs no database. */
export async function halt({ documents, haltFlag }: HaltPorts, because: Halt): Promise<void> {
  await haltFlag?.lay(because);
  await documents.put(DOCUMENT, encodeHalt(because));
}

/** Takes every halt back. @returns those that stood; a kill switch that could not be read is put right. */
export async function liftHalts(ports: HaltPorts, by: Omit<Halt, 'why'>): Promise<readonly Halt[]> {
  const stood = await standingHalts(ports).catch((): readonly Halt[] => []);
  await ports.documents.put(DOCUMENT, encodeResumption(by));
  await ports.haltFlag?.lift();
  return stood;
}

/** As `stopRuns`, of every account that was ever traded from these stores: who halts need not know which. */
export async function stopAllRuns(
  desk: Pick<Desk, 'journal' | 'records' | 'clock'>,
  why: 'killed' | 'interrupted',
): Promise<readonly RunKey[]> {
  const stopped: RunKey[] = [];
  for (const account of await desk.journal.accounts()) stopped.push(...(await stopRuns(desk, account, why)));
  return stopped;
}

/** Marks every unfinished run of an account as stopped, so that whoever carries it on sends nothing more. @returns those runs. */
export async function stopRuns(
  desk: Pick<Desk, 'journal' | 'records' | 'clock'>,
  account: string,
  why: 'killed' | 'interrupted',
): Promise<readonly RunKey[]> {
  const stopped: RunKey[] = [];
  for (const run of await unfinishedRuns(desk, account)) {
    if (await stopRun(desk.journal, run, desk.clock.now(), why)) stopped.push(run);
  }
  return stopped;
}

/**
 * What `act` asks before every submission. @param despite halts that stood when a person gave an order all the same: only another one
 * stops that order.
 */
export const killSwitch =
  (ports: HaltPorts, despite: readonly Halt[] = []) =>
  async (): Promise<boolean> =>
    (await othersThan(ports, despite)).length > 0;

/** @throws Halted while a halt stands. */
export async function refuseWhenHalted(ports: HaltPorts, despite: readonly Halt[] = []): Promise<void> {
  const standing = await othersThan(ports, despite);
  if (standing.length > 0)
    throw new Halted(
      `${standing.map(haltWords).join(' ')} Nothing was sent.`,
      'When that is settled: `alchemiser resume`, then trade again.',
    );
}

async function othersThan(ports: HaltPorts, despite: readonly Halt[]): Promise<readonly Halt[]> {
  const known = new Set(despite.map(encodeHalt));
  return (await standingHalts(ports)).filter((standing) => !known.has(encodeHalt(standing)));
}

/** "Halted by mara on Tue 6 Aug 2024 at 15:46 New York: the feed is wrong." */
export function haltWords({ at, by, why }: Halt): string {
  const { date, time } = exchangeTime(at);
  return `Halted by ${by} on ${formatSession(date)} at ${time} New York: ${why}.`;
}
