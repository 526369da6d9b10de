/** Our orders and executions against the broker's list of them. */
import { least, NO_SHARES, remaining, total, type Quantity } from '../values/exact.ts';
import { isClosed, type VenueOrder } from '../orders/order.ts';
import type { OrderOutcome, Outcome } from '../run/outcome.ts';

/** How many orders and executions there were, and what differs: in shares. */
export interface ComparedOrders {
  readonly orders: number;
  readonly executions: number;
  readonly differences: readonly { readonly what: string; readonly ours: Quantity; readonly brokers: Quantity }[];
}

/** @param listed the broker's orders since the run began; those that are not the outcome's are not looked at. */
export function compareOrders({ legs, fills }: Pick<Outcome, 'legs' | 'fills'>, listed: readonly VenueOrder[]): ComparedOrders {
  const orders = legs.flatMap((leg) => leg.orders.map((order) => ({ name: `${leg.ticker} order ${order.clientOrderId}`, order })));
  const differences = orders.flatMap(({ name, order }) => {
    const theirs = listed.find((candidate) => candidate.clientOrderId === order.clientOrderId);
    if (theirs === undefined) return wasSeen(order) ? [{ what: `${name} listed`, ours: order.quantity, brokers: NO_SHARES }] : [];
    const executed = total(fills.filter((fill) => fill.venueOrderId === theirs.venueOrderId).map((fill) => fill.quantity));
    const open = isClosed(theirs.status) ? NO_SHARES : remaining(order.quantity, least(theirs.filled, order.quantity));
    return [
      { what: `${name} open`, ours: NO_SHARES, brokers: open },
      { what: `${name} filled`, ours: order.filled, brokers: theirs.filled },
      { what: `${name} executions`, ours: executed, brokers: theirs.filled },
    ].filter((row) => row.ours !== row.brokers);
  });
  return { orders: orders.length, executions: fills.length, differences };
}

/** The venue has shown it to us: an order that never arrived, or that it refused, need not be in its list. */
const wasSeen = ({ venueOrderId, filled }: OrderOutcome): boolean => venueOrderId !== null || filled > NO_SHARES;
