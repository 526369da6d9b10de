/**
 * Lets time pass. What is due happens in the order in which it is due, at its own instant and not at the moment someone asks,
 * so an exchange that is asked once and one that is asked a thousand times end in the same state.
 */
import type { Instant } from '@alchemiser/domain';
import { closeOrder, eventOf, stampAt } from './book.ts';
import { match } from './fill.ts';
import { isOpen, type Account, type ExchangeState, type Order, type OrderEvent } from './state.ts';
import { LOOK_EVERY_MS, sessionFor, type Venue } from './venue.ts';

/** When something is due next, unless it is asked for before; undefined while no order is open. */
export function nextDue({ accounts }: ExchangeState): Instant | undefined {
  let due = Number.POSITIVE_INFINITY;
  for (const account of accounts) for (const order of account.open) due = Math.min(due, order.nextLook);
  return due === Number.POSITIVE_INFINITY ? undefined : (due as Instant);
}

/** Everything due up to and including `now`. @throws RangeError when `now` lies before what has already happened. */
export function settle(state: ExchangeState, venue: Venue, now: Instant): readonly OrderEvent[] {
  if (now < state.settledThrough) {
    throw new RangeError(`Time never runs back: the exchange is at ${String(state.settledThrough)}, the clock at ${String(now)}`);
  }
  const events: OrderEvent[] = [];
  for (const account of state.accounts) settleAccount(account, venue, now, events);
  state.settledThrough = now;
  state.revision += events.length;
  return events;
}

function settleAccount(account: Account, venue: Venue, now: Instant, events: OrderEvent[]): void {
  for (;;) {
    let due = Number.POSITIVE_INFINITY;
    for (const order of account.open) due = Math.min(due, order.nextLook);
    if (due > now) return;
    // Oldest first, as they stand in the book. A fill takes its order out of the set while we walk, which a Set allows.
    for (const order of account.open) if (order.nextLook === due) look(account, venue, order, due as Instant, events);
  }
}

/** The venue's one look at an order: its close, or its arrival, or the next second. */
function look(account: Account, venue: Venue, order: Order, at: Instant, events: OrderEvent[]): void {
  if (at >= order.expiresAt) {
    // Alpaca cancels what has grown too old; only a day ends in expiry.
    const end = order.timeInForce === 'gtc' ? 'canceled' : 'expired';
    events.push(closeOrder(account, order, end, stampAt(account, at)));
    return;
  }
  if (order.status === 'accepted' || order.status === 'pending_new') events.push(arrive(account, order, at));
  events.push(...match(account, venue, order, at));
  if (!isOpen(order)) return;
  if (order.timeInForce === 'ioc' || order.timeInForce === 'fok') {
    events.push(closeOrder(account, order, 'canceled', stampAt(account, at)));
    return;
  }
  order.nextLook = Math.min(nextLook(venue, order, at), order.expiresAt) as Instant;
}

function arrive(account: Account, order: Order, at: Instant): OrderEvent {
  order.status = 'new';
  order.submittedAt = order.updatedAt = stampAt(account, at);
  return eventOf('new', order, order.updatedAt);
}

/** The next second; for an order that outlives its session, of one that runs. */
function nextLook(venue: Venue, { timeInForce }: Order, at: Instant): number {
  const next = nextSecond(at);
  return timeInForce === 'gtc' ? Math.max(next, sessionFor(venue.calendar, next as Instant).open) : next;
}

const nextSecond = (at: Instant): number => (Math.floor(at / LOOK_EVERY_MS) + 1) * LOOK_EVERY_MS;
