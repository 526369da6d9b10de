/** Cancels, keys and paths: what is no order, and how it is answered. */
import { describe, expect, it } from 'vitest';
import { open } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const market = scriptedMarket({ KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } } });
const NOBODY = '00000000-0000-4000-8000-000000000000';
const buy = { symbol: 'KO', qty: '1', side: 'buy', type: 'market' };
const limit = { ...buy, type: 'limit', limit_price: '100' };

describe('an order in the words of other clients', () => {
  // The fields are those of the Go client's PlaceOrderRequest, of alpaca-py's numbers, and of a form with nothing chosen.
  it.each([
    [
      'nulls and empty text for what is not given',
      {
        notional: null,
        limit_price: null,
        extended_hours: false,
        stop_price: null,
        client_order_id: '',
        order_class: '',
        take_profit: null,
        stop_loss: null,
        trail_price: null,
        trail_percent: null,
        position_intent: '',
        legs: null,
      },
    ],
    ['JSON numbers and an unknown field', { qty: 0.5, subtag: 'x', source: null }],
    ['an empty list of legs', { legs: [], order_class: 'simple', position_intent: 'buy_to_open' }],
  ])('is taken: %s', async (_, fields) => {
    const { send } = open(MORNING, { market });
    expect((await send({ ...buy, ...fields })).status).toBe(200);
  });

  it('is changed by nulls and empty text for what is to stay', async () => {
    const { send, ask, clock } = open(MORNING, { market });
    const { body } = await send({ ...limit, limit_price: '50' });
    await clock.sleep(10);
    const changes = { qty: '2', limit_price: null, stop_price: null, trail: null, time_in_force: '', client_order_id: '' };
    expect((await ask('PATCH', `/v2/orders/${body.id}`, changes)).body).toMatchObject({
      qty: '2',
      limit_price: '50',
      time_in_force: 'day',
    });
  });
});

describe('a cancel', () => {
  it('of a filled order is refused by its state, of a canceled one is fine, of an unknown one is not found', async () => {
    const { send, ask, clock } = open(MORNING, { market });
    const filled = await send(buy);
    const resting = await send({ ...limit, limit_price: '50' });
    await clock.sleep(10);
    expect(await ask('DELETE', `/v2/orders/${filled.body.id}`)).toEqual({
      status: 422,
      body: { code: 42210000, message: 'order is already in "filled" state' },
    });
    expect((await ask('DELETE', `/v2/orders/${resting.body.id}`)).status).toBe(204);
    expect((await ask('DELETE', `/v2/orders/${resting.body.id}`)).status).toBe(204);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await ask('DELETE', `/v2/orders/${unknown}`)).toEqual({
      status: 404,
      body: { code: 40410000, message: `order not found for ${unknown}` },
    });
    expect(await ask('DELETE', '/v2/orders/what')).toEqual({ status: 422, body: { code: 40010001, message: 'order_id is missing' } });
  });

  it('loses to a fill that was due before it', async () => {
    const { send, ask, clock } = open(MORNING, { market });
    const sent = await send(buy);
    await clock.sleep(3);
    expect((await ask('DELETE', `/v2/orders/${sent.body.id}`)).status).toBe(422);
  });

  it('of everything answers 207 with a row per open order', async () => {
    const { send, ask } = open(MORNING, { market });
    const first = await send({ ...limit, limit_price: '50' });
    const second = await send({ ...limit, limit_price: '51' });
    const { status, body } = await ask('DELETE', '/v2/orders');
    const rows: readonly { id: string; status: number }[] = body;
    expect([status, rows.map((row) => [row.id, row.status])]).toEqual([
      207,
      [
        [first.body.id, 200],
        [second.body.id, 200],
      ],
    ]);
    expect((await ask('GET', '/v2/orders')).body).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['with a wrong secret', { 'APCA-API-KEY-ID': 'key', 'APCA-API-SECRET-KEY': 'wrong' }],
    ['without keys', {}],
  ])('%s is unauthorized and changes nothing', async (_, headers: Record<string, string>) => {
    const { exchange } = open(MORNING, { market });
    const before = exchange.snapshot();
    const response = await exchange.fetch(
      new Request('https://paper-api.alpaca.markets/v2/orders', {
        method: 'POST',
        headers,
        body: JSON.stringify({ ...buy, time_in_force: 'day' }),
      }),
    );
    expect([response.status, await response.json()]).toEqual([401, { message: 'unauthorized.' }]);
    expect(exchange.snapshot()).toBe(before);
  });

  it.each([
    ['for a path of nobody’s', 'GET', '/v2/nothing', 404, 40410000, 'endpoint not found'],
    ['in a way a path is not asked', 'PUT', '/v2/account', 405, 40510000, 'method not allowed'],
    ['to replace an order with nothing', 'PATCH', `/v2/orders/${NOBODY}`, 400, 40010000, 'request body format is invalid'],
    ['to close a position that is not there', 'DELETE', '/v2/positions/KO', 404, 40410000, 'position does not exist'],
    ['for events over SSE', 'GET', '/v2/events/trades', 422, 42210000, 'server-sent events: not supported by this exchange'],
    ['for options', 'GET', '/v2/options/contracts', 422, 42210000, 'options: not supported by this exchange'],
    ['for crypto', 'GET', '/v1beta3/crypto/us/latest/quotes', 422, 42210000, 'crypto: not supported by this exchange'],
    ['for watchlists', 'GET', '/v2/watchlists', 422, 42210000, 'watchlists: not supported by this exchange'],
    ['for historical trades', 'GET', '/v2/stocks/KO/trades', 422, 42210000, 'historical trades: not supported by this exchange'],
    ['for a position that is not there', 'GET', '/v2/positions/KO', 404, 40410000, 'position does not exist'],
  ])('%s is refused in Alpaca’s shape', async (_, method, path, status, code, message) => {
    expect(await open(MORNING, { market }).ask(method, path)).toEqual({ status, body: { code, message } });
  });
});
