/** Asks every invariant at the moment it is about, and keeps the first thing that does not hold. */
import { InvariantViolation, type Ledger, type RunEntry } from '@alchemiser/domain';
import type { Call, RunName } from '../process/calls.ts';
import { BROKER_CALLS } from '../process/calls.ts';
import { sessionOf } from '../process/practices.ts';
import type { BookedOrder } from '../world/broker.ts';
import type { Watch, World, ProcessTwin } from '../world/world.ts';
import { cashNeverBelowZero, fundingIsThere, learnTargets, neverBeyondTarget, neverBothSides, type Targets } from './account-checks.ts';
import {
  finishedStaysFinished,
  noBuyBeforeFunding,
  onlyInSession,
  oneOrderPerIntent,
  ordersWellFormed,
  pricedOnFreshQuote,
} from './order-checks.ts';
import { planIsWanted } from './plan-check.ts';
import { booksEqualBroker, everyExecutionOnce, nothingOpenAtRest, reportIsTrue } from './rest-checks.ts';
import { INVARIANTS, type Finding, type InvariantName, type Violation } from './violation.ts';

/** Alpaca's limit per account. */
const CALLS_PER_MINUTE = 200;

export interface Witness {
  readonly watch: Watch;
  readonly violation: Violation | null;
  rest(world: World, last: boolean): void;
  bug(world: World, error: unknown): void;
  neverRests(world: World): void;
}

export function witness(): Witness {
  const targets: Targets = new Map();
  const calls: number[] = [];
  let oldest = 0;

  const note = (world: World, invariant: InvariantName, says: Finding): void => {
    if (says === null || seen.violation !== null) return;
    seen.violation = { invariant, number: INVARIANTS[invariant].number, at: world.time.now, says };
    world.log.note(world.time.now, 'violated', 0, invariant, says);
  };

  /** 12 */
  function withinCallBudget({ time }: World): Finding {
    calls.push(time.now);
    while (calls[oldest]! <= time.now - 60_000) oldest += 1;
    const recent = calls.length - oldest;
    return recent > CALLS_PER_MINUTE ? `${String(recent)} calls within a minute` : null;
  }

  /** 10 */
  function nothingAfterStop({ stopped }: World, process: ProcessTwin, call: Call): Finding {
    const isHeard = process.told && stopped?.by === 'message';
    return isHeard && call.of === 'submit' ? `process ${String(process.number)} submits after it heard the stop` : null;
  }

  function nothingIntendedAfterStop({ stores }: World, run: RunName, entries: readonly RunEntry[]): Finding {
    if (!entries.some(({ kind }) => kind === 'intended' || kind === 'resent')) return null;
    const journal = stores.journals.get(run) ?? [];
    const stop = journal.findIndex(({ kind }) => kind === 'stopped');
    const after = journal.findLastIndex(({ kind }) => kind === 'intended' || kind === 'resent');
    return stop >= 0 && after > stop ? 'an order is announced after the stop is written down' : null;
  }

  const watch: Watch = {
    called(world, process, call) {
      if (BROKER_CALLS.has(call.of)) note(world, 'withinCallBudget', withinCallBudget(world));
      if (process.repeats) note(world, 'finishedStaysFinished', finishedStaysFinished(process, call.of));
      if (call.of !== 'submit') return;
      note(world, 'nothingAfterStop', nothingAfterStop(world, process, call));
      note(world, 'noBuyBeforeFunding', noBuyBeforeFunding(world, call));
      note(world, 'ordersWellFormed', ordersWellFormed(world, call));
      note(world, 'pricedOnFreshQuote', pricedOnFreshQuote(world, call));
    },
    arrived(world, booked: BookedOrder) {
      note(world, 'oneOrderPerIntent', oneOrderPerIntent(world, booked));
      note(world, 'onlyInSession', onlyInSession(world, booked));
    },
    written(world, run, entries) {
      learnTargets(targets, sessionOf(run), entries);
      for (const entry of entries) {
        if (entry.kind === 'planned') note(world, 'neverBeyondTarget', planIsWanted(world.scenario, ledgerBehind(world, entry), entry));
      }
      note(world, 'noBuyBeforeFunding', fundingIsThere(world, entries));
      note(world, 'nothingAfterStop', nothingIntendedAfterStop(world, run, entries));
    },
    changed(world) {
      note(world, 'neverBeyondTarget', neverBeyondTarget(world, targets));
      note(world, 'cashNeverBelowZero', cashNeverBelowZero(world));
      note(world, 'neverBothSides', neverBothSides(world));
    },
  };

  const seen: Witness & { violation: Violation | null } = {
    watch,
    violation: null,
    rest(world, last) {
      note(world, 'reportIsTrue', nothingOpenAtRest(world, last));
      note(world, 'reportIsTrue', reportIsTrue(world, last));
      if (!last) return;
      const refused = world.refused;
      note(world, 'everyExecutionOnce', everyExecutionOnce(world, refused));
      note(world, 'booksEqualBroker', booksEqualBroker(world, refused));
    },
    bug(world, error) {
      const says = error instanceof Error ? error.message : String(error);
      note(world, 'comesToRest', error instanceof InvariantViolation ? says : `a bug stops a process: ${says}`);
    },
    neverRests: (world) => note(world, 'comesToRest', 'the day does not come to rest'),
  };
  return seen;
}

/** On the first day what the account was opened with, whatever a process read; once it has traded, what the plan says it was made from. */
function ledgerBehind(world: World, { plan, factsDigest }: Extract<RunEntry, { kind: 'planned' }>): Ledger {
  const isFirstSight = plan.session === world.scenario.hours.date && !world.disturbed;
  return isFirstSight ? world.opening.ledger : world.stores.facts[Number(factsDigest)]!.ledger;
}
