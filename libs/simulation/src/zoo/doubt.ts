/** Bugs about orders whose fate is not known: what is not evidence is taken for it. */
import type { ClientOrderId, MachineEvent, MachineState, VenueOrderId } from '@alchemiser/domain';
import type { Lens } from '../process/practices.ts';
import { rejected, throughSight } from './lenses.ts';
import type { Mutant } from './mutant.ts';

/** No answer is a failure, and a failed order is not looked at again. */
function silenceIsFailure(): Lens {
  const failed = new Set<ClientOrderId>();
  return {
    event(event) {
      if (event.kind === 'submitted' && event.result.status === 'unknown') {
        failed.add(event.id);
        return { ...event, result: { status: 'refused', code: 'timeout', says: event.result.says, related: [] } };
      }
      return throughSight(event, (order) => (failed.has(order.clientOrderId) ? null : order));
    },
  };
}

/** Looks three times in the same breath, which sees the same three times. */
const notFoundIsRejected = (): Lens => ({
  event(event, state) {
    if (event.kind !== 'answered' || event.answer.of !== 'order' || event.answer.order !== null) return event;
    const order = rejected(state, event.answer.id, 'not found three times') ?? null;
    return { ...event, answer: { ...event.answer, order } };
  },
});

const believesEveryRefusal = (): Lens => ({
  event(event, state) {
    if (event.kind !== 'submitted' || event.result.status !== 'refused') return event;
    const order = rejected(state, event.id, event.result.says);
    return order === undefined ? event : { kind: 'streamed', at: event.at, order };
  },
});

/** Names orders after the life of the process, and knows those names only. */
function namesByLife(life: number): Lens {
  const suffix = `-life${String(life)}`;
  const own = new Set<VenueOrderId>();
  const salted = (id: ClientOrderId): ClientOrderId => `${id.slice(0, 25)}${suffix}` as ClientOrderId;
  const plain = new Map<ClientOrderId, ClientOrderId>();
  const name = (id: ClientOrderId): ClientOrderId => {
    plain.set(salted(id), id);
    return salted(id);
  };
  return {
    effects: (effects) =>
      effects.map((effect) => {
        if (effect.kind === 'submit') return { ...effect, ticket: { ...effect.ticket, clientOrderId: name(effect.ticket.clientOrderId) } };
        if (effect.kind === 'query' && effect.query.of === 'order')
          return { ...effect, query: { ...effect.query, id: name(effect.query.id) } };
        return effect;
      }),
    event: (event, state) => ownOnly(event, state),
  };

  function ownOnly(event: MachineEvent, { log }: MachineState): MachineEvent {
    for (const leg of log.legs) for (const { venueOrderId } of leg.orders) if (venueOrderId !== null) own.add(venueOrderId);
    const seen = throughSight(event, (order) => {
      const id = plain.get(order.clientOrderId);
      if (id === undefined) return order.clientOrderId.startsWith('alch-') ? null : order;
      own.add(order.venueOrderId);
      return { ...order, clientOrderId: id };
    });
    if (seen.kind === 'submitted') return { ...seen, id: plain.get(seen.id) ?? seen.id };
    if (seen.kind !== 'answered') return seen;
    const { answer } = seen;
    if (answer.of === 'order') return { ...seen, answer: { ...answer, id: plain.get(answer.id) ?? answer.id } };
    if (answer.of === 'fills') return { ...seen, answer: { ...answer, fills: answer.fills.filter((fill) => own.has(fill.venueOrderId)) } };
    return seen;
  }
}

export const DOUBT_BUGS: readonly Mutant[] = [
  {
    number: 2,
    name: 'timeout-is-failure',
    did: 'A timeout after acceptance counts as failed; the ladder walks on with the full remainder under a new id.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: silenceIsFailure },
  },
  {
    number: 6,
    name: 'new-ids-after-restart',
    did: 'A process that starts again names its orders anew.',
    mix: 'heavy',
    caughtBy: 'oneOrderPerIntent',
    practices: { lens: namesByLife },
  },
  {
    number: 7,
    name: 'not-found-is-rejected',
    did: '"Not found" three times counts as rejected.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: notFoundIsRejected },
  },
  {
    number: 19,
    name: 'refusal-of-a-resend-is-believed',
    did: 'The refusal of a second copy ("insufficient funds", because the first order holds them) is believed, and the next step trades again.',
    mix: 'chaos',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: believesEveryRefusal },
  },
];
