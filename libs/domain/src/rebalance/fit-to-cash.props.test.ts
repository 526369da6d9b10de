import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notional, total, type Money, type Price, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { fitToCash, type PricedBuy } from './fit-to-cash.ts';

const NANO = 1n as Quantity;
const WHOLE = 1_000_000_000n as Quantity;

const buy: fc.Arbitrary<PricedBuy> = fc.record({
  ticker: fc.constantFrom(ticker('SMR'), ticker('OKLO'), ticker('EXC')),
  quantity: fc.bigInt(1n, 10_000_000_000_000n) as fc.Arbitrary<Quantity>,
  limitPrice: fc.bigInt(100_000n, 5_000_000_000_000n) as fc.Arbitrary<Price>,
  increment: fc.constantFrom(NANO, WHOLE),
});
const buys = fc.array(buy, { maxLength: 8 });
const cash = fc.bigInt(-1_000_000_000n, 100_000_000_000_000_000n) as fc.Arbitrary<Money>;

const costOf = (orders: readonly PricedBuy[], shares: readonly Quantity[]): Money =>
  total(orders.map((order, i) => notional(shares[i]!, order.limitPrice)));

describe('fitToCash', () => {
  it('never spends more than there is, never buys more than was wanted, and stays on the increment', () => {
    fc.assert(
      fc.property(buys, cash, (orders, available) => {
        const shares = fitToCash(orders, available);
        expect(costOf(orders, shares) <= (available > 0n ? available : 0n)).toBe(true);
        orders.forEach((order, i) => {
          expect(shares[i]! <= order.quantity).toBe(true);
          expect(shares[i]! % order.increment).toBe(0n);
        });
      }),
    );
  });

  it('buys no less of anything when there is more cash', () => {
    fc.assert(
      fc.property(buys, cash, fc.bigInt(0n, 10_000_000_000_000n), (orders, available, more) => {
        const less = fitToCash(orders, available);
        const greater = fitToCash(orders, (available + more) as Money);
        less.forEach((shares, i) => {
          expect(shares <= greater[i]!).toBe(true);
        });
      }),
    );
  });

  it('leaves less than one step of each buy unspent when it shrinks', () => {
    fc.assert(
      fc.property(buys, cash, (orders, available) => {
        fc.pre(
          available > 0n &&
            costOf(
              orders,
              orders.map((order) => order.quantity),
            ) > available,
        );
        const slack = orders.reduce((sum, order) => sum + notional(order.increment, order.limitPrice) + 2n, 0n);
        expect(available - costOf(orders, fitToCash(orders, available)) <= slack).toBe(true);
      }),
    );
  });
});
