/** The broker's promises, kept by the very adapter that trades live, wherever it is pointed. */
import { afterAll, describe, expect, it } from 'vitest';
import { fromIsoInstant, quantity, sessionDate, toFloat } from '@alchemiser/domain';
import { brokerContract } from '@alchemiser/services/testing';
import { exchangeBrokers, paperAccess, paperBroker, type ContractBroker } from '../../test/broker-subjects.ts';
import { alpacaAccountHistory } from './account-history.ts';
import { alpacaBroker } from './alpaca-broker.ts';
import { alpacaByHand } from './alpaca-by-hand.ts';
import { alpacaControl } from './alpaca-control.ts';
import { readVenueHours, readVenueSessions, readVenueState } from './venue-day.ts';

describe.each(['in process', 'over HTTP'] as const)('the Alpaca adapter at the paper exchange %s', (transport) => {
  const exchanges = exchangeBrokers(transport);
  afterAll(() => exchanges.close());

  it.each(brokerContract(exchanges.make))('$name', async ({ run }) => run());

  it('refuses a wrong key with a sentence', async () => {
    const { withKey } = await exchanges.make();
    const { trading } = withKey('contract-key', 'wrong');
    await expect(alpacaBroker({ http: trading, dedupe: 'permanent' }).account()).rejects.toMatchObject({
      code: 'broker.unauthorized',
      next: 'stop',
    });
  });

  it('shows the venue’s clock and calendar', async () => {
    const { trading } = await exchanges.make();
    expect(await readVenueState(trading)).toMatchObject({
      now: fromIsoInstant('2024-08-06T14:31:00Z'),
      isOpen: true,
      nextOpen: fromIsoInstant('2024-08-07T13:30:00Z'),
      nextClose: fromIsoInstant('2024-08-06T20:00:00Z'),
    });
    const week = await readVenueSessions(trading, sessionDate('2024-07-01'), sessionDate('2024-07-07'));
    expect(week.map(({ date, close }) => [date, close])).toEqual([
      ['2024-07-01', fromIsoInstant('2024-07-01T20:00:00Z')],
      ['2024-07-02', fromIsoInstant('2024-07-02T20:00:00Z')],
      // Half a day before Independence Day (https://www.nyse.com/markets/hours-calendars).
      ['2024-07-03', fromIsoInstant('2024-07-03T17:00:00Z')],
      ['2024-07-05', fromIsoInstant('2024-07-05T20:00:00Z')],
    ]);
    expect(await readVenueHours(trading, sessionDate('2024-07-04'))).toBeNull();
  });

  it('finds an order by the venue’s id, and none by an id that never was', async () => {
    const subject = await exchanges.make();
    const control = alpacaControl({ http: subject.trading });
    const id = await restingBuy(subject);
    expect((await control.order(id))?.venueOrderId).toBe(id);
    expect(await control.order('00000000-0000-4000-8000-000000000000' as typeof id)).toBeUndefined();
  });

  it('by hand cancels all, replaces whole shares, closes a position and suspends trading', async () => {
    const subject = await exchanges.make();
    const { broker, trading, ticker: name, settle } = subject;
    const hand = alpacaByHand({ http: trading });
    const first = await restingBuy(subject);
    await settle();
    const replaced = await hand.replaceOrder(first, { quantity: quantity('2') });
    expect(replaced).toMatchObject({ status: 'accepted', order: { quantity: quantity('2'), limitPrice: subject.restingBuy } });
    await settle();
    const second = await restingBuy(subject);
    const open = (await broker.openOrders()).map(({ venueOrderId }) => venueOrderId);
    expect(open).toContain(second);
    expect(open).not.toContain(first);
    const cancelled = await hand.cancelAll();
    expect(cancelled).toEqual({ status: 'asked', orders: open.map((venueOrderId) => ({ venueOrderId, accepted: true })) });
    await settle();
    expect(await broker.openOrders()).toEqual([]);

    expect(await hand.closePosition(name, 'all')).toMatchObject({ status: 'refused', code: '40410000' });
    const bought = { clientOrderId: subject.nextId(), ticker: name, side: 'buy', quantity: quantity('1.5'), type: 'market' } as const;
    await broker.submit({ ...bought, timeInForce: 'day' });
    await settle();
    expect(await hand.closePosition(name, quantity('0.5'))).toMatchObject({ status: 'accepted', order: { side: 'sell', type: 'market' } });
    await settle();
    expect((await broker.positions())[0]?.quantity).toBe(quantity('1'));
    await hand.closePosition(name, 'all');
    await settle();
    expect(await broker.positions()).toEqual([]);

    expect((await hand.settings()).tradingSuspended).toBe(false);
    expect((await hand.suspendTrading(true)).tradingSuspended).toBe(true);
    expect((await broker.account()).tradeSuspendedByUser).toBe(true);
    const refused = await broker.submit({ ...bought, clientOrderId: subject.nextId(), timeInForce: 'day' });
    expect(refused.status).toBe('refused');
    expect((await hand.suspendTrading(false)).tradingSuspended).toBe(false);
  });

  it('remembers what the account did, and what it was worth', async () => {
    const subject = await exchanges.make();
    const { broker, trading, ticker: name, settle, since } = subject;
    await broker.submit({
      clientOrderId: subject.nextId(),
      ticker: name,
      side: 'buy',
      quantity: quantity('2.5'),
      type: 'market',
      timeInForce: 'day',
    });
    await settle();
    const history = alpacaAccountHistory({ http: trading });
    const activities = await history.activities(since);
    const fills = await broker.fillsSince(since);
    expect(fills.length).toBeGreaterThan(0);
    expect(activities.filter(({ kind }) => kind === 'fill')).toEqual(fills.map((fill) => ({ kind: 'fill', fill })));
    const points = await history.portfolio('1W');
    const { equity } = await broker.account();
    expect(points.at(-1)?.equity).toBeCloseTo(toFloat(equity), 1);
  });
});

async function restingBuy(subject: ContractBroker) {
  const { broker, ticker: name, restingBuy: limitPrice, nextId } = subject;
  const ticket = { ticker: name, side: 'buy', quantity: quantity('1'), type: 'limit', limitPrice, timeInForce: 'day' } as const;
  const sent = await broker.submit({ ...ticket, clientOrderId: nextId() });
  if (sent.status !== 'accepted') throw new Error(`A resting order was ${sent.status}: ${sent.says}`);
  return sent.order.venueOrderId;
}

const access = paperAccess(process.env);
describe.skipIf(access === undefined)(
  'the Alpaca adapter at Alpaca’s paper account (skipped without ALPACA_KEY and ALPACA_SECRET of one)',
  () => {
    it.each(brokerContract(async () => paperBroker(access!)))('$name', { timeout: 60_000 }, async ({ run }) => run());
  },
);
