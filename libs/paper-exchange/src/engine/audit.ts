/** Whether a state adds up: what every account holds is what its activities brought, and every order's fills are its activities. */
import { money, plus, toDecimal, type Money, type Quantity } from '@alchemiser/domain';
import { carriedOf } from './forget.ts';
import { isOpen, type Account, type Activity, type ExchangeState, type Order } from './state.ts';
import { hasLimit, isStop } from './ticket.ts';

/** @throws RangeError with the first thing that does not add up. */
export function audit(state: ExchangeState): void {
  state.accounts.forEach((account, row) => auditAccount(account, `accounts[${String(row)}]`));
}

function claim(holds: boolean, words: string): asserts holds {
  if (!holds) throw new RangeError(`Paper exchange's snapshot does not add up: ${words}`);
}

function auditAccount(account: Account, where: string): void {
  const carried = carriedOf(account);
  let { cash }: { cash: Money } = carried;
  const held = new Map<string, bigint>(carried.holdings.map(({ ticker, quantity }) => [ticker, quantity]));
  claim(carried.through >= account.openedAt, `${where}.carried ends before the account was opened`);
  const fills = new Map<string, Extract<Activity, { kind: 'fill' }>[]>();
  for (const activity of account.activities) {
    const came = activity.kind === 'shares' || activity.side === 'buy' ? activity.quantity : -activity.quantity;
    held.set(activity.ticker, (held.get(activity.ticker) ?? 0n) + came);
    if (activity.kind === 'fill') {
      cash = plus(cash, activity.cash);
      fills.set(activity.orderId, [...(fills.get(activity.orderId) ?? []), activity]);
    }
    claim(account.carried === null || activity.at > carried.through, `${where} has an activity that is carried already`);
    claim(activity.at <= account.lastStamp, `${where} has an activity after its last stamp`);
  }
  claim(cash === account.cash, `${where}.cash is ${toDecimal(account.cash)}, its opening cash and executions give ${toDecimal(cash)}`);
  for (const [ticker, quantity] of held) {
    const position = account.positions.get(ticker as never)?.quantity ?? (0n as Quantity);
    claim(
      position === quantity,
      `${where} holds ${toDecimal(position)} ${ticker}, its activities give ${toDecimal((money('0') + quantity) as Money)}`,
    );
  }
  for (const { ticker, quantity } of account.positions.values()) {
    claim(quantity > 0n && held.has(ticker), `${where} holds ${ticker} that no activity brought`);
  }
  let previous = 0;
  for (const order of account.orders.values()) {
    claim(order.createdAt > previous && order.updatedAt <= account.lastStamp, `${where}'s order ${order.id} is out of its turn`);
    previous = order.createdAt;
    const next = order.replacedBy === null ? undefined : account.orders.get(order.replacedBy);
    claim(
      (order.status === 'replaced') === (order.replacedBy !== null) && (order.replacedBy === null || next?.replaces === order.id),
      `${where}'s order ${order.id} and what took its place disagree`,
    );
    auditOrder(order, fills.get(order.id) ?? [], { where, isWhole: account.carried === null || order.createdAt > carried.through });
    fills.delete(order.id);
  }
  claim(account.byClientId.size === account.orders.size, `${where} has two orders with one client order id`);
  claim(fills.size === 0, `${where} has a fill of an order that is not there`);
}

interface Part {
  readonly where: string;
  /** Whether all of its fills are known; the first of an old order's may be carried. */
  readonly isWhole: boolean;
}

function auditOrder(order: Order, fills: readonly Extract<Activity, { kind: 'fill' }>[], { where, isWhole }: Part): void {
  const of = `${where}'s order ${order.id}`;
  const [first] = fills;
  let filled: bigint = isWhole || first === undefined ? 0n : first.cumulative - first.quantity;
  let paid = 0n;
  for (const fill of fills) {
    claim(fill.ticker === order.ticker && fill.side === order.side, `${of} has a fill of another ticker or side`);
    filled += fill.quantity;
    paid += fill.quantity * fill.price;
    claim(fill.cumulative === filled, `${of} has a fill whose cumulative quantity is not the sum so far`);
  }
  if (isWhole || first !== undefined) claim(order.filled === filled, `${of} disagrees with its fills`);
  claim(!isWhole || (order.paid === paid && order.executions === fills.length), `${of} disagrees with its fills`);
  claim(order.size.kind === 'dollars' || filled <= order.size.quantity, `${of} filled more than it asked for`);
  claim((order.limitPrice !== null) === hasLimit(order.type), `${of} has a limit price exactly when it is a limit order`);
  claim((order.stopPrice !== null) === isStop(order.type), `${of} has a stop price exactly when it is a stop`);
  claim(isOpen(order) || order[CLOSED_AT[order.status as Closed]] !== null, `${of} is ${order.status} without saying since when`);
}

type Closed = 'filled' | 'canceled' | 'expired' | 'replaced';
const CLOSED_AT = { filled: 'filledAt', canceled: 'canceledAt', expired: 'expiredAt', replaced: 'replacedAt' } as const;
