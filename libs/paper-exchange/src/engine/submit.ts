/** Taking an order in and taking it off the book. The clock has been settled first: whatever was due by `now` has happened. */
import { invariant, type Instant, type Price, type Result } from '@alchemiser/domain';
import { closeOrder, enterOrder, nextIdentity, stampAt } from './book.ts';
import { refusalOf, sharesToHold } from './checks.ts';
import type { CancelRefusal, Refusal } from './refusal.ts';
import { isOpen, type Account, type ExchangeState, type Order, type OrderId } from './state.ts';
import type { Ticket } from './ticket.ts';
import { lastPrice, sessionFor, type Venue } from './venue.ts';

/** Outside hours an order waits, `accepted`, for the next session; inside, `pending_new`, for the venue's latency. */
export function submit(state: ExchangeState, account: Account, venue: Venue, ticket: Ticket, now: Instant): Result<Order, Refusal> {
  invariant((ticket.type === 'limit') === (ticket.limitPrice !== null), 'Limit orders and only they have a limit price');
  const each = ticket.limitPrice ?? farSide(venue, ticket, now);
  const refusal = refusalOf({ account, venue, ticket, now, each });
  if (refusal !== undefined) return { ok: false, error: refusal };
  invariant(each !== undefined, 'What passed the checks has a price');

  const session = sessionFor(venue.calendar, now);
  const runs = now >= session.open;
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
    expiresAt: session.close,
    nextLook: Math.min((runs ? now : session.open) + venue.latencyMs, session.close) as Instant,
  };
  enterOrder(account, order);
  state.revision += 1;
  return { ok: true, value: order };
}

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
