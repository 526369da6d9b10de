import assert from 'node:assert/strict';
import { isClosed, notional, quantity, total } from '@alchemiser/domain';
import type { ClientOrderId, Instant, Price, Quantity, Ticker, Ticket, VenueOrderId } from '@alchemiser/domain';
import type { Broker } from '../ports/broker.ts';
import { promise, type ContractCase } from './contract.ts';

/** A broker under test: an account without positions or open orders, in a session that is open. */
export interface BrokerSubject {
  readonly broker: Broker;
  /** Tradable and fractionable, with a quote. */
  readonly ticker: Ticker;
  readonly unknown: Ticker;
  /** Would fill now; cash suffices for three shares. */
  readonly marketableBuy: Price;
  readonly marketableSell: Price;
  /** Would rest: far below the market. */
  readonly restingBuy: Price;
  /** Before the first order of this subject. */
  readonly since: Instant;
  /** A client order id never used before. */
  nextId(): ClientOrderId;
  /** Returns once the venue had time to fill what is marketable. */
  settle(): Promise<void>;
}

type Intent = Pick<Ticket, 'side' | 'quantity'> & { readonly limitPrice: Price; readonly id?: ClientOrderId };

const send = async ({ broker, ticker, nextId }: BrokerSubject, { side, quantity: shares, limitPrice, id = nextId() }: Intent) => ({
  id,
  submission: await broker.submit({ clientOrderId: id, ticker, side, quantity: shares, type: 'limit', limitPrice, timeInForce: 'day' }),
});

async function bought(
  subject: BrokerSubject,
  shares: Quantity,
): Promise<{ readonly id: ClientOrderId; readonly venueOrderId: VenueOrderId }> {
  const { id, submission } = await send(subject, { side: 'buy', quantity: shares, limitPrice: subject.marketableBuy });
  assert.equal(submission.status, 'accepted');
  await subject.settle();
  const order = await subject.broker.orderByClientId(id);
  assert.equal(order?.status, 'filled');
  assert.equal(order.filled, shares);
  return { id, venueOrderId: order.venueOrderId };
}

async function resting(subject: BrokerSubject): Promise<{ readonly id: ClientOrderId; readonly venueOrderId: VenueOrderId }> {
  const { id, submission } = await send(subject, { side: 'buy', quantity: quantity('1'), limitPrice: subject.restingBuy });
  assert.equal(submission.status, 'accepted');
  return { id, venueOrderId: submission.order.venueOrderId };
}

const SHARES = quantity('1.234567891');

