/**
 * The machine that carries an approved plan to its end, without a promise or a clock of its own.
 *
 * `step` takes an event into the state and then asks, of the state as a whole: what is missing? The same question is
 * asked after a reply, an alarm, a crash or another writer's entry, so that start-up and recovery are the same code.
 *
 * 1. the plan is written down   2. sells, all legs at once   3. one reading of confirmed cash   4. buys, shrunk to it
 * 5. executions are compared   6. the end is written down
 */
import { invariant } from '../../result.ts';
import type { Instant } from '../../values/time.ts';
import { DEFAULT_EXECUTION_POLICY, type ExecutionPolicy, type OrderGuard } from '../policy.ts';
import { absorb } from './absorb.ts';
import { ask, due, emptyAgenda, type Agenda, type Moment } from './agenda.ts';
import type { Effect } from './effect.ts';
import type { PlannedEntry } from './entry.ts';
import type { MachineEvent } from './event.ts';
import { advanceFinish, askFills } from './finish.ts';
import { advanceFunding, sellsAreOver } from './funding.ts';
import { advanceLeg, isAtRest } from './leg.ts';
import { mapSame } from './map-same.ts';
import { noteOf } from './notes.ts';
import { outcomeOf } from './outcome-of.ts';
import type { MachineState, Read } from './state.ts';

export interface Step {
  readonly state: MachineState;
  readonly effects: readonly Effect[];
}

/**
 * @param state `IDLE` at first. The first event is `started`; after `done` nothing has an effect.
 * @param guard looks at every new order before it is written down; none lets all pass.
 */
export function step(
  state: MachineState,
  event: MachineEvent,
  policy: ExecutionPolicy = DEFAULT_EXECUTION_POLICY,
  guard: OrderGuard | null = null,
): Step {
  invariant(state.plan !== null || event.kind === 'started', 'A machine starts before anything happens to it');
  if (state.done) return { state, effects: [] };
  const next = advance(absorb(state, event, policy), policy, guard);
  if (event.kind !== 'persisted' || state.pending === null) return next;
  const notes = state.pending.map((entry): Effect => ({ kind: 'emit', note: noteOf(entry) }));
  return { state: next.state, effects: [...notes, ...next.effects] };
}

function advance(state: MachineState, policy: ExecutionPolicy, guard: OrderGuard | null): Step {
  const { log } = state;
  if (log.finished !== null) return { state: { ...state, done: true }, effects: [{ kind: 'done', outcome: outcomeOf(log) }] };
  const agenda = emptyAgenda(state.asks, state.lastAsk);
  if (log.planned === null) {
    if (state.pending === null && state.plan !== null) agenda.entries.push(state.plan);
    return settle(state, agenda);
  }
  const moment = momentOf(state, log.planned, policy, guard);
  if (state.stopping !== null && log.stopped === null && moment.mayWrite)
    agenda.entries.push({ kind: 'stopped', at: state.now, why: state.stopping });
  const legs = mapSame(state.legs, (live, i) => advanceLeg(moment, log.legs[i]!, live, agenda));
  let next: MachineState = legs === state.legs ? state : { ...state, legs };
  next = markRest(moment, next, agenda);
  next = advanceFunding(moment, next, agenda);
  if (agenda.entries.length === 0) next = advanceFinish(moment, next, agenda);
  next = advanceReads(moment, next, agenda);
  return settle(next, agenda);
}

function momentOf(state: MachineState, planned: PlannedEntry, policy: ExecutionPolicy, guard: OrderGuard | null): Moment {
  const { log, now } = state;
  const stopped = log.stopped ?? (state.stopping === null ? null : { at: now, why: state.stopping });
  return {
    log,
    planned,
    now,
    policy,
    guard,
    account: state.reads.account.answer,
    stopped,
    mayWrite: state.pending === null,
    cutoff: (planned.close - policy.submitCutoffMs) as Instant,
  };
}

/** Notes when the sells, and when all legs, came to rest: only what is asked after that tells of it. */
function markRest(moment: Moment, state: MachineState, agenda: Agenda): MachineState {
  if (state.allRest !== null) return state;
  const rest = { at: moment.now, lastAsk: agenda.lastAsk };
  const sellsRest = state.sellsRest ?? (sellsAreOver(moment, state.legs, agenda) ? rest : null);
  const allRest = moment.log.legs.every(isAtRest) ? rest : null;
  return sellsRest === state.sellsRest && allRest === null ? state : { ...state, sellsRest, allRest };
}

/** One list call polls every open order; executions show strangers; one quote call serves every leg that wants a price. */
function advanceReads(moment: Moment, state: MachineState, agenda: Agenda): MachineState {
  const { policy, planned } = moment;
  let { reads } = state;
  // What is in doubt is looked up by its id.
  const isOut = state.legs.some(({ order }) => order !== null && (order.status === 'working' || order.status === 'cancelling'));
  const isDue = (read: Read<unknown>, at: number): boolean => read.asked === null && due(agenda, moment, at);
  if (isOut && isDue(reads.orders, reads.orders.dueAt)) {
    reads = {
      ...reads,
      orders: { ...reads.orders, asked: ask(agenda, { of: 'orders', since: Math.max(0, planned.at - policy.clockSkewMs) as Instant }) },
    };
  }
  const fillsDue = reads.fills.answer === null ? planned.at + policy.fillsEveryMs : reads.fills.dueAt + policy.fillsEveryMs;
  if (isOut && isDue(reads.fills, Math.max(fillsDue, reads.fills.dueAt))) {
    reads = { ...reads, fills: { ...reads.fills, asked: askFills(moment, agenda) } };
  }
  if (agenda.quotesFor.length > 0 && isDue(reads.quotes, reads.quotes.dueAt)) {
    const tickers = [...new Set(agenda.quotesFor)].sort();
    reads = { ...reads, quotes: { ...reads.quotes, asked: ask(agenda, { of: 'quotes', tickers }) } };
  }
  return reads === state.reads ? state : { ...state, reads };
}

/** Turns the agenda into effects: writes, questions and deeds, and one alarm for whatever is due next. */
function settle(state: MachineState, agenda: Agenda): Step {
  const { entries, asks, lastAsk } = agenda;
  invariant(state.pending === null || entries.length === 0, 'Never two appends at once');
  const effects: Effect[] = entries.length > 0 ? [{ kind: 'persist', expectedLength: state.log.length, entries }] : [];
  effects.push(...agenda.effects);
  const until = nextAlarm(agenda, state);
  const isBusy =
    effects.length > 0 ||
    state.pending !== null ||
    asks.length > 0 ||
    state.legs.some(({ order }) => order?.status === 'submitting' || order?.cancelling === true);
  invariant(isBusy || until !== undefined, 'A run that is not done waits for something');
  if (until !== undefined) effects.push({ kind: 'wait', until });
  if (entries.length === 0 && asks === state.asks) return { state, effects };
  return { state: { ...state, pending: entries.length > 0 ? entries : state.pending, asks, lastAsk }, effects };
}

function nextAlarm({ alarms }: Agenda, { now }: MachineState): Instant | undefined {
  let next: Instant | undefined;
  for (const at of alarms) if (at > now && (next === undefined || at < next)) next = at;
  return next;
}
