/** Takes the answers to our questions into the state. A failed read changes nothing but the time of the next try. */
import { invariant } from '../../result.ts';
import type { Instant } from '../../values/time.ts';
import type { ExecutionPolicy } from '../policy.ts';
import type { Answer } from './event.ts';
import type { LegLog } from './log.ts';
import { seeOrder } from './observe.ts';
import { mapSame } from './map-same.ts';
import type { Asked, LegLive, MachineState, OrderLive, Read, Reads } from './state.ts';
import { strangeFill, strangeOrder } from './strangers.ts';

export function absorbAnswer(state: MachineState, ask: number, answer: Answer, policy: ExecutionPolicy): MachineState {
  const query = queryOf(state, ask);
  if (query === undefined) return state;
  invariant(query.of === answer.of, 'An answer is of the kind that was asked for');
  switch (answer.of) {
    case 'order': {
      const { order } = answer;
      const open = { ...state, asks: without(state.asks, ask) };
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
      const seen = seeEverywhere(answered(state, 'orders', ask, orders, policy.pollMs), (leg, live) =>
        orders.reduce((each, order) => seeOrder(leg, each, order), live),
      );
      return markStrangers(seen, (leg, since) => strangeOrder(leg, orders, since));
    }
    case 'openOrders': {
      const { orders } = answer;
      return markStrangers(answered(state, 'openOrders', ask, orders, policy.pollMs), (leg, since) => strangeOrder(leg, orders, since));
    }
    case 'fills': {
      const { fills } = answer;
      return markStrangers(answered(state, 'fills', ask, fills, policy.pollMs), (leg, since) => strangeFill(leg, fills, since));
    }
    case 'account':
      return answered(state, 'account', ask, answer.account, policy.pollMs);
    case 'quotes': {
      const asked = query.of === 'quotes' ? query.tickers : [];
      return seeEverywhere(answered(state, 'quotes', ask, answer.quotes, 0), (leg, live) =>
        asked.includes(leg.ticker) ? { ...live, quote: answer.quotes.get(leg.ticker) ?? null } : live,
      );
    }
  }
}

export function absorbSilence(state: MachineState, ask: number, policy: ExecutionPolicy): MachineState {
  const query = queryOf(state, ask);
  if (query === undefined) return state;
  const asks = without(state.asks, ask);
  if (query.of === 'order') return lookedUp({ ...state, asks }, query.id, policy, undefined);
  const read = state.reads[query.of];
  const failures = read.failures + 1;
  const silent = { ...read, asked: null, failures, dueAt: later(state.now, failures, policy) };
  return { ...state, asks, reads: withRead(state.reads, query.of, silent) };
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

/** The question is no longer under way, and its answer is the latest of its kind. */
function answered<K extends keyof Reads>(
  state: MachineState,
  of: K,
  ask: number,
  answer: NonNullable<Reads[K]['answer']>,
  everyMs: number,
): MachineState {
  const read: Read<typeof answer> = { asked: null, dueAt: (state.now + everyMs) as Instant, failures: 0, answer, answeredAsk: ask };
  return { ...state, asks: without(state.asks, ask), reads: withRead(state.reads, of, read) };
}

function withRead(reads: Reads, of: keyof Reads, read: Read<unknown>): Reads {
  const after: Record<keyof Reads, Read<unknown>> = { ...reads };
  after[of] = read;
  return after as Reads;
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

function seeEverywhere(state: MachineState, see: (leg: LegLog, live: LegLive) => LegLive): MachineState {
  const legs = mapSame(state.legs, (live, i) => see(state.log.legs[i]!, live));
  return legs === state.legs ? state : { ...state, legs };
}

const queryOf = ({ asks }: MachineState, ask: number): Asked['query'] | undefined => asks.find((asked) => asked.ask === ask)?.query;

const without = (asks: readonly Asked[], ask: number): readonly Asked[] => asks.filter((asked) => asked.ask !== ask);
