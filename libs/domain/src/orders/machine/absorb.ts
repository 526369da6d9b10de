/** Takes one event into the state. Decides nothing: what follows from the new state is `advance`'s affair. */
import { assertNever, invariant } from '../../result.ts';
import type { Instant } from '../../values/time.ts';
import type { ClientOrderId } from '../order.ts';
import { move } from '../moves.ts';
import type { ExecutionPolicy } from '../policy.ts';
import type { RunEntry } from './entry.ts';
import type { CancellationResult, MachineEvent, SubmissionResult } from './event.ts';
import { foldEntries, openOrder, type LegLog } from './log.ts';
import { doubt, seeOrder } from './observe.ts';
import { absorbAnswer, absorbSilence } from './answers.ts';
import { mapSame } from './map-same.ts';
import { unseenOrder, UNSEEN_LEG, type LegLive, type MachineState, type OrderLive } from './state.ts';

export function absorb(before: MachineState, event: MachineEvent, policy: ExecutionPolicy): MachineState {
  // A clock that jumps back must not bring a deadline back.
  const state: MachineState = event.at > before.now ? { ...before, now: event.at } : before;
  switch (event.kind) {
    case 'started':
      invariant(state.plan === null, 'A machine starts once');
      return adopt({ ...state, plan: event.plan }, event.entries);
    case 'persisted': {
      invariant(state.pending !== null, 'Only an append under way can be confirmed');
      return written({ ...state, pending: null }, state.pending);
    }
    case 'conflict':
      invariant(state.pending !== null, 'Only an append under way can conflict');
      return adopt({ ...state, pending: null }, event.entries);
    case 'submitted':
      return changeOrder(state, event.id, (leg, live, order) => submitted(leg, live, order, event.result, state.now, policy));
    case 'cancelled':
      return soon(
        changeOrder(state, event.id, (_, live, order) => ({ ...live, order: cancelled(order, event.result, state.now, policy) })),
      );
    case 'answered':
      return absorbAnswer(state, event.ask, event.answer, policy);
    case 'unanswered':
      return absorbSilence(state, event.ask, policy);
    case 'streamed':
      return { ...state, legs: mapSame(state.legs, (live, i) => seeOrder(state.log.legs[i]!, live, event.order)) };
    case 'ticked':
      return state;
    case 'stopped':
      return { ...state, stopping: state.stopping ?? event.why };
    default:
      return assertNever(event);
  }
}

/** Entries of ours are in the journal: the sends they announce are ours to perform. */
function written(state: MachineState, entries: readonly RunEntry[]): MachineState {
  const due = new Map<ClientOrderId, 'first' | 'again'>();
  for (const entry of entries) {
    if (entry.kind === 'intended') due.set(entry.id, 'first');
    if (entry.kind === 'resent') due.set(entry.id, 'again');
  }
  return align({ ...state, log: foldEntries(state.log, entries) }, due);
}

/** Another writer's entries, or our own of a former life: the sends they announce may or may not have happened. */
function adopt(state: MachineState, entries: readonly RunEntry[]): MachineState {
  const adopted = align({ ...state, log: foldEntries(state.log, entries) }, new Map());
  // What looked like a stranger's may be the other writer's order, which we have only now read of.
  return { ...adopted, legs: mapSame(adopted.legs, (live) => (live.stranger === null ? live : { ...live, stranger: null })) };
}

/** Brings what we see in line with what is written: one live order per open one, none for the others. */
function align(state: MachineState, due: ReadonlyMap<ClientOrderId, 'first' | 'again'>): MachineState {
  const legs = state.log.legs.map((leg, i) => {
    const live = state.legs[i] ?? UNSEEN_LEG;
    const open = openOrder(leg);
    if (open === undefined) return live.order === null ? live : { ...live, order: null };
    const sendDue = due.get(open.intent.id) ?? null;
    if (live.order?.id !== open.intent.id) {
      return { ...live, order: unseenOrder(open, sendDue, state.now), quote: undefined, waitingSince: null };
    }
    // Seen while the announcement was written: there is nothing to send any more.
    return sendDue === null || live.order.status !== 'unknown' ? live : { ...live, order: { ...live.order, sendDue } };
  });
  return { ...state, legs };
}

function submitted(leg: LegLog, live: LegLive, sent: OrderLive, result: SubmissionResult, now: Instant, policy: ExecutionPolicy): LegLive {
  const order: OrderLive = { ...sent, heardAt: now };
  switch (result.status) {
    case 'accepted':
      return seeOrder(leg, live, result.order);
    case 'refused': {
      const isOnlySend = order.sentFirst && openOrder(leg)?.sends === 1 && order.status === 'submitting';
      // Any other refusal says nothing of the first copy: funds or shares may be held by it.
      if (!isOnlySend || policy.doubtedRefusals.includes(result.code)) return { ...live, order: doubt(order, now) };
      return { ...live, order: { ...order, refused: result.says, lookUps: 0, missingAt: null, lookUpAt: now } };
    }
    case 'unknown':
      return { ...live, order: doubt(order, now) };
    case 'unsent': {
      const denied = order.sentFirst ? move(order.status, 'deny') : undefined;
      if (denied?.ok !== true) return { ...live, order: doubt(order, now) };
      return { ...live, order: { ...order, status: denied.value, unsent: result.says } };
    }
  }
}

function cancelled(order: OrderLive, result: CancellationResult, now: Instant, policy: ExecutionPolicy): OrderLive {
  const wait = Math.min(policy.cancelAgainMs * 2 ** Math.min(order.cancels, 8), policy.backOffMsMax);
  return {
    ...order,
    cancelling: false,
    cancels: order.cancels + 1,
    cancelAt: (now + (result.status === 'unknown' ? policy.pollMs : wait)) as Instant,
  };
}

/** The list is worth reading now. */
const soon = (state: MachineState): MachineState => ({
  ...state,
  reads: { ...state.reads, orders: { ...state.reads.orders, dueAt: state.now } },
});

function changeOrder(
  state: MachineState,
  id: ClientOrderId,
  change: (leg: LegLog, live: LegLive, order: OrderLive) => LegLive,
): MachineState {
  // None has it when it was closed on better evidence while the answer travelled.
  const legs = mapSame(state.legs, (live, i) => (live.order?.id === id ? change(state.log.legs[i]!, live, live.order) : live));
  return legs === state.legs ? state : { ...state, legs };
}
