/** Refusals by status and code, which Alpaca calls the stable contract; messages as collected from its documents, forum and issues. */
import { describe, expect, it } from 'vitest';
import { ACCOUNT, open } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const market = scriptedMarket({
  KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } },
  CENTS: { quote: () => ['0.4998', '0.5002'], closes: { '2026-10-07': 1.5 } },
  GONE: { quote: () => ['7', '7.01'], closes: { '2026-10-07': 7 }, tradable: false },
  NEWLY: { quote: () => undefined },
});
const buy = { symbol: 'KO', qty: '1', side: 'buy', type: 'market' };
const limit = { ...buy, type: 'limit', limit_price: '100' };

describe('an order is refused', () => {
  it.each([
    ['without a size', { ...buy, qty: undefined }, 422, 40010001, 'qty or notional is required'],
    ['with two sizes', { ...buy, notional: '5' }, 422, 40010001, 'only one of qty or notional is accepted'],
    ['for nothing', { ...buy, qty: '0' }, 422, 40010001, 'qty must be > 0'],
    ['for less than nothing', { ...buy, qty: -1 }, 422, 40010001, 'invalid qty: -1'],
    ['finer than a billionth', { ...buy, qty: '0.0000000001' }, 422, 40010001, 'invalid qty: 0.0000000001'],
    ['for no number', { ...buy, qty: '1e3' }, 422, 40010001, 'invalid qty: 1e3'],
    ['without a symbol', { ...buy, symbol: undefined }, 422, 40010001, 'symbol is required'],
    ['for an unknown symbol', { ...buy, symbol: 'NOPE' }, 422, 42210000, 'asset "NOPE" not found'],
    ['for what is no symbol', { ...buy, symbol: '%%' }, 422, 42210000, 'asset "%%" not found'],
    ['for what does not trade', { ...buy, symbol: 'GONE' }, 422, 42210000, 'asset "GONE" is not tradable'],
    ['before a first price', { ...buy, symbol: 'NEWLY' }, 422, 42210000, 'asset "NEWLY" is not tradable'],
    ['without a side', { ...buy, side: undefined }, 422, 40010001, 'side is required'],
    ['with a side that is none', { ...buy, side: 'hold' }, 422, 40010001, 'invalid side: hold'],
    ['as a stop without one', { ...buy, type: 'stop' }, 422, 42210000, 'stop orders require a stop price'],
    ['as a stop with a limit', { ...limit, type: 'stop', stop_price: '110' }, 422, 42210000, 'stop orders require no limit price'],
    [
      'as a stop limit without a stop',
      { ...limit, type: 'stop_limit' },
      422,
      42210000,
      'stop limit orders require both stop and limit price',
    ],
    ['as a limit with a stop', { ...limit, stop_price: '110' }, 422, 42210000, 'limit orders require no stop price'],
    [
      'with a stop between cents',
      { ...buy, type: 'stop', stop_price: '110.001' },
      422,
      42210000,
      'invalid stop_price 110.001. sub-penny increment does not fulfill minimum pricing criteria',
    ],
    [
      'as a stop that is to fill at once',
      { ...buy, type: 'stop', stop_price: '110', time_in_force: 'ioc' },
      422,
      42210000,
      'invalid time_in_force "ioc" for a stop order',
    ],
    ['at the opening', { ...buy, time_in_force: 'opg' }, 422, 42210000, 'time in force "opg" is not supported'],
    ['for an option', { ...buy, symbol: 'KO261218C00090000' }, 422, 42210000, 'options are not supported: KO261218C00090000'],
    ['for a coin', { ...buy, symbol: 'BTC/USD' }, 422, 42210000, 'crypto is not supported: BTC/USD'],
    [
      'as a trailing stop',
      { ...buy, type: 'trailing_stop', trail_percent: 1 },
      422,
      42210000,
      'order type "trailing_stop" is not supported',
    ],
    ['as a type unheard of', { ...buy, type: 'iceberg' }, 422, 40010001, 'invalid order type: iceberg'],
    ['as a bracket', { ...limit, order_class: 'bracket' }, 422, 42210000, 'order class "bracket" is not supported'],
    ['with a leg of a bracket', { ...buy, take_profit: { limit_price: '110' } }, 422, 42210000, 'take_profit is not supported'],
    ['outside regular hours', { ...limit, extended_hours: true }, 422, 42210000, 'extended_hours is not supported'],
    ['without a time in force', { ...buy, time_in_force: undefined }, 422, 40010001, 'time_in_force is required'],
    [
      'for a fraction at any time but the day',
      { ...limit, qty: '0.5', time_in_force: 'gtc' },
      422,
      42210000,
      'fractional orders must be DAY orders',
    ],
    ['for a time unheard of', { ...limit, time_in_force: 'noon' }, 422, 40010001, 'invalid time_in_force: noon'],
    ['as a limit without one', { ...limit, limit_price: undefined }, 422, 42210000, 'limit orders require a limit price'],
    ['at market with a limit', { ...buy, limit_price: '100' }, 422, 42210000, 'market orders require no stop or limit price'],
    [
      'between cents from a dollar up',
      { ...limit, limit_price: '290.123' },
      422,
      42210000,
      'invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria',
    ],
    [
      'between hundredths of a cent below a dollar',
      { ...limit, symbol: 'CENTS', limit_price: 0.49991 },
      422,
      42210000,
      'invalid limit_price 0.49991. sub-penny increment does not fulfill minimum pricing criteria',
    ],
    ['for a fraction worth less than a dollar', { ...buy, qty: '0.009' }, 403, 40310000, 'cost basis must be >= minimal amount of order 1'],
    [
      'for less than a dollar',
      { ...buy, qty: undefined, notional: '0.99' },
      403,
      40310000,
      'cost basis must be >= minimal amount of order 1',
    ],
    [
      'for dollars finer than cents',
      { ...buy, qty: undefined, notional: '5.001' },
      422,
      42210000,
      'notional value must be limited to 2 decimal places, was 5.001',
    ],
    ['to sell what is not held', { ...buy, side: 'sell' }, 403, 40310000, 'account is not allowed to short'],
    ['to open a short', { ...buy, side: 'sell', position_intent: 'sell_to_open' }, 403, 40310000, 'account is not allowed to short'],
    [
      'with an id beyond 128 characters',
      { ...buy, client_order_id: 'x'.repeat(129) },
      422,
      40010001,
      'client_order_id must be no more than 128 characters',
    ],
  ])('%s', async (_, order, status, code, message) => {
    const { send, exchange } = open(MORNING, { market });
    const before = exchange.snapshot();
    expect(await send(order)).toEqual({ status, body: { code, message } });
    expect(exchange.snapshot()).toBe(before);
  });

  it.each([['not json'], ['[]'], ['"text"'], ['null'], ['']])('when its body is %s', async (body) => {
    const { exchange } = open(MORNING, { market });
    const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
    const response = await exchange.fetch(new Request('https://paper-api.alpaca.markets/v2/orders', { method: 'POST', headers, body }));
    expect([response.status, await response.json()]).toEqual([400, { code: 40010000, message: 'request body format is invalid' }]);
  });

  it('beyond buying power, with both amounts', async () => {
    const { send } = open(MORNING, { market });
    expect(await send({ ...limit, qty: '1000.01' })).toEqual({
      status: 403,
      body: { code: 40310000, message: 'insufficient buying power', buying_power: '100000', cost_basis: '100001' },
    });
  });

  it('when its shares are held by another sale, which it names', async () => {
    const { send, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    const first = await send({ ...limit, side: 'sell', qty: '7', limit_price: '150' });
    expect(await send({ ...limit, side: 'sell', qty: '4', limit_price: '151' })).toEqual({
      status: 403,
      body: {
        code: 40310000,
        message: 'insufficient qty available for order (requested: 4, available: 3)',
        available: '3',
        existing_qty: '10',
        held_for_orders: '7',
        symbol: 'KO',
        related_orders: [first.body.id],
      },
    });
  });

  it.each([
    [
      'a market sale while a buy rests',
      { ...limit, limit_price: '90' },
      { ...buy, side: 'sell' },
      'opposite side market/stop order exists',
    ],
    [
      'a limit sale at a resting buy’s limit',
      { ...limit, limit_price: '90' },
      { ...limit, side: 'sell', limit_price: '90' },
      'opposite side limit order exists',
    ],
    [
      'a buy above a resting sale',
      { ...limit, side: 'sell', limit_price: '150' },
      { ...limit, limit_price: '151' },
      'opposite side limit order exists',
    ],
  ])('when it could trade with itself: %s', async (_, first, second, reason) => {
    const { send, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    const resting = await send(first);
    expect(await send(second)).toEqual({
      status: 403,
      body: {
        code: 40310000,
        message: 'potential wash trade detected. use complex orders',
        existing_order_id: resting.body.id,
        reject_reason: reason,
      },
    });
  });

  it('never for two limits that cannot meet', async () => {
    const { send, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    await send({ ...limit, limit_price: '90' });
    expect((await send({ ...limit, side: 'sell', limit_price: '110' })).status).toBe(200);
  });

  it('under an id that was used before, whatever became of that order', async () => {
    const { send, ask, clock } = open(MORNING, { market });
    const refusal = { status: 422, body: { code: 40010001, message: 'client_order_id must be unique' } };
    await send({ ...buy, client_order_id: 'filled' });
    const resting = await send({ ...limit, limit_price: '50', client_order_id: 'canceled' });
    await clock.sleep(10);
    await ask('DELETE', `/v2/orders/${resting.body.id}`);
    await send({ ...limit, limit_price: '50', client_order_id: 'expired' });
    await clock.advanceTo(at('2026-10-09T15:00:00Z'));
    for (const client_order_id of ['filled', 'canceled', 'expired']) expect(await send({ ...buy, client_order_id })).toEqual(refusal);
  });

  it('not at all without an id, twice the same', async () => {
    const { send } = open(MORNING, { market });
    const [first, second] = [await send(buy), await send(buy)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.client_order_id).not.toBe(second.body.client_order_id);
  });
});
