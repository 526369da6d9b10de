/** Stops, times in force and replacing: what becomes of an order, told by REST. */
import { describe, expect, it, vi } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket, type Script } from '../../test/market.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const CLOSES = { '2026-10-07': 100 };
/** Ten cents wide around a price that steps at given times. */
const stepping =
  (...steps: readonly (readonly [string, number])[]): Script['quote'] =>
  (now) => {
    const price = steps.findLast(([from]) => at(from) <= now)?.[1] ?? 100;
    return [(price - 0.05).toFixed(2), (price + 0.05).toFixed(2)];
  };
const marketOf = (...steps: readonly (readonly [string, number])[]) =>
  scriptedMarket({ KO: { quote: stepping(...steps), closes: CLOSES } });
const flat = marketOf();
interface Shown {
  readonly status: string;
  readonly filled_qty: string;
  readonly replaced_at: string | null;
}
const order = async (client: Client, id: string): Promise<Shown> => {
  const { body }: { body: Shown } = await client.ask('GET', `/v2/orders/${id}`);
  return body;
};

describe('a stop', () => {
  it('sleeps until the market reaches it and sells at the bid of that second', async () => {
    const client = open(MORNING, { market: marketOf(['2026-10-08T15:12:00Z', 94.99]) });
    await client.exchange.grant({ ticker: 'KO', quantity: '2', price: '90' });
    const sent = await client.send({ symbol: 'KO', qty: '2', side: 'sell', type: 'stop', stop_price: '95', time_in_force: 'gtc' });
    expect(sent.body).toMatchObject({ type: 'stop', stop_price: '95', limit_price: null, time_in_force: 'gtc' });
    await client.clock.advanceTo(at('2026-10-08T15:11:59Z'));
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'new', filled_qty: '0' });
    await client.clock.advanceTo(at('2026-10-08T15:12:00Z'));
    expect(await order(client, sent.body.id)).toMatchObject({
      status: 'filled',
      filled_avg_price: '94.94',
      filled_at: '2026-10-08T15:12:00.000001Z',
    });
  });

  it('that buys goes no further than 2.5 % beyond itself, 4 % below $50', async () => {
    // 105 × 1.025 = 107.625, up to the cent 107.63; the ask is 107.70, then 107.60.
    const market = marketOf(['2026-10-08T15:12:00Z', 107.65], ['2026-10-08T15:13:00Z', 107.55]);
    const client = open(MORNING, { market });
    const sent = await client.send({ symbol: 'KO', qty: '1', side: 'buy', type: 'stop', stop_price: '105' });
    await client.clock.advanceTo(at('2026-10-08T15:12:30Z'));
    expect((await order(client, sent.body.id)).status).toBe('new');
    expect((await client.ask('GET', '/v2/account')).body.buying_power).toBe('99892.37');
    await client.clock.advanceTo(at('2026-10-08T15:13:00Z'));
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'filled', filled_avg_price: '107.6' });
  });

  it('with a limit rests at the limit once reached, even when the market turns back', async () => {
    const market = marketOf(['2026-10-08T15:12:00Z', 94], ['2026-10-08T15:13:00Z', 96]);
    const client = open(MORNING, { market });
    await client.exchange.grant({ ticker: 'KO', quantity: '2', price: '90' });
    const sent = await client.send({ symbol: 'KO', qty: '2', side: 'sell', type: 'stop_limit', stop_price: '95', limit_price: '94.50' });
    await client.clock.advanceTo(at('2026-10-08T15:12:30Z'));
    expect((await order(client, sent.body.id)).status).toBe('new');
    await client.clock.advanceTo(at('2026-10-08T15:13:00Z'));
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'filled', filled_avg_price: '95.95' });
  });

  it.each([
    ['sell', '100', 'stop price must be less than current price'],
    ['sell', '101', 'stop price must be less than current price'],
    ['buy', '100', 'stop price must be greater than current price'],
  ])('on the wrong side of the market is refused: %s at %s', async (side, stop_price, message) => {
    const client = open(MORNING, { market: flat });
    await client.exchange.grant({ ticker: 'KO', quantity: '2', price: '90' });
    expect(await client.send({ symbol: 'KO', qty: '1', side, type: 'stop', stop_price })).toEqual({
      status: 422,
      body: { code: 42210000, message, market_price: '100', stop_price },
    });
  });
});

