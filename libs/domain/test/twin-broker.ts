/** A broker for the machine's tests: quotes, cash, positions and orders in memory, misbehaving exactly as a script says. */
import {
  averagePrice,
  minus,
  money,
  NO_SHARES,
  notional,
  plus,
  price,
  quantity,
  toCents,
  type Money,
  type Quantity,
} from '../src/values/exact.ts';
import { ticker, type Ticker } from '../src/values/ticker.ts';
import type { Instant } from '../src/values/time.ts';
import type { Quote } from '../src/market/quote.ts';
import { isClosed, type ClientOrderId, type Fill, type Ticket, type VenueOrder, type VenueOrderId } from '../src/orders/order.ts';
import type { CancellationResult, SubmissionResult } from '../src/orders/machine/event.ts';
import type { Account, AccountId } from '../src/run/facts.ts';

/** What becomes of a submission: `fills` shares at once (default: all of it where the limit is marketable). */
export interface SubmitScript {
  readonly fills?: string;
  /** The request never arrives · it arrives and the reply is lost · the network delivers it twice and hands over the second reply. */
  readonly network?: 'request-lost' | 'reply-lost' | 'twice';
  readonly refuses?: { readonly code: string; readonly says: string };
}

/** What becomes of a cancel: some shares fill before it arrives; it may be lost. */
export interface CancelScript {
  readonly fillsFirst?: string;
  readonly lost?: boolean;
}

export interface TwinOptions {
  readonly cash: string;
  readonly holds?: Readonly<Record<string, string>>;
  /** Bid and ask per ticker. */
  readonly quotes: Readonly<Record<string, readonly [bid: string, ask: string]>>;
  readonly onSubmit?: (ticket: Ticket, count: number) => SubmitScript;
  readonly onCancel?: (order: VenueOrder, count: number) => CancelScript;
}

export type TwinBroker = ReturnType<typeof twinBroker>;

