/** A broker in memory: limit orders against fixed quotes, filled at once or resting until cancelled. No margin, no shorts. */
import { minus, money, NO_SHARES, notional, plus, price, remaining, toCents, total } from '@alchemiser/domain';
import type {
  Account,
  AccountId,
  ClientOrderId,
  Fill,
  Instrument,
  Money,
  Price,
  Quantity,
  Ticker,
  Ticket,
  VenueOrder,
  VenueOrderId,
} from '@alchemiser/domain';
import type { Broker, Submission } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';

export interface MemoryBrokerOptions {
  readonly clock: Clock;
  readonly quotes: ReadonlyMap<Ticker, { readonly bid: Price; readonly ask: Price }>;
  /** Default $100,000. */
  readonly cash?: Money;
  /** Default `MEMORY`. */
  readonly accountId?: string;
}

export function memoryBroker({ clock, quotes, cash: opening = money('100000'), accountId = 'MEMORY' }: MemoryBrokerOptions): Broker {
  const orders = new Map<ClientOrderId, VenueOrder>();
  const fills: Fill[] = [];
  const held = new Map<Ticker, Quantity>();
  let cash = opening;

  const openSells = (ticker: Ticker): Quantity =>
    total(
      [...orders.values()]
        .filter((o) => o.status === 'working' && o.side === 'sell' && o.ticker === ticker)
        .map((o) => o.quantity ?? NO_SHARES),
    );
  const available = (ticker: Ticker): Quantity => remaining(held.get(ticker) ?? NO_SHARES, openSells(ticker));
  const equity = (): Money =>
    plus(cash, total([...held].map(([ticker, shares]) => notional(shares, quotes.get(ticker)?.bid ?? price('1')))));
  const refused = (code: string, says: string): Submission => ({ status: 'refused', code, says, related: [] });

  function fill(order: VenueOrder, ticket: Ticket, at: Price): VenueOrder {
    const amount = toCents(notional(ticket.quantity, at));
    const before = held.get(ticket.ticker) ?? NO_SHARES;
    const after = ticket.side === 'buy' ? plus(before, ticket.quantity) : remaining(before, ticket.quantity);
    cash = ticket.side === 'buy' ? minus(cash, amount) : plus(cash, amount);
    if (after > 0n) held.set(ticket.ticker, after);
    else held.delete(ticket.ticker);
    const { venueOrderId, clientOrderId } = order;
    const execution = {
      quantity: ticket.quantity,
      price: at,
      cumulativeQuantity: ticket.quantity,
      executionId: `e${fills.length + 1}`,
      at: clock.now(),
    };
    fills.push({ venueOrderId, clientOrderId, ticker: ticket.ticker, side: ticket.side, ...execution });
    return { ...order, status: 'filled', rawStatus: 'filled', filled: ticket.quantity, averageFillPrice: at };
  }

  function submit(ticket: Ticket): Submission {
    const quote = quotes.get(ticket.ticker);
    if (orders.has(ticket.clientOrderId)) return refused('40010001', 'client_order_id must be unique');
    if (quote === undefined) return refused('42210000', `asset "${ticket.ticker}" not found`);
    const at = ticket.side === 'buy' ? quote.ask : quote.bid;
    const limit = ticket.limitPrice ?? at;
    if (ticket.side === 'buy' && notional(ticket.quantity, limit) > cash) return refused('40310000', 'insufficient buying power');
    if (ticket.side === 'sell' && ticket.quantity > available(ticket.ticker))
      return refused('40310000', 'insufficient qty available for order');
    const order: VenueOrder = {
      venueOrderId: `v${orders.size + 1}` as VenueOrderId,
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
      submittedAt: clock.now(),
    };
    const isMarketable = ticket.side === 'buy' ? limit >= at : limit <= at;
    orders.set(ticket.clientOrderId, isMarketable ? fill(order, ticket, at) : order);
    return { status: 'accepted', order };
  }

  const account = (): Account => ({
    id: accountId as AccountId,
    status: 'ACTIVE',
    currency: 'USD',
    cash,
    equity: equity(),
    lastEquity: opening,
    buyingPower: cash,
    tradingBlocked: false,
    accountBlocked: false,
    tradeSuspendedByUser: false,
  });

  return {
    dedupe: 'permanent',
    account: async () => account(),
    positions: async () =>
      [...held].map(
        ([ticker, shares]) =>
          ({
            ticker,
            side: 'long',
            quantity: shares,
            available: available(ticker),
            averageEntryPrice: quotes.get(ticker)?.ask ?? price('1'),
          }) as const,
      ),
    openOrders: async () => [...orders.values()].filter(({ status }) => status === 'working'),
    ordersSince: async (since) => [...orders.values()].filter(({ submittedAt }) => submittedAt !== null && submittedAt >= since),
    orderByClientId: async (id) => orders.get(id),
    fillsSince: async (since) => fills.filter(({ at }) => at >= since),
    instruments: async (tickers) =>
      new Map(
        tickers
          .filter((ticker) => quotes.has(ticker))
          .map((ticker): [Ticker, Instrument] => [ticker, { ticker, name: ticker, tradable: true, fractionable: true }]),
      ),
    submit: async (ticket) => submit(ticket),
    cancel: async (id) => {
      const order = [...orders.values()].find(({ venueOrderId }) => venueOrderId === id);
      if (order === undefined) return { status: 'notFound' };
      if (order.status !== 'working') return { status: 'closed' };
      orders.set(order.clientOrderId, { ...order, status: 'canceled', rawStatus: 'canceled' });
      return { status: 'accepted' };
    },
  };
}
