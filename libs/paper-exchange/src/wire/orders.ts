/** The order routes: send, read, list, cancel. */
import { replace } from '../engine/replace.ts';
import { cancel, submit } from '../engine/submit.ts';
import { isOpen, type Order, type OrderId } from '../engine/state.ts';
import { countOf, listOf, type Asked, type Handler } from './context.ts';
import { orderJson } from './order-json.ts';
import { readTicket } from './order-request.ts';
import { cancelReply, orderNotFound, refusalReply, replaceReply } from './refusals.ts';
import { readChanges } from './replace-request.ts';
import { invalid, json, type Reply } from './reply.ts';
import { symbolOf } from './symbols.ts';
import { readStamp } from './timestamps.ts';

export const postOrder: Handler = ({ state, account, venue, now, body, tell }) => {
  const ticket = readTicket(body, venue);
  if (!ticket.ok) return ticket.error;
  const order = submit(state, account, venue, ticket.value, now);
  if (!order.ok) return refusalReply(order.error);
  tell(enteredAs(order.value), order.value);
  return json(orderJson(order.value));
};

/** What is told of an order that has just come in. */
export const enteredAs = ({ status }: Order): 'accepted' | 'pending_new' => (status === 'accepted' ? status : 'pending_new');

/** The reply is the new order; its `replaces` is the one that was asked about. */
export const patchOrder: Handler = ({ state, account, venue, now, caught, body, tell }) => {
  const wrong = malformed(caught);
  if (wrong !== undefined) return wrong;
  const changes = readChanges(body);
  if (!changes.ok) return changes.error;
  const id = caught.toLowerCase() as OrderId;
  const done = replace(state, account, venue, id, changes.value, now);
  if (!done.ok) return replaceReply(done.error, caught);
  tell('replaced', done.value.old);
  tell(enteredAs(done.value.order), done.value.order);
  return json(orderJson(done.value.order));
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id of another form is no id, says the recorded refusal. */
const malformed = (id: string): Reply | undefined => (UUID.test(id) ? undefined : invalid('order_id is missing'));

/**
 * One client (`@master-chief/alpaca`) asks for a client order id in this place, and is answered. What Alpaca says to it is not recorded;
 * for an id that is nobody's the recorded refusals stand.
 */
export const getOrder: Handler = ({ account, caught }) => {
  const order = account.orders.get(caught.toLowerCase() as OrderId) ?? account.byClientId.get(caught);
  return order === undefined ? (malformed(caught) ?? orderNotFound(caught)) : json(orderJson(order));
};

export const getOrderByClientId: Handler = ({ account, query }) => {
  const id = query.get('client_order_id') ?? '';
  const order = account.byClientId.get(id);
  return order === undefined ? orderNotFound(id) : json(orderJson(order));
};

export const deleteOrder: Handler = ({ state, account, now, caught, tell }) => {
  const wrong = malformed(caught);
  if (wrong !== undefined) return wrong;
  const { revision } = state;
  const done = cancel(state, account, caught.toLowerCase() as OrderId, now);
  if (!done.ok) return cancelReply(done.error, caught);
  if (state.revision > revision) tell('canceled', done.value);
  return { status: 204 };
};

/** Every open order off the book, oldest first. */
export function cancelAll({ state, account, now, tell }: Asked): readonly Order[] {
  const orders = [...account.open];
  for (const order of orders) {
    cancel(state, account, order.id, now);
    tell('canceled', order);
  }
  return orders;
}

/** 207 with a row per order that was open. `body` is extra: one official-looking client expects it. */
export const deleteOrders: Handler = (asked) => ({
  status: 207,
  body: cancelAll(asked).map((order) => ({ id: order.id, status: 200, body: orderJson(order) })),
});

const MOST_ORDERS = 500;

/** Newest first by default; `after` and `until` are strict, on the time of submission. */
export const listOrders: Handler = ({ account, query }) => {
  const limit = countOf(query, 'limit', { fallback: 50, most: MOST_ORDERS });
  if (Number.isNaN(limit)) return invalid(`limit must be between 1 and ${MOST_ORDERS}`);
  const status = query.get('status') ?? 'open';
  if (!['open', 'closed', 'all'].includes(status)) return invalid(`invalid status: ${status}`);
  const within = periodOf(account, query);
  if ('status' in within) return within;
  const symbols = listOf(query, 'symbols');
  const side = query.get('side');
  const classes = listOf(query, 'asset_class');
  // What is open is few, and what clients ask for again and again.
  const rows = [...(status === 'open' ? account.open : account.orders.values())].filter(
    (order) =>
      (status === 'all' || (status === 'open') === isOpen(order)) &&
      within.has(order) &&
      (symbols.length === 0 || symbols.includes(symbolOf(order.ticker))) &&
      (side === null || side === '' || order.side === side) &&
      (classes.length === 0 || classes.includes('us_equity') || classes.includes('all')),
  );
  const ordered = rows.sort((a, b) => a.submittedAt - b.submittedAt);
  return json((query.get('direction') === 'asc' ? ordered : ordered.toReversed()).slice(0, limit).map(orderJson));
};

/** The orders that a list may show, by instants or by ids; a refusal for what is neither. */
function periodOf(account: Asked['account'], query: URLSearchParams): { has(order: Order): boolean } | Reply {
  const at = (name: string, idName: string, none: number): number | Reply => {
    const id = query.get(idName);
    if (id !== null && id !== '') return account.orders.get(id as OrderId)?.submittedAt ?? orderNotFound(id);
    const text = query.get(name);
    if (text === null || text === '') return none;
    try {
      return readStamp(text);
    } catch (error) {
      if (error instanceof RangeError) return invalid(`invalid ${name}: ${text}`);
      throw error;
    }
  };
  const after = at('after', 'after_order_id', -1);
  if (typeof after !== 'number') return after;
  const until = at('until', 'before_order_id', Number.POSITIVE_INFINITY);
  if (typeof until !== 'number') return until;
  return { has: ({ submittedAt }) => submittedAt > after && submittedAt < until };
}