// Ninety days of looks.
vi.setConfig({ testTimeout: 30_000 });

describe('time in force', () => {
  it('gtc lives through the night and fills in the next session', async () => {
    const client = open(MORNING, { market: marketOf(['2026-10-09T14:00:00Z', 90]) });
    const sent = await client.send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '95', time_in_force: 'gtc' });
    await client.clock.advanceTo(at('2026-10-09T13:00:00Z'));
    expect((await order(client, sent.body.id)).status).toBe('new');
    await client.clock.advanceTo(at('2026-10-09T14:00:00Z'));
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'filled', filled_avg_price: '90.05' });
  });

  it('gtc is canceled on its ninetieth day, at 16:15 in New York', async () => {
    const client = open(MORNING, { market: flat });
    const sent = await client.send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '50', time_in_force: 'gtc' });
    expect(sent.body.expires_at).toBe('2027-01-06T21:15:00Z');
    // A halt spares the test a million quotes.
    client.exchange.faults.halt('KO');
    await client.clock.advanceTo(at('2027-01-06T21:14:59Z'));
    expect((await order(client, sent.body.id)).status).toBe('new');
    await client.clock.advanceTo(at('2027-01-06T21:15:00Z'));
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'canceled', canceled_at: '2027-01-06T21:15:00Z' });
  });

  it.each([
    ['ioc', 'buy at the ask fills', '100.05', 0, 'filled', '40'],
    ['ioc', 'buy under the ask is canceled', '100.04', 0, 'canceled', '0'],
    ['ioc', 'that gets a part keeps it, and the rest is canceled', '100.05', 1, 'canceled', 'part'],
    ['fok', 'buy at the ask fills whole, never in parts', '100.05', 1, 'filled', '40'],
    ['fok', 'buy under the ask is canceled', '100.04', 1, 'canceled', '0'],
  ])('%s %s', async (time_in_force, _, limit_price, partialFillShare, status, filled) => {
    const client = open(MORNING, { market: flat, partialFillShare });
    const sent = await client.send({ symbol: 'KO', qty: '40', side: 'buy', type: 'limit', limit_price, time_in_force });
    await client.clock.sleep(3);
    const found = await order(client, sent.body.id);
    expect(found.status).toBe(status);
    if (filled === 'part') expect(Number(found.filled_qty) > 0 && Number(found.filled_qty) < 40).toBe(true);
    else expect(found.filled_qty).toBe(filled);
    expect((await client.ask('GET', '/v2/orders')).body).toEqual([]);
  });
});

