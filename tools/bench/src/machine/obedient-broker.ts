/** A broker that does as it is told: every order works for a poll and then fills at its limit. Enough to carry a plan to its end. */
import {
  money,
  NO_SHARES,
  type Account,
  type AccountId,
  type Answer,
  type Effect,
  type Fill,
  type Instant,
  type MachineEvent,
  type Query,
  type Quote,
  type Ticker,
  type VenueOrder,
  type VenueOrderId,
} from '@alchemiser/domain';

export interface ObedientBroker {
  /** What the world says to an effect; nothing to those that ask for nothing. */
  perform(effect: Effect, at: Instant): MachineEvent | undefined;
}

export function obedientBroker(quotes: ReadonlyMap<Ticker, Quote>): ObedientBroker {
  const orders = new Map<string, VenueOrder>();
  const fills: Fill[] = [];

  function fill(order: VenueOrder, at: Instant): void {
    if (order.status !== 'working') return;
    const { quantity, limitPrice, clientOrderId, venueOrderId, ticker, side } = order;
    orders.set(clientOrderId, { ...order, status: 'filled', rawStatus: 'filled', filled: quantity!, averageFillPrice: limitPrice });
    const executionId = `execution ${fills.length}`;
    fills.push({
      venueOrderId,
      clientOrderId,
      ticker,
      side,
      quantity: quantity!,
      price: limitPrice!,
      cumulativeQuantity: quantity!,
      executionId,
      at,
    });
  }

  function answerTo(query: Query, at: Instant): Answer {
    switch (query.of) {
      case 'order':
        return { of: 'order', id: query.id, order: orders.get(query.id) ?? null };
      case 'orders': {
        for (const order of orders.values()) fill(order, at);
        return { of: 'orders', orders: [...orders.values()] };
      }
      case 'openOrders':
        return { of: 'openOrders', orders: [...orders.values()].filter(({ status }) => status === 'working') };
      case 'fills':
        return { of: 'fills', fills: [...fills] };
      case 'account':
        return { of: 'account', account: ACCOUNT };
      case 'quotes':
        return { of: 'quotes', quotes: new Map(query.tickers.map((name) => [name, { ...quotes.get(name)!, at }])) };
    }
  }

  return {
    perform(effect, at) {
      switch (effect.kind) {
        case 'persist':
          return { kind: 'persisted', at };
        case 'submit': {
          const { clientOrderId, ticker, side, quantity, type, limitPrice } = effect.ticket;
          const order: VenueOrder = {
            venueOrderId: `venue ${orders.size}` as VenueOrderId,
            clientOrderId,
            ticker,
            side,
            quantity,
            type,
            limitPrice: limitPrice ?? null,
            status: 'working',
            rawStatus: 'new',
            filled: NO_SHARES,
            averageFillPrice: null,
            submittedAt: at,
          };
          orders.set(clientOrderId, order);
          return { kind: 'submitted', at, id: clientOrderId, result: { status: 'accepted', order } };
        }
        case 'cancel':
          return { kind: 'cancelled', at, id: effect.id, result: { status: 'closed' } };
        case 'query':
          return { kind: 'answered', at, ask: effect.ask, answer: answerTo(effect.query, at) };
        case 'wait':
        case 'emit':
        case 'done':
          return undefined;
      }
    },
  };
}

const ACCOUNT: Account = {
  id: 'PA0123456789' as AccountId,
  status: 'ACTIVE',
  currency: 'USD',
  cash: money('2000000'),
  equity: money('2000000'),
  lastEquity: money('2000000'),
  buyingPower: money('2000000'),
  tradingBlocked: false,
  accountBlocked: false,
  tradeSuspendedByUser: false,
};
