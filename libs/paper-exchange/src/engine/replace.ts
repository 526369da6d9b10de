/**
 * Putting another order in the place of a working one, in one step: the old one is `replaced`, the new one has an id of its own.
 * A quantity is the whole that is wanted, so the new order asks for what the old one had not filled; whether Alpaca counts so after a
 * partial fill is not known.
 */
import { invariant, quantity, remaining, type Instant, type Price, type Quantity, type Result } from '@alchemiser/domain';
import { closeOrder, stampAt } from './book.ts';
import { refusalOf } from './checks.ts';
import type { ReplaceRefusal } from './refusal.ts';
import { isOpen, type Account, type ExchangeState, type Order, type OrderId, type TimeInForce } from './state.ts';
import { priceToCheck, takeIn } from './submit.ts';
import { hasLimit, isStop, type Ticket } from './ticket.ts';
import type { Venue } from './venue.ts';

/** What is to be different; what is absent stays. */
export interface Changes {
  readonly quantity?: Quantity;
  readonly limitPrice?: Price;
  readonly stopPrice?: Price;
  readonly timeInForce?: TimeInForce;
  /** Made up when there is none: an id is used once. */
  readonly clientOrderId?: string;
}

export interface Replacement {
  readonly old: Order;
  readonly order: Order;
}

export function replace(
  state: ExchangeState,
  account: Account,
  venue: Venue,
  id: OrderId,
  changes: Changes,
  now: Instant,
): Result<Replacement, ReplaceRefusal> {
  const old = account.orders.get(id);
  if (old === undefined) return { ok: false, error: { kind: 'unknownOrder' } };
  const fault = faultOf(old, changes);
  if (fault !== undefined) return { ok: false, error: fault };
  const ticket = replacementOf(old, changes);
  const each = priceToCheck(venue, ticket, now);
  const refusal = refusalOf({ account, venue, ticket, now, each, replacing: old });
  if (refusal !== undefined) return { ok: false, error: refusal };
  invariant(each !== undefined, 'What passed the checks has a price');

  closeOrder(account, old, 'replaced', stampAt(account, now));
  const order = takeIn(state, account, venue, { ticket, each, now, replaced: old });
  old.replacedBy = order.id;
  return { ok: true, value: { old, order } };
}

const WHOLE_SHARE = quantity('1');

/** Why this order cannot be changed like that, whatever funds and market say. */
function faultOf(old: Order, changes: Changes): ReplaceRefusal | undefined {
  if (!isOpen(old)) return { kind: 'alreadyClosed', status: old.status };
  if (old.status === 'accepted' || old.status === 'pending_new') return { kind: 'notYetWorking' };
  if (old.size.kind === 'dollars') return { kind: 'dollarsStay' };
  if (changes.limitPrice !== undefined && !hasLimit(old.type)) return { kind: 'noSuchPrice', type: old.type, price: 'limit' };
  if (changes.stopPrice !== undefined && !isStop(old.type)) return { kind: 'noSuchPrice', type: old.type, price: 'stop' };
  const wanted = changes.quantity ?? old.size.quantity;
  if (
    wanted === old.size.quantity &&
    (changes.limitPrice ?? old.limitPrice) === old.limitPrice &&
    (changes.stopPrice ?? old.stopPrice) === old.stopPrice &&
    (changes.timeInForce ?? old.timeInForce) === old.timeInForce
  )
    return { kind: 'nothingChanged' };
  if (wanted !== old.size.quantity && (wanted % WHOLE_SHARE !== 0n || old.size.quantity % WHOLE_SHARE !== 0n)) {
    return { kind: 'fractionsStay' };
  }
  return wanted <= old.filled ? { kind: 'alreadyFilled', filled: old.filled } : undefined;
}

function replacementOf(old: Order, changes: Changes): Ticket {
  invariant(old.size.kind === 'shares', 'An order for dollars is not replaced');
  return {
    clientOrderId: changes.clientOrderId ?? null,
    ticker: old.ticker,
    side: old.side,
    type: old.type,
    size: { kind: 'shares', quantity: remaining(changes.quantity ?? old.size.quantity, old.filled) },
    limitPrice: changes.limitPrice ?? old.limitPrice,
    stopPrice: changes.stopPrice ?? old.stopPrice,
    timeInForce: changes.timeInForce ?? old.timeInForce,
  };
}
