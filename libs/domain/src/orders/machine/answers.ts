/** Takes the answers to our questions into the state. A failed read changes nothing but the time of the next try. */
import { invariant } from '../../result.ts';
import type { Instant } from '../../values/time.ts';
import type { ExecutionPolicy } from '../policy.ts';
import type { Query } from './effect.ts';
import type { Answer } from './event.ts';
import type { LegLog } from './log.ts';
import { seeOrder } from './observe.ts';
import type { LegLive, MachineState, OrderLive, Read, Reads } from './state.ts';
import { strangeFill, strangeOrder } from './strangers.ts';

export function absorbAnswer(state: MachineState, ask: number, answer: Answer, policy: ExecutionPolicy): MachineState {
  const query = state.asks.get(ask);
  if (query === undefined) return state;
  invariant(query.of === answer.of, 'An answer is of the kind that was asked for');
  const open = { ...state, asks: without(state.asks, ask) };
  switch (answer.of) {
    case 'order': {
      const { order } = answer;
      if (order === null) return lookedUp(open, answer.id, policy, true);
      return lookedUp(
        seeEverywhere(open, (leg, live) => seeOrder(leg, live, order)),
        answer.id,
        policy,
        false,
      );
    }
    case 'orders': {
      const { orders } = answer;
      const seen = seeEverywhere(open, (leg, live) => orders.reduce((each, order) => seeOrder(leg, each, order), live));
      return markStrangers(answered(seen, 'orders', ask, orders, policy.pollMs), (leg, since) => strangeOrder(leg, orders, since));
    }
    case 'openOrders': {
      const { orders } = answer;
      return markStrangers(answered(open, 'openOrders', ask, orders, policy.pollMs), (leg, since) => strangeOrder(leg, orders, since));
    }
    case 'fills':
      return markStrangers(answered(open, 'fills', ask, answer.fills, policy.pollMs), (leg, since) =>
        strangeFill(leg, answer.fills, since),
      );
    case 'account':
      return answered(open, 'account', ask, answer.account, policy.pollMs);
    case 'quotes': {
      const asked = query.of === 'quotes' ? query.tickers : [];
      const quoted = seeEverywhere(open, (leg, live) =>
        asked.includes(leg.ticker) ? { ...live, quote: answer.quotes.get(leg.ticker) ?? null } : live,
      );
      return answered(quoted, 'quotes', ask, answer.quotes, 0);
    }
  }
}

export function absorbSilence(state: MachineState, ask: number, policy: ExecutionPolicy): MachineState {
  const query = state.asks.get(ask);
  if (query === undefined) return state;
  const open = { ...state, asks: without(state.asks, ask) };
  if (query.of === 'order') return lookedUp(open, query.id, policy, undefined);
  const read = open.reads[query.of];
  const failures = read.failures + 1;
  return { ...open, reads: { ...open.reads, [query.of]: { ...read, asked: null, failures, dueAt: later(open.now, failures, policy) } } };
}

/** Doubling from `pollMs`, at most `backOffMsMax`. */
export const later = (now: Instant, times: number, policy: ExecutionPolicy): Instant =>
  (now + Math.min(policy.pollMs * 2 ** Math.min(times, 16), policy.backOffMsMax)) as Instant;

/** @param missing whether the broker does not know the id; undefined when it could not be asked. */
function lookedUp(state: MachineState, id: OrderLive['id'], policy: ExecutionPolicy, missing: boolean | undefined): MachineState {
  return seeEverywhere(state, (_, live) => {
    if (live.order?.id !== id) return live;
    const order: OrderLive = {
      ...live.order,
      lookingUp: false,
      lookUps: live.order.lookUps + 1,
      lookUpAt: later(state.now, live.order.lookUps, policy),
      // Known once, known always: not finding it again is read lag.
      missingAt: missing === true && live.order.seen === null ? state.now : null,
    };
    return { ...live, order };
  });
}

function answered<K extends keyof Reads>(
  state: MachineState,
  of: K,
  ask: number,
  answer: NonNullable<Reads[K]['answer']>,
  everyMs: number,
): MachineState {
  const read: Read<typeof answer> = { asked: null, dueAt: (state.now + everyMs) as Instant, failures: 0, answer, answeredAsk: ask };
  return { ...state, reads: { ...state.reads, [of]: read } };
}

function markStrangers(state: MachineState, find: (leg: LegLog, since: Instant) => string | undefined): MachineState {
  const since = state.log.planned?.at;
  if (since === undefined) return state;
  return seeEverywhere(state, (leg, live) => {
    if (live.stranger !== null || leg.ended !== null || leg.halted !== null) return live;
    const stranger = find(leg, since);
    return stranger === undefined ? live : { ...live, stranger };
  });
}

const seeEverywhere = (state: MachineState, see: (leg: LegLog, live: LegLive) => LegLive): MachineState => ({
  ...state,
  legs: state.legs.map((live, i) => see(state.log.legs[i]!, live)),
});

function without(asks: ReadonlyMap<number, Query>, ask: number): ReadonlyMap<number, Query> {
  const rest = new Map(asks);
  rest.delete(ask);
  return rest;
}
