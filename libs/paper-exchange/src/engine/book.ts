/** An account's orders: how one enters, how it closes, and the stamps and ids that everything gets in turn. */
import type { Instant } from '@alchemiser/domain';
import { uuidOf } from './identity.ts';
import { nextStamp, type Stamp } from './stamp.ts';
import { isOpen, type Account, type Order, type OrderEvent } from './state.ts';

/** What just happened to an order, with the order as it is now. */
export const eventOf = (kind: OrderEvent['kind'], order: Order, at: Stamp, execution?: OrderEvent['execution']): OrderEvent => ({
  kind,
  at,
  orderId: order.id,
  order: { ...order },
  ...(execution === undefined ? {} : { execution }),
});

/** The next unique stamp of an account. */
export function stampAt(account: Account, at: Instant): Stamp {
  account.lastStamp = nextStamp(account.lastStamp, at);
  return account.lastStamp;
}

/** The next id of an account; `what` only keeps kinds apart. */
export function nextIdentity(account: Account, seed: string, what: string): string {
  account.identities += 1;
  return uuidOf(`${seed}/${account.id}/${what}/${String(account.identities)}`);
}

export function enterOrder(account: Account, order: Order): void {
  account.orders.set(order.id, order);
  account.byClientId.set(order.clientOrderId, order);
  if (isOpen(order)) account.open.add(order);
}

type Closing = 'filled' | 'canceled' | 'expired' | 'replaced';
const STAMPED = { filled: 'filledAt', canceled: 'canceledAt', expired: 'expiredAt', replaced: 'replacedAt' } as const;

/** From here on an order holds nothing and is never looked at again. */
export function closeOrder(account: Account, order: Order, status: Closing, at: Stamp): OrderEvent {
  order.status = status;
  order.updatedAt = at;
  order[STAMPED[status]] = at;
  account.open.delete(order);
  return eventOf(status === 'filled' ? 'fill' : status, order, at);
}
