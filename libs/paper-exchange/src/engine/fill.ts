/**
 * Matching one order against the quote: a buy pays the ask and a sell gets the bid, whole and without a look at the size, as
 * Alpaca's paper exchange does; a limit only when the quote is no worse than it. A share of orders gets a random part first.
 * A stop sleeps until the market reaches it; from then on it is a market order (a buy's bounded, see `stop.ts`) or a limit order.
 */
import {
  downTo,
  invariant,
  least,
  most,
  negate,
  notional,
  NO_MONEY,
  NO_SHARES,
  ONE_CENT,
  plus,
  quantity,
  remaining,
  sharesFor,
  toCents,
  type Instant,
  type Money,
  type Price,
  type Quantity,
} from '@alchemiser/domain';
import { closeOrder, eventOf, nextIdentity, stampAt } from './book.ts';
import { freeCash, sharesLeft } from './funds.ts';
import { chanceOf } from './identity.ts';
import { addShares, averageTold, positionOn, takeShares } from './position.ts';
import type { Account, Order, OrderEvent } from './state.ts';
import { isReached, worstPrice } from './stop.ts';
import type { Venue } from './venue.ts';

const NANO_SHARE = quantity('0.000000001');
const WHOLE_SHARE = quantity('1');

/** Compares an order with the quote and executes what it may. Nothing happens without a quote or while stop or limit are out of reach. */
export function match(account: Account, venue: Venue, order: Order, at: Instant): readonly OrderEvent[] {
  const quote = venue.market.quoteAt(order.ticker, at);
  if (quote === undefined) return [];
  if (order.stopPrice !== null && order.triggeredAt === null) {
    if (!isReached(order.side, order.stopPrice, quote)) return [];
    order.triggeredAt = stampAt(account, at);
  }
  const each = order.side === 'buy' ? quote.ask : quote.bid;
  const worst = worstPrice(order);
  if (worst !== null && (order.side === 'buy' ? each > worst : each < worst)) return [];
  const wanted = sharesWanted(order, each);
  const shares = order.executions === 0 && order.timeInForce !== 'fok' ? firstPart(venue, order, wanted) : wanted;
  const cents = cashFor(account, order, shares, each);
  if (cents !== undefined) return [execute(account, venue, order, { shares, each, cents, at, whole: shares === wanted })];
  return cutToCash(account, venue, order, each, at);
}

/** Dollars become shares at the price of the fill, rounded down. (Alpaca was seen to take 0.2 % fewer still; once, and unexplained.) */
function sharesWanted(order: Order, each: Price): Quantity {
  if (order.size.kind === 'shares') return sharesLeft(order);
  const shares = sharesFor(order.size.notional, each, NANO_SHARE);
  return order.side === 'sell' ? least(shares, order.sharesAsked) : shares;
}

/** Between a tenth and nine tenths for the chosen few, whole shares staying whole. */
function firstPart(venue: Venue, order: Order, wanted: Quantity): Quantity {
  if (order.size.kind === 'dollars' || chanceOf(`${venue.seed}/${order.id}/partial`) >= venue.partialFillShare) return wanted;
  const thousandths = 100n + BigInt(Math.floor(chanceOf(`${venue.seed}/${order.id}/part`) * 801));
  const part = downTo(((wanted * thousandths) / 1000n) as Quantity, wanted % WHOLE_SHARE === 0n ? WHOLE_SHARE : NANO_SHARE);
  return part === NO_SHARES ? wanted : part;
}

/**
 * Whole cents for an execution, rounded to the nearest; undefined when a cash account cannot pay.
 * A reserve is exact and executions are rounded one by one, so the last may lack half a cent: then it costs what is there.
 */
function cashFor(account: Account, order: Order, shares: Quantity, each: Price): Money | undefined {
  const cents = toCents(notional(shares, each));
  if (order.side === 'sell' || account.multiplier !== 1) return cents;
  const free = freeCash(account, order);
  if (cents <= free) return cents;
  return notional(shares, each) * 2n <= free * 2n + ONE_CENT && free > 0n ? free : undefined;
}

/** A market order whose price ran away between check and fill buys what the cash allows; the rest is canceled. */
function cutToCash(account: Account, venue: Venue, order: Order, each: Price, at: Instant): readonly OrderEvent[] {
  const wanted = sharesWanted(order, each);
  const step = wanted % WHOLE_SHARE === 0n ? WHOLE_SHARE : NANO_SHARE;
  const shares = order.timeInForce === 'fok' ? NO_SHARES : sharesFor(most(freeCash(account, order), NO_MONEY), each, step);
  const events: OrderEvent[] = [];
  if (shares > NO_SHARES) {
    events.push(execute(account, venue, order, { shares, each, cents: toCents(notional(shares, each)), at, whole: false }));
  }
  events.push(closeOrder(account, order, 'canceled', stampAt(account, at)));
  return events;
}

interface Execution {
  readonly shares: Quantity;
  readonly each: Price;
  /** Unsigned, whole cents. */
  readonly cents: Money;
  readonly at: Instant;
  /** Nothing is left after it. */
  readonly whole: boolean;
}

function execute(account: Account, venue: Venue, order: Order, { shares, each, cents, at, whole }: Execution): OrderEvent {
  invariant(shares > NO_SHARES, 'An execution moves shares');
  const stamp = stampAt(account, at);
  const status = whole ? 'filled' : 'partially_filled';
  const leaves = order.size.kind === 'shares' ? remaining(sharesLeft(order), shares) : NO_SHARES;
  const cash = order.side === 'buy' ? negate(cents) : cents;

  order.filled = plus(order.filled, shares);
  order.paid += shares * each;
  order.executions += 1;
  order.status = status;
  order.updatedAt = stamp;
  if (whole) closeOrder(account, order, 'filled', stamp);

  account.cash = plus(account.cash, cash);
  const position = positionOn(account, venue, order.ticker, at);
  if (order.side === 'buy') addShares(position, shares, each);
  else takeShares(account, position, shares);

  const id = nextIdentity(account, venue.seed, 'execution');
  account.activities.push({
    kind: 'fill',
    id,
    at: stamp,
    orderId: order.id,
    ticker: order.ticker,
    side: order.side,
    quantity: shares,
    price: each,
    cumulative: order.filled,
    leaves,
    orderStatus: status,
    cash,
  });
  return eventOf(whole ? 'fill' : 'partial_fill', order, stamp, { id, quantity: shares, price: each, positionQuantity: position.quantity });
}

/** What its executions cost or brought per share, as Alpaca tells it; null before the first. */
export const averageFillPrice = (order: Readonly<Order>): Price | null =>
  order.filled === NO_SHARES ? null : averageTold(order.paid, order.filled);
