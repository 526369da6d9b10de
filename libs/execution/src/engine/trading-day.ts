import {
  decide,
  decodeRecord,
  encodeFacts,
  invariant,
  recordOf,
  type Decided,
  type Facts,
  type Outcome,
  type RunRecord,
} from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import { act, resume } from './act.ts';
import { actContext } from './act-context.ts';
import { conclude, type DayResult } from './conclude.ts';
import type { Day, Desk, Mandate } from './desk.ts';
import { finishEarlierRuns, factsOfRun } from './earlier-runs.ts';
import { gather, readAccount } from './gather.ts';
import { deliver } from './report.ts';

/**
 * One session of one account, once: gather, decide, act, post, report. Called again after a crash it goes on where it was;
 * called again after the end it does nothing. A refusal can only come before the first order.
 * @throws Refused before anything was sent. @throws Failure when the world does not answer: the run can be resumed.
 */
export async function tradingDay(desk: Desk, mandate: Mandate, day: Day): Promise<DayResult> {
  const startedAt = desk.clock.now();
  const account = await readAccount(desk, mandate);
  const run: RunKey = { account: account.id, session: day.session, ordinal: day.ordinal };
  const finished = await desk.records.get(run.account, run.session, run.ordinal);
  if (finished !== undefined) return repeat(desk, run, decodeRecord(finished));
  await finishEarlierRuns(desk, mandate, account, day);

  const begun = await factsOfRun(desk, run);
  const facts = begun ?? (await gatherAndKeep(desk, mandate, day));
  const decided = decide(mandate.book, facts, mandate.decide);
  desk.log.info('decided', { session: day.session, status: decided.status, trades: decided.plan?.trades.length ?? 0 });
  if (begun === undefined && decided.status === 'refused') {
    const record = recordOf({ facts, decided, outcome: null, startedAt, endedAt: desk.clock.now(), ordinal: day.ordinal, closed: null });
    return { record, repeated: false, mail: await deliver(desk, run, record) };
  }
  const outcome = begun === undefined ? await carryOut(desk, mandate, day, run, facts, decided) : await goOn(desk, mandate, day, run, facts);
  // Whoever was first wrote the plan down: what was carried out was decided on the facts of that plan, not on ours.
  const acted = outcome === null ? facts : ((await factsOfRun(desk, run)) ?? facts);
  const redecided = acted === facts ? decided : decide(mandate.book, acted, mandate.decide);
  return conclude(desk, run, { facts: acted, decided: redecided, outcome, startedAt });
}

/** A dry run: everything up to the approved plan, nothing kept and nothing sent. */
export async function planDay(desk: Desk, mandate: Mandate, day: Day): Promise<RunRecord> {
  const startedAt = desk.clock.now();
  const { facts } = await gather(desk, mandate, day);
  const decided = decide(mandate.book, facts, mandate.decide);
  return recordOf({ facts, decided, outcome: null, startedAt, endedAt: desk.clock.now(), ordinal: day.ordinal, closed: null });
}

async function gatherAndKeep(desk: Desk, mandate: Mandate, day: Day): Promise<Facts> {
  for (;;) {
    const { facts, entries } = await gather(desk, mandate, day);
    const before = facts.ledger.length - entries.length;
    const kept = entries.length === 0 ? { status: 'appended' } : await desk.ledger.append(facts.account.id, before, entries);
    // Another process opened the same books a moment ago: read again what it wrote.
    if (kept.status === 'appended') return facts;
  }
}

async function carryOut(desk: Desk, mandate: Mandate, day: Day, run: RunKey, facts: Facts, decided: Decided): Promise<Outcome | null> {
  if (decided.approved === null) return null;
  const factsDigest = await desk.facts.put(encodeFacts(facts));
  const outcome = await act(desk, run, decided.approved, { ...actContext(mandate, facts, day), factsDigest });
  desk.log.info('acted', { session: day.session, status: outcome.status, fills: outcome.fills.length });
  return outcome;
}

async function goOn(desk: Desk, mandate: Mandate, day: Day, run: RunKey, facts: Facts): Promise<Outcome> {
  desk.log.warn('resuming an unfinished run', { session: day.session });
  const outcome = await resume(desk, run, actContext(mandate, facts, day));
  invariant(outcome !== undefined, 'A run whose facts are kept has a plan in its journal');
  return outcome;
}

async function repeat(desk: Desk, run: RunKey, record: RunRecord): Promise<DayResult> {
  return { record, repeated: true, mail: await deliver(desk, run, record) };
}