/** What every broker promises. */
export const brokerContract = (make: () => Promise<BrokerSubject>): readonly ContractCase[] => [
  promise('the account says who it is and what it owns', make, async ({ broker }) => {
    const account = await broker.account();
    assert.notEqual(account.id, '');
    assert.equal(account.currency, 'USD');
    assert.ok(account.cash > 0n && account.equity >= account.cash);
    assert.deepEqual([account.accountBlocked, account.tradingBlocked], [false, false]);
    assert.deepEqual(await broker.positions(), []);
  }),
  promise('instruments are those it knows; an unknown one is absent', make, async ({ broker, ticker, unknown }) => {
    const found = await broker.instruments([ticker, unknown]);
    assert.deepEqual([...found.keys()], [ticker]);
    assert.deepEqual([found.get(ticker)?.tradable, found.get(ticker)?.fractionable], [true, true]);
    assert.equal((await broker.instruments([])).size, 0);
  }),
  promise('a marketable order fills in full, to the ninth decimal', make, async (subject) => {
    const { broker, ticker, since } = subject;
    const cash = (await broker.account()).cash;
    const { id, venueOrderId } = await bought(subject, SHARES);
    const [position, ...others] = await broker.positions();
    assert.deepEqual(others, []);
    assert.deepEqual([position?.ticker, position?.side, position?.quantity, position?.available], [ticker, 'long', SHARES, SHARES]);
    const fills = (await broker.fillsSince(since)).filter((fill) => fill.venueOrderId === venueOrderId);
    assert.equal(total(fills.map((fill) => fill.quantity)), SHARES);
    assert.equal(fills.at(-1)?.cumulativeQuantity, SHARES);
    for (const fill of fills) {
      assert.deepEqual([fill.ticker, fill.side], [ticker, 'buy']);
      assert.ok(fill.price <= subject.marketableBuy, 'a limit is kept');
      assert.ok(fill.clientOrderId === null || fill.clientOrderId === id);
    }
    const spent = total(fills.map((fill) => notional(fill.quantity, fill.price)));
    const booked = cash - (await broker.account()).cash - spent;
    assert.ok(booked <= 10_000_000n && booked >= -10_000_000n, 'cash moved by what was executed, to the cent');
  }),
  promise('an order is found under its id, in the list, and nowhere else', make, async (subject) => {
    const { broker, since, nextId } = subject;
    assert.equal(await broker.orderByClientId(nextId()), undefined);
    const { id, venueOrderId } = await resting(subject);
    const order = await broker.orderByClientId(id);
    assert.equal(order?.venueOrderId, venueOrderId);
    assert.deepEqual(
      [order.side, order.quantity, order.limitPrice, order.type, order.filled],
      ['buy', quantity('1'), subject.restingBuy, 'limit', 0n],
    );
    assert.equal(isClosed(order.status), false);
    assert.deepEqual(
      (await broker.openOrders()).map((open) => open.clientOrderId),
      [id],
    );
    assert.deepEqual(
      (await broker.ordersSince(since)).map((each) => each.clientOrderId),
      [id],
    );
  }),
  promise('a cancelled order leaves the open list and stays known', make, async (subject) => {
    const { broker, since } = subject;
    const { id, venueOrderId } = await resting(subject);
    assert.deepEqual(await broker.cancel(venueOrderId), { status: 'accepted' });
    await subject.settle();
    assert.equal((await broker.orderByClientId(id))?.status, 'canceled');
    assert.deepEqual(await broker.openOrders(), []);
    assert.deepEqual(
      (await broker.ordersSince(since)).map((each) => each.clientOrderId),
      [id],
    );
  }),
  promise('cancelling what is filled comes too late, and what never was is not found', make, async (subject) => {
    const { venueOrderId } = await bought(subject, quantity('1'));
    assert.deepEqual(await subject.broker.cancel(venueOrderId), { status: 'closed' });
    assert.deepEqual(await subject.broker.cancel('00000000-0000-4000-8000-000000000000' as VenueOrderId), { status: 'notFound' });
  }),
  promise('an id sent twice is one order', make, async (subject) => {
    const intent = { side: 'buy', quantity: quantity('1'), limitPrice: subject.marketableBuy } as const;
    const { id } = await bought(subject, quantity('1'));
    const again = await send(subject, { ...intent, id });
    assert.notEqual(again.submission.status, 'accepted');
    await subject.settle();
    assert.equal((await subject.broker.ordersSince(subject.since)).length, 1);
    assert.equal((await subject.broker.positions())[0]?.quantity, quantity('1'));
  }),
  promise('more than is held is refused, with a code and words', make, async (subject) => {
    await bought(subject, quantity('1'));
    const { submission } = await send(subject, { side: 'sell', quantity: quantity('1.5'), limitPrice: subject.marketableSell });
    assert.equal(submission.status, 'refused');
    assert.notEqual(submission.code, '');
    assert.notEqual(submission.says, '');
    assert.equal((await subject.broker.positions())[0]?.quantity, quantity('1'));
  }),
  promise('a full exit leaves no position', make, async (subject) => {
    await bought(subject, SHARES);
    const { id } = await send(subject, { side: 'sell', quantity: SHARES, limitPrice: subject.marketableSell });
    await subject.settle();
    assert.equal((await subject.broker.orderByClientId(id))?.status, 'filled');
    assert.deepEqual(await subject.broker.positions(), []);
    assert.deepEqual(
      (await subject.broker.fillsSince(subject.since)).map(({ side }) => side).filter((side, i, all) => side !== all[i - 1]),
      ['buy', 'sell'],
    );
  }),
  promise('an unknown ticker is refused', make, async (subject) => {
    const { submission } = await send(
      { ...subject, ticker: subject.unknown },
      { side: 'buy', quantity: quantity('1'), limitPrice: subject.marketableBuy },
    );
    assert.equal(submission.status, 'refused');
    assert.deepEqual(await subject.broker.ordersSince(subject.since), []);
  }),
];