export function twinBroker(options: TwinOptions) {
  const orders = new Map<ClientOrderId, VenueOrder>();
  const fills: Fill[] = [];
  const held = new Map<Ticker, Quantity>(Object.entries(options.holds ?? {}).map(([name, shares]) => [ticker(name), quantity(shares)]));
  const quotes = new Map(Object.entries(options.quotes).map(([name, [bid, ask]]) => [ticker(name), { bid: price(bid), ask: price(ask) }]));
  const submissions: { readonly ticket: Ticket; readonly at: Instant; readonly arrived: boolean }[] = [];
  let cash = money(options.cash);
  let cashMin = cash;
  let cancels = 0;

  const heldOf = (name: Ticker): Quantity => held.get(name) ?? NO_SHARES;
  const open = (): VenueOrder[] => [...orders.values()].filter((order) => !isClosed(order.status));
  const rest = (order: VenueOrder): Quantity => ((order.quantity ?? 0n) - order.filled) as Quantity;

  function execute(order: VenueOrder, shares: Quantity, at: Instant): VenueOrder {
    const quote = quotes.get(order.ticker);
    const size = shares < rest(order) ? shares : rest(order);
    if (quote === undefined || size <= 0n) return order;
    const far = order.side === 'buy' ? quote.ask : quote.bid;
    const limit = order.limitPrice ?? far;
    // Never worse than the limit; a resting order fills at its limit.
    const paid = order.side === 'buy' ? (far < limit ? far : limit) : far > limit ? far : limit;
    const before = heldOf(order.ticker);
    held.set(order.ticker, (order.side === 'buy' ? before + size : before - size) as Quantity);
    const amount = toCents(notional(size, paid));
    cash = order.side === 'buy' ? minus(cash, amount) : plus(cash, amount);
    if (cash < cashMin) cashMin = cash;
    const filled = plus(order.filled, size);
    const cost = plus(
      order.averageFillPrice === null ? (0n as Money) : notional(order.filled, order.averageFillPrice),
      notional(size, paid),
    );
    fills.push({
      venueOrderId: order.venueOrderId,
      clientOrderId: null,
      ticker: order.ticker,
      side: order.side,
      quantity: size,
      price: paid,
      cumulativeQuantity: filled,
      executionId: `e${fills.length}`,
      at,
    });
    const isFilled = filled === order.quantity;
    const after: VenueOrder = {
      ...order,
      filled,
      averageFillPrice: averagePrice(cost, filled),
      status: isFilled ? 'filled' : 'partiallyFilled',
      rawStatus: isFilled ? 'filled' : 'partially_filled',
    };
    orders.set(order.clientOrderId, after);
    return after;
  }

  function receive(ticket: Ticket, script: SubmitScript, at: Instant): SubmissionResult {
    const refuse = (code: string, says: string): SubmissionResult => ({ status: 'refused', code, says, related: [] });
    const quote = quotes.get(ticket.ticker);
    // Funds and shares first, uniqueness after: the order of checks that misleads most.
    const reserved = open()
      .filter((order) => order.side === 'buy')
      .reduce((sum, order) => plus(sum, notional(rest(order), order.limitPrice ?? price('1'))), money('0'));
    const promised = open()
      .filter((order) => order.side === 'sell' && order.ticker === ticket.ticker)
      .reduce((sum, order) => plus(sum, rest(order)), NO_SHARES);
    if (script.refuses !== undefined) return refuse(script.refuses.code, script.refuses.says);
    if (quote === undefined) return refuse('42210000', 'asset not found');
    if (ticket.side === 'buy' && plus(notional(ticket.quantity, ticket.limitPrice ?? quote.ask), reserved) > cash)
      return refuse('40310000', 'insufficient buying power');
    if (ticket.side === 'sell' && plus(ticket.quantity, promised) > heldOf(ticket.ticker))
      return refuse('40310000', 'insufficient qty available for order');
    if (orders.has(ticket.clientOrderId)) return refuse('40010001', 'client_order_id must be unique');
    const order: VenueOrder = {
      venueOrderId: `v${orders.size}` as VenueOrderId,
      clientOrderId: ticket.clientOrderId,
      ticker: ticket.ticker,
      side: ticket.side,
      quantity: ticket.quantity,
      type: ticket.type,
      limitPrice: ticket.limitPrice ?? null,
      status: 'working',
      rawStatus: 'new',
      filled: NO_SHARES,
      averageFillPrice: null,
      submittedAt: at,
    };
    orders.set(order.clientOrderId, order);
    const far = ticket.side === 'buy' ? quote.ask : quote.bid;
    const isMarketable = ticket.limitPrice === undefined || (ticket.side === 'buy' ? ticket.limitPrice >= far : ticket.limitPrice <= far);
    const shares = isMarketable ? (script.fills === undefined ? ticket.quantity : quantity(script.fills)) : NO_SHARES;
    return { status: 'accepted', order: execute(order, shares, at) };
  }

  return {
    orders,
    fills,
    held,
    submissions,
    get cash(): Money {
      return cash;
    },
    get cashMin(): Money {
      return cashMin;
    },
    setQuote: (name: string, bid: string, ask: string): void => void quotes.set(ticker(name), { bid: price(bid), ask: price(ask) }),
    /** A person trades by hand in the same account. */
    stranger(order: Partial<VenueOrder> & Pick<VenueOrder, 'ticker' | 'side' | 'quantity'>, at: Instant, fillsNow: Quantity): void {
      const id = `stranger-${orders.size}` as ClientOrderId;
      const placed: VenueOrder = {
        venueOrderId: `s${orders.size}` as VenueOrderId,
        clientOrderId: id,
        type: 'limit',
        limitPrice: price('1'),
        status: 'working',
        rawStatus: 'new',
        filled: NO_SHARES,
        averageFillPrice: null,
        submittedAt: at,
        ...order,
      };
      orders.set(id, placed);
      execute(placed, fillsNow, at);
    },
    /** A resting order fills somewhat. */
    fillResting: (id: ClientOrderId, shares: Quantity, at: Instant): void => {
      const order = orders.get(id);
      if (order !== undefined && !isClosed(order.status)) execute(order, shares, at);
    },
    submit(ticket: Ticket, at: Instant): SubmissionResult {
      const script = options.onSubmit?.(ticket, submissions.length) ?? {};
      submissions.push({ ticket, at, arrived: script.network !== 'request-lost' });
      if (script.network === 'request-lost') return { status: 'unknown', says: 'no answer' };
      const first = receive(ticket, script, at);
      if (script.network === 'twice') return receive(ticket, script, at);
      return script.network === 'reply-lost' ? { status: 'unknown', says: 'no answer' } : first;
    },
    cancel(venueOrderId: VenueOrderId, at: Instant): CancellationResult {
      const order = [...orders.values()].find((each) => each.venueOrderId === venueOrderId);
      if (order === undefined) return { status: 'notFound' };
      const script = options.onCancel?.(order, cancels) ?? {};
      cancels += 1;
      if (script.lost === true) return { status: 'unknown', says: 'no answer' };
      const after = script.fillsFirst === undefined || isClosed(order.status) ? order : execute(order, quantity(script.fillsFirst), at);
      if (isClosed(after.status)) return { status: 'closed' };
      orders.set(after.clientOrderId, { ...after, status: 'canceled', rawStatus: 'canceled' });
      return { status: 'accepted' };
    },
    quote(name: Ticker, at: Instant): Quote | undefined {
      const quote = quotes.get(name);
      return quote === undefined ? undefined : { ticker: name, ...quote, bidSize: quantity('100'), askSize: quantity('100'), at };
    },
    account: (): Account => ({
      id: 'TWIN' as AccountId,
      status: 'ACTIVE',
      currency: 'USD',
      cash,
      equity: cash,
      lastEquity: cash,
      buyingPower: cash,
      tradingBlocked: false,
      accountBlocked: false,
      tradeSuspendedByUser: false,
    }),
    openOrders: open,
  };
}
