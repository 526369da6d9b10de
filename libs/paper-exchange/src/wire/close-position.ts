/** Closing positions: each by a market order for the day, and never by touching what other orders hold. */
import { assertNever, downTo, divideDown, quantity, UNITS_PER_ONE, type Quantity, type Result } from '@alchemiser/domain';
import { submit } from '../engine/submit.ts';
import type { Order, Position } from '../engine/state.ts';
import type { Asked, Handler } from './context.ts';
import { orderJson } from './order-json.ts';
import { cancelAll, enteredAs } from './orders.ts';
import { refusalReply } from './refusals.ts';
import { invalid, json, notFound, type Reply } from './reply.ts';
import { symbolOf, tickerFrom } from './symbols.ts';

export const closePosition: Handler = (asked) => {
  const ticker = tickerFrom(asked.caught, asked.venue.market);
  const position = ticker === undefined ? undefined : asked.account.positions.get(ticker);
  if (position === undefined) return notFound('position does not exist');
  const shares = sharesToClose(asked.query, position.quantity);
  if (!shares.ok) return shares.error;
  const order = close(asked, position, shares.value);
  return order.ok ? json(orderJson(order.value)) : order.error;
};

/** Python's clients write `True`, and Go, in which Alpaca reads, takes that and more (`strconv.ParseBool`). */
const isTrue = (text: string | null): boolean => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text ?? '');

/** 207 with a row per position; `cancel_orders=true` takes all open orders off first, and their shares are free. */
export const closePositions: Handler = (asked) => {
  if (isTrue(asked.query.get('cancel_orders'))) cancelAll(asked);
  const rows = [...asked.account.positions.values()].map((position) => {
    const order = close(asked, position, position.quantity);
    const symbol = symbolOf(position.ticker);
    return order.ok
      ? { symbol, status: 200, body: orderJson(order.value) }
      : { symbol, status: order.error.status, body: order.error.body };
  });
  return { status: 207, body: rows };
};

function close({ state, account, venue, now, tell }: Asked, { ticker }: Position, shares: Quantity): Result<Order, Reply> {
  const size = { kind: 'shares' as const, quantity: shares };
  const order = submit(state, account, venue, { clientOrderId: null, ticker, side: 'sell', type: 'market', size, limitPrice: null }, now);
  if (!order.ok) return { ok: false, error: refusalReply(order.error) };
  tell(enteredAs(order.value), order.value);
  return order;
}

const WHOLE_SHARE = quantity('1');
const HUNDRED_PERCENT = quantity('100');

/** `qty` shares or `percentage` of the position, all of it where neither is named; whole shares of a whole position. */
function sharesToClose(query: URLSearchParams, held: Quantity): Result<Quantity, Reply> {
  const [shares, percentage] = [query.get('qty') ?? '', query.get('percentage') ?? ''];
  const asked = shares !== '' && percentage !== '' ? 'both' : shares !== '' ? 'shares' : percentage !== '' ? 'percentage' : 'all';
  switch (asked) {
    case 'all':
      return { ok: true, value: held };
    case 'both':
      return { ok: false, error: invalid('only one of qty or percentage is accepted') };
    case 'shares':
      return positive(shares, 'qty');
    case 'percentage': {
      const part = positive(percentage, 'percentage');
      if (!part.ok) return part;
      if (part.value > HUNDRED_PERCENT) return { ok: false, error: invalid('percentage must be between 0 and 100') };
      const exact = divideDown(held * part.value, 100n * UNITS_PER_ONE) as Quantity;
      const value = held % WHOLE_SHARE === 0n ? downTo(exact, WHOLE_SHARE) : exact;
      return value > 0n ? { ok: true, value } : { ok: false, error: invalid('percentage of the position is no share') };
    }
    default:
      return assertNever(asked);
  }
}

function positive(text: string, name: string): Result<Quantity, Reply> {
  try {
    const value = quantity(text);
    return value > 0n ? { ok: true, value } : { ok: false, error: invalid(`${name} must be > 0`) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, error: invalid(`invalid ${name}: ${text}`) };
  }
}
