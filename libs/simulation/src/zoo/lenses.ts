/** Lenses of the kinds that several mutants look through: at what the broker shows, and at what is sent. */
import type {
  ClientOrderId,
  Effect,
  LegLog,
  MachineEvent,
  MachineState,
  OrderLog,
  Quantity,
  Ticket,
  VenueOrder,
  VenueOrderId,
} from '@alchemiser/domain';
import type { Lens } from '../process/practices.ts';

/** What is made of an order that the broker shows; null for one that is not looked at. */
export type Sight = (order: VenueOrder) => VenueOrder | null;

export function throughSight(event: MachineEvent, sight: Sight): MachineEvent {
  const all = (orders: readonly VenueOrder[]): readonly VenueOrder[] => orders.flatMap((order) => sight(order) ?? []);
  switch (event.kind) {
    case 'streamed': {
      const order = sight(event.order);
      return order === null ? { kind: 'ticked', at: event.at } : { ...event, order };
    }
    case 'submitted': {
      if (event.result.status !== 'accepted') return event;
      const order = sight(event.result.order);
      return { ...event, result: order === null ? { status: 'unknown', says: 'not looked at' } : { ...event.result, order } };
    }
    case 'answered': {
      const { answer } = event;
      if (answer.of === 'order') return { ...event, answer: { ...answer, order: answer.order === null ? null : sight(answer.order) } };
      if (answer.of === 'orders' || answer.of === 'openOrders') return { ...event, answer: { ...answer, orders: all(answer.orders) } };
      return event;
    }
    default:
      return event;
  }
}

/** What is sent instead of a ticket of an order of a leg. */
export type Rewrite = (ticket: Ticket, leg: LegLog, order: OrderLog) => Ticket;

export const throughTickets = (effects: readonly Effect[], { log }: MachineState, rewrite: Rewrite): readonly Effect[] =>
  effects.map((effect) => {
    if (effect.kind !== 'submit') return effect;
    const { ticket } = effect;
    const leg = log.legs.find((each) => each.ticker === ticket.ticker);
    const order = leg?.orders.find(({ intent }) => intent.id === ticket.clientOrderId);
    return leg === undefined || order === undefined ? effect : { ...effect, ticket: rewrite(ticket, leg, order) };
  });

/** Sends another quantity than was written down, and takes what comes of it for what was meant. */
export function resizing(size: (ticket: Ticket, leg: LegLog, order: OrderLog) => Quantity): Lens {
  const meant = new Map<ClientOrderId, Quantity>();
  return {
    effects: (effects, state) =>
      throughTickets(effects, state, (ticket, leg, order) => {
        const quantity = size(ticket, leg, order);
        if (quantity !== ticket.quantity) meant.set(ticket.clientOrderId, ticket.quantity);
        return { ...ticket, quantity };
      }),
    event: (event) =>
      throughSight(event, (order) => {
        const quantity = meant.get(order.clientOrderId);
        return quantity === undefined ? order : asMeant(order, quantity);
      }),
  };
}

function asMeant(order: VenueOrder, quantity: Quantity): VenueOrder {
  const isFilled = order.status === 'filled' || order.filled >= quantity;
  return isFilled ? { ...order, quantity, filled: quantity, status: 'filled' } : { ...order, quantity };
}

/** An order as it would look had the venue rejected it. */
export function rejected({ log }: MachineState, id: ClientOrderId, says: string): VenueOrder | undefined {
  const intent = log.legs.flatMap((leg) => leg.orders).find((order) => order.intent.id === id)?.intent;
  if (intent === undefined) return undefined;
  return {
    venueOrderId: `imagined-${id}` as VenueOrderId,
    clientOrderId: id,
    ticker: intent.ticker,
    side: intent.side,
    quantity: intent.quantity,
    type: intent.type,
    limitPrice: intent.limitPrice,
    status: 'rejected',
    rawStatus: says,
    filled: 0n as Quantity,
    averageFillPrice: null,
    submittedAt: null,
  };
}
