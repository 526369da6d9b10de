/**
 * The only loop with a broker: performs the machine's effects through ports and tells it what came of them.
 * Start-up and recovery are the same code: the journal is read first, and what stands there wins over the plan at hand.
 */
import {
  DEFAULT_EXECUTION_POLICY,
  IDLE,
  instant,
  invariant,
  orderGuard,
  outcomeOf,
  quantityIncrement,
  step,
  type Account,
  type AccountId,
  type Approved,
  type Effect,
  type ExecutionPolicy,
  type Facts,
  type Instant,
  type MachineEvent,
  type MachineState,
  type Outcome,
  type PlannedEntry,
  type RebalancePlan,
  type RiskLimits,
  type SessionHours,
} from '@alchemiser/domain';
import {
  Failure,
  type Broker,
  type Clock,
  type Journal,
  type Logger,
  type MarketData,
  type RunKey,
  type TradeUpdates,
} from '@alchemiser/services';
import { hintsFrom, type Hints } from './hints.ts';
import { perform, type Deed, type Performed } from './perform.ts';
import { readEntries } from './run-journal.ts';

export interface ActPorts {
  readonly broker: Broker;
  readonly market: Pick<MarketData, 'quotes'>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Logger;
  /** Hints while orders work: a run hears of a fill before its next poll. Nothing depends on them. */
  readonly updates?: TradeUpdates;
  /** Asked before every submission; true lets nothing more leave. A switch that cannot be read counts as thrown. */
  readonly killSwitch?: () => Promise<boolean>;
}

export interface ActContext {
  readonly hours: SessionHours;
  /** What the plan was made from. */
  readonly facts: Pick<Facts, 'instruments' | 'history' | 'account'>;
  readonly limits: RiskLimits;
  /** As read before the run: orders are judged by it until the run has read it again. */
  readonly account: Account;
  readonly policy?: ExecutionPolicy;
  /** SHA-256 of the facts the plan was made from: kept with the plan. */
  readonly factsDigest?: string;
  /** Aborted by Ctrl-C: open orders are cancelled, executions compared, and what is left is in the outcome. */
  readonly signal?: AbortSignal;
  /** Called whenever something more is written down. */
  readonly onProgress?: (soFar: Outcome) => void;
}

/**
 * Carries an approved plan to its end. The plan is written down if the run has none yet; a run that has one goes on
 * with its own. A finished run has no effects and returns the outcome it recorded.
 * @throws Failure when the journal cannot be read or written, or the broker keeps refusing to be read. The run can be resumed.
 */
export async function act(ports: ActPorts, run: RunKey, plan: Approved<RebalancePlan>, context: ActContext): Promise<Outcome> {
  const entries = await readEntries(ports.journal, run);
  return carry(ports, run, entries, plannedEntry(ports, run, plan, context), context);
}

/** Goes on with the plan that the journal holds. @returns undefined when it holds none. */
export async function resume(ports: ActPorts, run: RunKey, context: ActContext): Promise<Outcome | undefined> {
  const entries = await readEntries(ports.journal, run);
  const [planned] = entries;
  return planned?.kind === 'planned' ? carry(ports, run, entries, planned, context) : undefined;
}

async function carry(
  ports: ActPorts,
  run: RunKey,
  entries: Awaited<ReturnType<typeof readEntries>>,
  plan: PlannedEntry,
  context: ActContext,
): Promise<Outcome> {
  const since = instant(Math.max(0, plan.at - (context.policy ?? DEFAULT_EXECUTION_POLICY).clockSkewMs));
  // A finished run has no effects, not even a connection.
  const isFinished = entries.some(({ kind }) => kind === 'finished');
  const hints = hintsFrom(isFinished ? { ...ports, updates: undefined } : ports, since);
  try {
    return await loop(ports, run, entries, plan, context, hints);
  } finally {
    hints.stop();
  }
}

