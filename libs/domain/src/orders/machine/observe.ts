/** What the broker shows of our orders, taken into what we know of them: whatever its order of arrival, knowledge only grows. */
import { toDecimal } from '../../values/exact.ts';
import { isClosed, type VenueOrder } from '../order.ts';
import { move, type OrderEvent } from '../moves.ts';
import { openOrder, type LegLog, type OrderLog } from './log.ts';
import type { LegLive, OrderLive } from './state.ts';

/** A sight of an order under one of this leg's ids: in a reply, a list, a look-up or a stream. */
export function seeOrder(leg: LegLog, live: LegLive, seen: VenueOrder): LegLive {
  const known = leg.orders.find((order) => order.intent.id === seen.clientOrderId);
  if (known === undefined) return live;
  const fault = live.fault ?? mismatch(known, seen);
  const open = openOrder(leg);
  if (open?.intent.id !== seen.clientOrderId || live.order?.id !== seen.clientOrderId) {
    const late = known.closed !== null && seen.filled > known.closed.filled;
    return late ? { ...live, fault, late: seen } : withFault(live, fault);
  }
  if (isOlder(live.order, seen)) return withFault(live, fault);
  const to = move(live.order.status, eventOf(seen));
  if (!to.ok) return withFault(live, fault ?? `the broker says ${seen.rawStatus} of an order that is ${to.error.from}`);
  const order: OrderLive = {
    ...live.order,
    status: to.value,
    // Whatever was still to be sent: it is there.
    sendDue: null,
    refused: null,
    unsent: null,
    seen,
    filled: seen.filled,
    missingAt: null,
  };
  const fell = seen.filled < live.order.filled;
  return {
    ...live,
    order,
    fault:
      fault ?? (fell ? `an execution was taken back: filled fell from ${toDecimal(live.order.filled)} to ${toDecimal(seen.filled)}` : null),
  };
}

const withFault = (live: LegLive, fault: string | null): LegLive => (fault === live.fault ? live : { ...live, fault });

/** An older sight than the one we have: a lagging read, or a stream out of order. A closed order is never older than an open one. */
function isOlder(order: OrderLive, seen: VenueOrder): boolean {
  if (order.seen !== null && isClosed(order.seen.status)) return seen.filled <= order.filled;
  return !isClosed(seen.status) && seen.filled < order.filled;
}

function eventOf(seen: VenueOrder): OrderEvent {
  switch (seen.status) {
    // A word we do not know closes nothing.
    case 'unrecognised':
    case 'pending':
    case 'working':
      return 'accept';
    case 'partiallyFilled':
      return 'fillPart';
    case 'filled':
      return 'fillRest';
    case 'canceled':
    case 'replaced':
      return 'cancel';
    case 'expired':
      return 'expire';
    case 'rejected':
      return 'reject';
  }
}

/** How the order found under our id differs from the one we meant, or nothing. */
function mismatch(known: OrderLog, seen: VenueOrder): string | null {
  const { intent, burnPrice } = known;
  const differs = (what: string, ours: string, theirs: string): string =>
    `the order under our id has another ${what}: expected ${ours}, found ${theirs}`;
  if (seen.ticker !== intent.ticker) return differs('ticker', intent.ticker, seen.ticker);
  if (seen.side !== intent.side) return differs('side', intent.side, seen.side);
  if (seen.quantity !== intent.quantity)
    return differs('quantity', toDecimal(intent.quantity), seen.quantity === null ? 'none' : toDecimal(seen.quantity));
  if (seen.limitPrice !== intent.limitPrice && (burnPrice === null || seen.limitPrice !== burnPrice)) {
    return differs(
      'limit',
      intent.limitPrice === null ? 'none' : toDecimal(intent.limitPrice),
      seen.limitPrice === null ? 'none' : toDecimal(seen.limitPrice),
    );
  }
  if (seen.filled > intent.quantity) return `more was filled than ordered: ${toDecimal(seen.filled)} of ${toDecimal(intent.quantity)}`;
  if (seen.status === 'filled' && seen.filled < intent.quantity)
    return `the broker calls it filled at ${toDecimal(seen.filled)} of ${toDecimal(intent.quantity)}`;
  if (isClosed(seen.status) && seen.filled > 0n && seen.averageFillPrice === null) return 'the broker names no price for what it filled';
  if (seen.status === 'replaced') return 'it was replaced by another order';
  return null;
}

/** After the reply, in doubt: the next look-up is due at once. */
export function doubt(order: OrderLive, now: OrderLive['lookUpAt']): OrderLive {
  const to = move(order.status, 'doubt');
  // It has been seen since: a lost reply takes nothing away.
  return to.ok ? { ...order, status: to.value, refused: null, unsent: null, lookUps: 0, missingAt: null, lookUpAt: now } : order;
}
