import { describe, expect, it } from 'vitest';
import { money, price, quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import type { ClientOrderId, Fill, VenueOrder, VenueOrderId } from '../orders/order.ts';
import type { OrderOutcome, Outcome } from '../run/outcome.ts';
import { compareOrders } from './compare-orders.ts';
import { openLedger } from './post.ts';
import { reconcile } from './reconcile.ts';

const AT = instant(Date.UTC(2024, 7, 6, 19, 50));
const TQQQ = ticker('TQQQ');
const ID = 'alch-1' as ClientOrderId;
const VENUE = 'v1' as VenueOrderId;

const ours = (filled: string, change: Partial<OrderOutcome> = {}): OrderOutcome => ({
  clientOrderId: ID,
  venueOrderId: VENUE,
  step: 0,
  type: 'limit',
  quantity: quantity('35'),
  limitPrice: price('50.02'),
  status: 'filled',
  filled: quantity(filled),
  averagePrice: price('50.01'),
  submittedAt: AT,
  ...change,
});
const outcome = (order: OrderOutcome, executed: string): Pick<Outcome, 'legs' | 'fills'> => ({
  legs: [
    {
      ticker: TQQQ,
      side: 'buy',
      planned: quantity('35'),
      target: quantity('35'),
      filled: order.filled,
      averagePrice: order.averagePrice,
      decisionPrice: price('50'),
      slippageBps: 2,
      status: 'filled',
      says: 'filled',
      orders: [order],
    },
  ],
  fills: executed === '0' ? [] : [fillOf(executed)],
});
const fillOf = (executed: string): Fill => ({
  venueOrderId: VENUE,
  clientOrderId: null,
  ticker: TQQQ,
  side: 'buy',
  quantity: quantity(executed),
  price: price('50.01'),
  cumulativeQuantity: quantity(executed),
  executionId: 'e1',
  at: AT,
});
const theirs = (filled: string, status: VenueOrder['status'] = 'filled'): VenueOrder => ({
  venueOrderId: VENUE,
  clientOrderId: ID,
  ticker: TQQQ,
  side: 'buy',
  quantity: quantity('35'),
  type: 'limit',
  limitPrice: price('50.02'),
  status,
  rawStatus: status,
  filled: quantity(filled),
  averageFillPrice: price('50.01'),
  submittedAt: AT,
});
const whats = (order: OrderOutcome, executed: string, listed: readonly VenueOrder[]): readonly string[] =>
  compareOrders(outcome(order, executed), listed).differences.map(({ what }) => what);

describe('our orders against the broker’s list', () => {
  it('are equal when each is closed there with what we booked of it', () => {
    const compared = compareOrders(outcome(ours('35'), '35'), [
      theirs('35'),
      { ...theirs('9', 'working'), clientOrderId: 'somebody' as ClientOrderId },
    ]);
    expect(compared).toEqual({ orders: 1, executions: 1, differences: [] });
    expect(reconcile(openLedger(), money('0'), [], compared).words).toBe(
      'Equal in shares and cents: 0 tickers and $0.00 in cash; 1 order with 1 execution',
    );
  });

  it.each([
    ['filled more there', ours('30'), '30', [theirs('35')], ['TQQQ order alch-1 filled', 'TQQQ order alch-1 executions']],
    ['an execution is not booked yet', ours('35'), '20', [theirs('35')], ['TQQQ order alch-1 executions']],
    ['still open there', ours('20', { status: 'canceled' }), '20', [theirs('20', 'partiallyFilled')], ['TQQQ order alch-1 open']],
    ['seen, and gone from the list', ours('35'), '35', [], ['TQQQ order alch-1 listed']],
    [
      'left unknown, and it had arrived',
      ours('0', { venueOrderId: null, status: 'unknown' }),
      '0',
      [theirs('35')],
      ['TQQQ order alch-1 filled', 'TQQQ order alch-1 executions'],
    ],
  ] as const)('differ by name when one is %s', (_, order, executed, listed, expected) => {
    expect(whats(order, executed, listed)).toEqual(expected);
    expect(reconcile(openLedger(), money('0'), [], compareOrders(outcome(order, executed), listed)).status).toBe('different');
  });

  it('need not be listed when they never arrived or were refused', () => {
    expect(whats(ours('0', { venueOrderId: null, status: 'rejected' }), '0', [])).toEqual([]);
    expect(whats(ours('0', { venueOrderId: null, status: 'unknown' }), '0', [])).toEqual([]);
  });
});