describe('replacing', () => {
  const resting = { symbol: 'KO', qty: '10', side: 'buy', type: 'limit', limit_price: '90' };

  it('gives a new order that stands where the old one stood', async () => {
    const client = open(MORNING, { market: flat });
    const sent = await client.send({ ...resting, client_order_id: 'first' });
    await client.clock.sleep(5);
    const { status, body } = await client.ask('PATCH', `/v2/orders/${sent.body.id}`, {
      qty: '12',
      limit_price: '91',
      time_in_force: 'gtc',
    });
    expect([status, body]).toMatchObject([
      200,
      { replaces: sent.body.id, qty: '12', limit_price: '91', time_in_force: 'gtc', replaced_by: null },
    ]);
    expect(body.client_order_id).not.toBe('first');
    expect(await order(client, sent.body.id)).toMatchObject({ status: 'replaced', replaced_by: body.id });
    expect((await order(client, sent.body.id)).replaced_at).not.toBeNull();
    const open_ = await client.ask('GET', '/v2/orders');
    expect(open_.body).toHaveLength(1);
    expect((await client.ask('GET', '/v2/account')).body.buying_power).toBe('98908');
  });

  it('asks for what is left of the new quantity, so that both together fill it', async () => {
    const market = marketOf(['2026-10-08T15:10:01Z', 110]);
    const client = open(MORNING, { market, partialFillShare: 1 });
    const sent = await client.send({ ...resting, limit_price: '100.05' });
    await client.clock.sleep(3);
    const part = Number((await order(client, sent.body.id)).filled_qty);
    expect(part).toBeGreaterThan(0);
    const { body } = await client.ask('PATCH', `/v2/orders/${sent.body.id}`, { qty: '20', limit_price: '120' });
    expect(body).toMatchObject({ qty: String(20 - part), filled_qty: '0' });
    await client.clock.sleep(5000);
    expect((await client.ask('GET', '/v2/positions/KO')).body.qty).toBe('20');
    expect(await client.ask('PATCH', `/v2/orders/${body.id}`, { qty: '30' })).toEqual({
      status: 422,
      body: { code: 42210000, message: 'order is already in "filled" state' },
    });
  });

  it.each([
    ['before the venue has it', 0, {}, { qty: '11' }, 422, 42210000, "unable to replace order, order isn't sent to exchange yet"],
    ['with what it is already', 5, {}, { qty: '10', limit_price: 90 }, 422, 42210000, 'order parameters are not changed'],
    ['with nothing', 5, {}, {}, 422, 42210000, 'order parameters are not changed'],
    ['for dollars', 5, { qty: undefined, notional: '500' }, { limit_price: '91' }, 422, 42210000, 'notional orders cannot be replaced'],
    [
      'a fraction’s quantity',
      5,
      { qty: '1.5' },
      { qty: '2' },
      422,
      42210000,
      'qty of fractional orders cannot be replaced, and only with whole shares',
    ],
    ['with a stop it has not', 5, {}, { stop_price: '95' }, 422, 42210000, 'limit orders require no stop price'],
    [
      'off the tick',
      5,
      {},
      { limit_price: '91.001' },
      422,
      42210000,
      'invalid limit_price 91.001. sub-penny increment does not fulfill minimum pricing criteria',
    ],
    ['with a trail', 5, {}, { trail: '1' }, 422, 42210000, 'replacing trail is not supported'],
    [
      'under an id used before',
      5,
      { client_order_id: 'once' },
      { qty: '11', client_order_id: 'once' },
      422,
      40010001,
      'client_order_id must be unique',
    ],
    ['for a time unheard of', 5, {}, { time_in_force: 'noon' }, 422, 40010001, 'invalid time_in_force: noon'],
  ])('is refused %s, and the order stays', async (_, waitMs, more, changes, status, code, message) => {
    const client = open(MORNING, { market: flat });
    const sent = await client.send({ ...resting, ...more });
    await client.clock.sleep(waitMs);
    expect(await client.ask('PATCH', `/v2/orders/${sent.body.id}`, changes)).toEqual({ status, body: { code, message } });
    expect((await client.ask('GET', '/v2/orders')).body).toHaveLength(1);
  });

  it('counts the funds and shares of the old order as free', async () => {
    const client = open(MORNING, { market: flat });
    const buy = await client.send({ ...resting, qty: '1100' });
    await client.clock.sleep(5);
    expect((await client.ask('PATCH', `/v2/orders/${buy.body.id}`, { qty: '1111' })).status).toBe(200);
    await client.clock.sleep(5);
    const [now] = (await client.ask('GET', '/v2/orders')).body;
    expect(await client.ask('PATCH', `/v2/orders/${now.id}`, { qty: '1112' })).toMatchObject({
      status: 403,
      body: { code: 40310000, buying_power: '100000', cost_basis: '100080' },
    });
    await client.ask('DELETE', '/v2/orders');
    await client.exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    const sell = await client.send({ ...resting, side: 'sell', qty: '8', limit_price: '150' });
    await client.clock.sleep(5);
    expect((await client.ask('PATCH', `/v2/orders/${sell.body.id}`, { qty: '10' })).status).toBe(200);
    expect((await client.ask('GET', '/v2/positions/KO')).body.qty_available).toBe('0');
  });
});
