/** Checks that no historical bug reaches first, asked of a real broker twin. */
import { price, quantity, ticker, type ClientOrderId, type Price, type Ticket } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { canonicalDay } from '../../test/canonical-day.ts';
import { settle, type World } from '../world/world.ts';
import { cashNeverBelowZero, neverBothSides } from './account-checks.ts';

const send = ({ broker, time }: World, name: string, side: Ticket['side'], shares: string, limitPrice: Price) =>
  broker.submit(
    {
      clientOrderId: `test-${String(broker.orders.length)}` as ClientOrderId,
      ticker: ticker(name),
      side,
      quantity: quantity(shares),
      type: 'limit',
      limitPrice,
      timeInForce: 'day',
    },
    { intent: `2024-08-06 ${side} ${name} 9`, leg: `2024-08-06 ${side} ${name}`, process: 1 },
    time.now,
  );

describe('an account', () => {
  it('with orders of ours on both sides of a ticker is noticed', () => {
    const { world } = canonicalDay();
    expect(send(world, 'BIL', 'sell', '1', price('99'))).toMatchObject({ status: 'accepted' });
    expect(neverBothSides(world)).toBeNull();
    expect(send(world, 'BIL', 'buy', '1', price('50'))).toMatchObject({ status: 'accepted' });
    expect(neverBothSides(world)).toBe('BIL is open on both sides');
  });

  it('that borrows is noticed, where the broker lends', () => {
    const { world } = canonicalDay({ multiplier: 4 });
    expect(cashNeverBelowZero(world)).toBeNull();
    expect(send(world, 'SMR', 'buy', '200', price('10.5'))).toMatchObject({ status: 'accepted' });
    while (world.broker.account.open.size > 0 && world.time.advance()) settle(world);
    world.broker.settle((world.time.now + 5_000) as typeof world.time.now);
    expect(cashNeverBelowZero(world)).toMatch(/^cash is -/);
  });
});
