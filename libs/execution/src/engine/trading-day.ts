import {
  decide,
  encodeFacts,
  invariant,
  movedSince,
  recordOf,
  type Account,
  type Facts,
  type Instant,
  type RebalancePlan,
  type RunRecord,
} from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import { act, resume } from './act.ts';
import { actContext, actPorts } from './act-context.ts';
import { amendRecords } from './amend.ts';
import { conclude, type DayResult } from './conclude.ts';
import type { Day, Desk, Mandate } from './desk.ts';
import { finishEarlierRuns } from './earlier-runs.ts';
import { findOut, refuseUnknown } from './find-out.ts';
import { gather, readAccount, type Gathered } from './gather.ts';
import { haltWords, refuseWhenHalted, standingHalts } from './halt.ts';
import { plannedRun } from './planned-run.ts';
import { readRecord } from './records.ts';
import { Refused } from './refusal.ts';
import { deliver } from './report.ts';
import { readRun } from './run-journal.ts';
import { changesSince } from './since-last-run.ts';
import { refuseBeside } from './unfinished-runs.ts';

/**
 * One session of one account, once: gather, decide, act, post, report. Called again after a crash it goes on where it was;
 * called again after the end it does nothing. A refusal can only come before the first order.
 * @throws Refused before anything was sent; Halted while a halt stands, or while nobody knows what became of an order. @throws Failure when the world does not answer: the run can be resumed.
 */
export async function tradingDay(desk: Desk, mandate: Mandate, day: Day): Promise<DayResult> {
  const startedAt = desk.clock.now();
  await refuseWhenHalted(desk, day.despite);
  const account = await readAccount(desk, mandate);
  const run: RunKey = { account: account.id, session: day.session, ordinal: day.ordinal };
  const finished = await readRecord(desk, run);
  if (finished !== undefined) return repeat(desk, run, finished);
  await finishEarlierRuns(desk, mandate, account, day);

  const begun = await gatherUnlessBegun(desk, mandate, day, run);
  if (begun === null) return goOn(desk, mandate, day, run, account, startedAt);
  const { facts, notes } = begun;
  const { reading } = mandate.decide;
  const decided = decide(mandate.book, facts, mandate.decide);
  desk.log.info('decided', { session: day.session, status: decided.status, trades: decided.plan?.trades.length ?? 0 });
  const factsDigest = await desk.facts.put(encodeFacts(facts));
  if (decided.approved === null) {
    const endedAt = desk.clock.now();
    const nothing = { outcome: null, closed: null, startedAt, endedAt, ordinal: day.ordinal };
    const record = recordOf({ facts, decided, reading, ...nothing, factsDigest, notes });
    return { record, repeated: false, mail: await deliver(desk, run, record) };
  }
  await refuseMoved(desk, run, decided.approved, facts);
  const outcome = await act(actPorts(desk, day), run, decided.approved, { ...actContext(mandate, facts, facts.account, day), factsDigest });
  desk.log.info('acted', { session: day.session, status: outcome.status, fills: outcome.fills.length });
  // Whoever was first wrote the plan down: what was carried out is that plan, made from the facts that are kept with it.
  const planned = await plannedRun(desk, mandate, run, { facts, decided, reading, factsDigest });
  invariant(planned !== undefined, 'What was carried out was planned');
  return conclude(desk, run, { ...planned, notes: [...planned.notes, ...notes], outcome, startedAt });
}

/** A dry run: everything up to the approved plan, nothing kept and nothing sent. */
export async function planDay(desk: Desk, mandate: Mandate, day: Day): Promise<RunRecord> {
  const startedAt = desk.clock.now();
  const { facts, entries } = await gather(desk, mandate, day);
  const decided = decide(mandate.book, facts, mandate.decide);
  const halts = (await standingHalts(desk)).map((halt) => `${haltWords(halt)} Until \`alchemiser resume\` nothing is traded.`);
  const notes = [...halts, ...changesSince(entries)];
  const nothing = { outcome: null, closed: null, startedAt, endedAt: desk.clock.now(), ordinal: day.ordinal };
  return recordOf({ facts, decided, reading: mandate.decide.reading, ...nothing, notes });
}

async function goOn(desk: Desk, mandate: Mandate, day: Day, run: RunKey, account: Account, startedAt: Instant): Promise<DayResult> {
  desk.log.warn('resuming an unfinished run', { session: day.session });
  const planned = await plannedRun(desk, mandate, run);
  invariant(planned !== undefined, 'A run that was begun has a plan');
  const outcome = await resume(actPorts(desk, day), run, actContext(mandate, planned.facts, account, day));
  invariant(outcome !== undefined, 'A plan has an outcome');
  return conclude(desk, run, { ...planned, outcome, startedAt });
}

const repeat = async (desk: Desk, run: RunKey, record: RunRecord): Promise<DayResult> => ({
  record,
  repeated: true,
  mail: await deliver(desk, run, record),
});

/** @returns null when the run was planned before: by this process in an earlier life, or by another one in the meantime. */
async function gatherUnlessBegun(desk: Desk, mandate: Mandate, day: Day, run: RunKey): Promise<Begun | null> {
  for (;;) {
    if (await isBegun(desk, run)) return null;
    const gathered = await findOutAndGather(desk, mandate, day, run).catch((error: unknown) => ({ error }));
    // Orders and fills of a process that began in the meantime are no stranger's: neither booked as such nor refused for.
    if (await isBegun(desk, run)) return null;
    if ('error' in gathered) throw gathered.error;
    const notes = [...changesSince(gathered.entries), ...(await amendRecords(desk, gathered.opened, gathered.facts))];
    if (await keepEntries(desk, gathered)) return { facts: gathered.facts, notes };
  }
}

/** A run about to be decided. */
interface Begun {
  readonly facts: Facts;
  /** What happened since the last one. */
  readonly notes: readonly string[];
}

/** What became of every earlier order is known before anything is decided; to sell what is held, nobody need know. */
async function findOutAndGather(desk: Desk, mandate: Mandate, day: Day, run: RunKey): Promise<Gathered> {
  await refuseBeside(desk, run);
  const unknown = await findOut(desk, run.account);
  if (day.instruction === undefined) refuseUnknown(unknown);
  return gather(desk, mandate, day);
}

/** A plan is of the shares it was made from. @throws Refused where a person traded meanwhile: called again, the day reads everything anew. */
async function refuseMoved(desk: Desk, run: RunKey, plan: RebalancePlan, facts: Facts): Promise<void> {
  if (plan.trades.length === 0) return;
  const moved = movedSince(plan, facts.positions, await desk.broker.positions());
  // Or another process carries the run already, and goes on to be carried by both.
  if (moved !== undefined && !(await isBegun(desk, run))) throw new Refused(moved, 'Call it again: it reads everything anew.');
}

const isBegun = async (desk: Desk, run: RunKey): Promise<boolean> => (await readRun(desk.journal, run)).planned !== null;

/** @returns false when somebody wrote into the books since they were read, if only a person: what stands there is to be read again. */
async function keepEntries(desk: Desk, { facts, entries }: Gathered): Promise<boolean> {
  const { status } = await desk.ledger.append(facts.account.id, facts.ledger.length - entries.length, entries);
  return status === 'appended';
}