async function loop(
  ports: ActPorts,
  run: RunKey,
  entries: Awaited<ReturnType<typeof readEntries>>,
  plan: PlannedEntry,
  context: ActContext,
  hints: Hints,
): Promise<Outcome> {
  const policy = context.policy ?? DEFAULT_EXECUTION_POLICY;
  const guard = orderGuard(plan.plan, context.facts, context.limits, context.account);
  let state: MachineState = IDLE;
  let effects: Effect[] = [];
  let isStopping = false;
  const tell = (event: MachineEvent): void => {
    const length = state.log.length;
    const next = step(state, event, policy, guard);
    state = next.state;
    // The newest alarm replaces the ones before it.
    if (next.effects.some(({ kind }) => kind === 'wait')) effects = effects.filter(({ kind }) => kind !== 'wait');
    effects.push(...next.effects);
    if (state.log.length > length && state.log.planned !== null) context.onProgress?.(outcomeOf(state.log));
  };
  const hear = (): void => {
    for (const order of hints.take()) tell({ kind: 'streamed', at: ports.clock.now(), order });
  };
  tell({ kind: 'started', at: ports.clock.now(), entries, plan });
  const reads = readsWatch(ports);
  // A batch that is in hand when somebody stops the run is not sent either.
  const stopped = inOrder(async (): Promise<string | undefined> =>
    isStopping || (await whyStop(ports, context, [])) !== undefined ? 'the run was stopped' : undefined,
  );
  for (;;) {
    const now = effects;
    effects = [];
    const deeds: Deed[] = [];
    let alarm: Instant | undefined;
    for (const effect of now) {
      if (effect.kind === 'done') return effect.outcome;
      if (effect.kind === 'emit') ports.log[effect.note.level](effect.note.message, effect.note.fields);
      else if (effect.kind === 'wait') alarm = effect.until;
      else deeds.push(effect);
    }
    const why = isStopping ? undefined : await whyStop(ports, context, deeds);
    if (why !== undefined) {
      isStopping = true;
      tell({ kind: 'stopped', at: ports.clock.now(), why });
    }
    if (deeds.length === 0 && why === undefined) {
      invariant(alarm !== undefined, 'A run without deeds waits for an alarm');
      await hints.napUntilHeard(Math.max(1, Math.min(alarm - ports.clock.now(), NAP_MS)));
      hear();
      tell({ kind: 'ticked', at: ports.clock.now() });
      continue;
    }
    // All legs at once; then told in the order asked, so that a run on a virtual clock repeats to the byte.
    const told = await Promise.allSettled(deeds.map((deed) => perform(ports, run, deed, stopped)));
    for (const result of told) {
      if (result.status === 'rejected') throw result.reason;
      reads(result.value);
      tell(result.value.event);
    }
    hear();
  }
}

/** The longest sleep between two looks at the kill switch and at Ctrl-C. */
const NAP_MS = 1_000;
/** Reads of one kind in a row that failed for good (a revoked key, replies nobody can read) after which the run stops and can be resumed. */
const REFUSED_READS_MAX = 5;

/** One unreadable reply is weather; the same read refused again and again is for a person. */
function readsWatch(ports: ActPorts): (performed: Performed) => void {
  const refused = new Map<string, number>();
  return ({ event, stopFailure, read }) => {
    if (read === undefined) return;
    if (stopFailure === undefined) {
      if (event.kind === 'answered') refused.delete(read);
      return;
    }
    const times = (refused.get(read) ?? 0) + 1;
    refused.set(read, times);
    ports.log.error('read refused', { of: read, code: stopFailure.code, says: stopFailure.message });
    if (times >= REFUSED_READS_MAX) throw stopFailure;
  };
}

async function whyStop(ports: ActPorts, context: ActContext, deeds: readonly Deed[]): Promise<'killed' | 'interrupted' | undefined> {
  if (context.signal?.aborted === true) return 'interrupted';
  const isQuiet = deeds.length > 0 && deeds.every(({ kind }) => kind === 'query' || kind === 'cancel');
  if (ports.killSwitch === undefined || isQuiet) return undefined;
  try {
    return (await ports.killSwitch()) ? 'killed' : undefined;
  } catch (error) {
    ports.log.error('kill switch unreadable', { says: error instanceof Error ? error.message : String(error) });
    return 'killed';
  }
}

function plannedEntry(ports: ActPorts, run: RunKey, plan: RebalancePlan, context: ActContext): PlannedEntry {
  invariant(plan.session === run.session && plan.session === context.hours.date, 'Plan, run and hours are of one session');
  return {
    kind: 'planned',
    at: ports.clock.now(),
    account: run.account as AccountId,
    ordinal: run.ordinal,
    open: context.hours.open,
    close: context.hours.close,
    dedupe: ports.broker.dedupe,
    plan,
    increments: plan.trades.map((trade) => {
      const instrument = context.facts.instruments.get(trade.ticker);
      if (instrument === undefined) throw new Failure('broker.refused', `The broker does not say how ${trade.ticker} trades.`);
      return quantityIncrement(instrument);
    }),
    factsDigest: context.factsDigest ?? null,
  };
}

/** Answers in the order of asking, however long each answer takes: what leaves together leaves in the order of its plan. */
function inOrder<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
}
