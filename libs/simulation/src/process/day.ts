/** One session of one account, once: gather, decide, act, post, record, in the order of `tradingDay` in `execution`. */
import {
  invariant,
  orderGuard,
  quantityIncrement,
  toDecimal,
  type Account,
  type Approved,
  type Facts,
  type Outcome,
  type PlannedEntry,
  type RebalancePlan,
  type RunDeeds,
  type RunEntry,
} from '@alchemiser/domain';
import { act } from './act.ts';
import type { RunName } from './calls.ts';
import { closeBooks } from './close-books.ts';
import { gather, type Gathered } from './gather.ts';
import { POLICY } from './mandate.ts';
import { ordinalOf } from './practices.ts';
import { ask, askOr, isRefusal, type Life, type Process, type Refusal } from './process.ts';
import type { DayRecord } from './record.ts';

/** @returns null for an errand that only closed what earlier days left. */
export function* day(process: Process): Life<DayRecord | null> {
  const { errand, practices } = process;
  const run = practices.run(errand);
  const account = yield* readAccount(process);
  const finished = yield* ask(process, { of: 'readRecord', run });
  if (finished !== null) return finished;
  yield* finishEarlierRuns(process, account);
  if (!errand.trades) {
    const gathered = yield* gather(process, account);
    if (isRefusal(gathered)) return refusedDay(gathered);
    yield* keepEntries(process, gathered);
    return null;
  }
  const facts = yield* gatherUnlessBegun(process, run, account);
  if (facts === null) return yield* goOn(process, run, account);
  if (isRefusal(facts)) return refusedDay(facts);
  const decided = process.decide(facts);
  if (decided.approved === null) return refusedDay({ refused: decided.says });
  const moved = yield* movedMeanwhile(process, run, decided.approved, facts);
  if (moved !== null) return refusedDay({ refused: moved });
  const outcome = yield* carryOut(process, run, facts, decided.approved);
  // Whoever was first wrote the plan down: what was carried out was decided on the facts of that plan, not on ours.
  const acted = yield* factsOf(process, yield* ask(process, { of: 'readRun', run }));
  invariant(acted !== null, 'What was carried out was planned');
  return yield* conclude(process, run, { facts: acted, decided: process.decide(acted), outcome });
}

function* readAccount(process: Process): Life<Account> {
  const { accountUnread } = process.practices;
  return accountUnread === null ? yield* ask(process, { of: 'account' }) : yield* askOr(process, { of: 'account' }, accountUnread);
}

/** @returns null when the run was planned before: by this process in an earlier life, or by another one in the meantime. */
function* gatherUnlessBegun(process: Process, run: RunName, account: Account): Life<Facts | Refusal | null> {
  for (;;) {
    if (yield* isBegun(process, run)) return null;
    const gathered = yield* gather(process, account);
    // Orders and fills of a process that began in the meantime are no stranger's: neither booked as such nor refused for.
    if (yield* isBegun(process, run)) return null;
    if (isRefusal(gathered)) return gathered;
    if (yield* keepEntries(process, gathered)) return gathered.facts;
  }
}

function* isBegun(process: Process, run: RunName): Life<boolean> {
  return (yield* ask(process, { of: 'readRun', run })).length > 0;
}

/** @returns false when somebody wrote into the books since they were read: what stands there is to be read again. */
function* keepEntries(process: Process, { facts, entries }: Gathered): Life<boolean> {
  const expected = facts.ledger.length - entries.length;
  return (yield* ask(process, { of: 'appendLedger', expected, entries })).status === 'appended';
}

/** What a person did to the shares that a plan was made from; null where nothing, or where another process carries the run already. */
function* movedMeanwhile(process: Process, run: RunName, plan: RebalancePlan, facts: Facts): Life<string | null> {
  if (plan.trades.length === 0) return null;
  const moved = process.practices.movedSince(plan, facts.positions, yield* ask(process, { of: 'positions' }));
  return moved === undefined || (yield* isBegun(process, run)) ? null : moved;
}

function* goOn(process: Process, run: RunName, account: Account): Life<DayRecord> {
  const entries = yield* ask(process, { of: 'readRun', run });
  const facts = yield* factsOf(process, entries);
  const [planned] = entries;
  invariant(facts !== null && planned?.kind === 'planned', 'A run that was begun has a plan');
  const outcome = yield* act(process, { run, entries, planned, guard: orderGuard(planned.plan, facts, POLICY.limits, account) });
  const decided = process.decide(facts);
  return yield* conclude(process, run, { facts, decided, outcome });
}

/** Runs of earlier sessions that were cut short. Their sessions are over, so that none of them sends anything. */
function* finishEarlierRuns(process: Process, account: Account): Life<void> {
  const runs = yield* ask(process, { of: 'unfinishedRuns', before: process.errand.hours.date });
  for (const run of runs) if (yield* isBegun(process, run)) yield* goOn(process, run, account);
}

function* factsOf(process: Process, entries: readonly RunEntry[]): Life<Facts | null> {
  const [planned] = entries;
  if (planned?.kind !== 'planned') return null;
  invariant(planned.factsDigest !== null, 'A plan is kept with its facts');
  const facts = yield* ask(process, { of: 'readFacts', name: planned.factsDigest });
  invariant(facts !== null, 'The facts of a plan are kept before the plan');
  return facts;
}

function* carryOut(process: Process, run: RunName, facts: Facts, plan: Approved<RebalancePlan>): Life<Outcome> {
  const factsDigest = yield* ask(process, { of: 'keepFacts', facts });
  const { practices, scenario } = process;
  const { open, close } = practices.hours(facts.hours);
  const planned = practices.planned({
    kind: 'planned',
    at: process.now(),
    account: facts.account.id,
    ordinal: ordinalOf(run),
    open,
    close,
    dedupe: scenario.broker.dedupe,
    plan,
    increments: plan.trades.map(({ ticker }) => incrementOf(facts, ticker)),
    factsDigest,
  });
  const entries = yield* ask(process, { of: 'readRun', run });
  return yield* act(process, { run, entries, planned, guard: orderGuard(planned.plan, facts, POLICY.limits) });
}

function incrementOf(facts: Facts, ticker: PlannedEntry['plan']['trades'][number]['ticker']) {
  const instrument = facts.instruments.get(ticker);
  invariant(instrument !== undefined, 'The broker says how every planned ticker trades');
  return quantityIncrement(instrument);
}

function* conclude(process: Process, run: RunName, deeds: RunDeeds & { readonly outcome: Outcome }): Life<DayRecord> {
  const certificate = yield* closeBooks(process, deeds);
  const { outcome, decided } = deeds;
  const says = outcome.legs.map((leg) => `${leg.side} ${leg.ticker} ${toDecimal(leg.filled)}: ${leg.status}`).join(', ');
  const record: DayRecord = { status: 'traded', says, plan: decided.plan, outcome, certificate };
  return yield* ask(process, { of: 'keepRecord', run, record });
}

const refusedDay = ({ refused }: Refusal): DayRecord => ({
  status: 'refused',
  says: refused,
  plan: null,
  outcome: null,
  certificate: null,
});
