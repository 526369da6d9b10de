/** Taking an order in and taking it off the book. The clock has been settled first: whatever was due by `now` has happened. */
import { addDays, exchangeDate, exchangeInstant, invariant, type Instant, type Price, type Result } from '@alchemiser/domain';
import { closeOrder, enterOrder, nextIdentity, stampAt } from './book.ts';
import { refusalOf, sharesToHold } from './checks.ts';
import type { CancelRefusal, Refusal } from './refusal.ts';
import { isOpen, type Account, type ExchangeState, type Order, type OrderId } from './state.ts';
import { worstPrice } from './stop.ts';
import { hasLimit, isStop, type Ticket } from './ticket.ts';
import { lastPrice, sessionFor, type Venue } from './venue.ts';

/** Outside hours an order waits, `accepted`, for the next session; inside, `pending_new`, for the venue's latency. */
export function submit(state: ExchangeState, account: Account, venue: Venue, ticket: Ticket, now: Instant): Result<Order, Refusal> {
  const each = priceToCheck(venue, ticket, now);
  const refusal = refusalOf({ account, venue, ticket, now, each });
  if (refusal !== undefined) return { ok: false, error: refusal };
  invariant(each !== undefined, 'What passed the checks has a price');
  return { ok: true, value: takeIn(state, account, venue, { ticket, each, now, replaced: null }) };
}

/** What a share is taken to cost or bring: the worst an order allows, a sell stop's stop, or the far side of the market. */
export function priceToCheck(venue: Venue, ticket: Ticket, now: Instant): Price | undefined {
  invariant(hasLimit(ticket.type) === (ticket.limitPrice !== null), 'Limit orders and only they have a limit price');
  invariant(isStop(ticket.type) === ((ticket.stopPrice ?? null) !== null), 'Stops and only they have a stop price');
  return worstPrice(ticket) ?? ticket.stopPrice ?? farSide(venue, ticket, now);
}

interface Intake {
  readonly ticket: Ticket;
  readonly each: Price;
  readonly now: Instant;
  readonly replaced: Order | null;
}

/** Puts an order that passed its checks on the book. */
export function takeIn(state: ExchangeState, account: Account, venue: Venue, { ticket, each, now, replaced }: Intake): Order {
  const session = sessionFor(venue.calendar, now);
  const runs = now >= session.open;
  const timeInForce = ticket.timeInForce ?? 'day';
  const expiresAt = timeInForce === 'gtc' ? agedOut(now) : session.close;
  const at = stampAt(account, now);
  const id = nextIdentity(account, venue.seed, 'order') as OrderId;
  const order: Order = {
    id,
    clientOrderId: ticket.clientOrderId ?? nextIdentity(account, venue.seed, 'client-order'),
    ticker: ticket.ticker,
    side: ticket.side,
    type: ticket.type,
    size: ticket.size,
    limitPrice: ticket.limitPrice,
    stopPrice: ticket.stopPrice ?? null,
    timeInForce,
    triggeredAt: replaced?.triggeredAt ?? null,
    checkedAt: each,
    sharesAsked: sharesToHold(account, ticket, each),
    status: runs ? 'pending_new' : 'accepted',
    filled: 0n as Order['filled'],
    paid: 0n,
    executions: 0,
    createdAt: at,
    submittedAt: at,
    updatedAt: at,
    filledAt: null,
    canceledAt: null,
    expiredAt: null,
    replacedAt: null,
    replacedBy: null,
    replaces: replaced?.id ?? null,
    expiresAt,
    nextLook: Math.min((runs ? now : session.open) + venue.latencyMs, expiresAt) as Instant,
  };
  enterOrder(account, order);
  state.revision += 1;
  return order;
}

const LONGEST_DAYS = 90;
const AGED_OUT_AT = 16 * 60 + 15;

/** Alpaca cancels what is good till canceled at 16:15 in New York on the ninetieth day. */
const agedOut = (now: Instant): Instant => exchangeInstant(addDays(exchangeDate(now), LONGEST_DAYS), AGED_OUT_AT);

/** What a market order is taken to cost or bring: ask or bid while there is a quote, the last price otherwise. */
function farSide(venue: Venue, { ticker, side }: Ticket, now: Instant): Price | undefined {
  const quote = venue.market.quoteAt(ticker, now);
  if (quote === undefined) return lastPrice(venue, ticker, now);
  return side === 'buy' ? quote.ask : quote.bid;
}

/** A second cancel of a canceled order changes nothing and is fine. A fill that was due before it has won. */
export function cancel(state: ExchangeState, account: Account, id: OrderId, now: Instant): Result<Order, CancelRefusal> {
  const order = account.orders.get(id);
  if (order === undefined) return { ok: false, error: { kind: 'unknownOrder' } };
  if (order.status === 'canceled') return { ok: true, value: order };
  if (!isOpen(order)) return { ok: false, error: { kind: 'alreadyClosed', status: order.status } };
  closeOrder(account, order, 'canceled', stampAt(account, now));
  state.revision += 1;
  return { ok: true, value: order };
}
