import { describe, expect, it } from 'vitest';
import { price, quantity, ticker, type Ticket } from '@alchemiser/domain';
import { brokerAgainst, json } from '../../test/alpaca-double.ts';
import { ID, ORDER, VENUE_ID } from '../../test/fixtures.ts';

const TICKET: Ticket = {
  clientOrderId: ID,
  ticker: ticker('BRK/B'),
  side: 'buy',
  quantity: quantity('1.234567891'),
  type: 'limit',
  limitPrice: price('478.20'),
  timeInForce: 'day',
};

describe('a submission', () => {
  const submit = async (answer: Parameters<typeof brokerAgainst>[0]) => brokerAgainst(answer).broker.submit(TICKET);

  it('says it in Alpaca’s words, exact', async () => {
    const { broker, asked } = brokerAgainst(() => json({ ...ORDER, status: 'pending_new', filled_qty: '0', filled_avg_price: null }));
    expect(await broker.submit(TICKET)).toMatchObject({ status: 'accepted', order: { clientOrderId: ID, status: 'pending' } });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v2/orders',
        query: {},
        body: {
          symbol: 'BRK.B',
          qty: '1.234567891',
          side: 'buy',
          type: 'limit',
          time_in_force: 'day',
          limit_price: '478.2',
          client_order_id: ID,
          extended_hours: false,
        },
      },
    ]);
  });

  it('at the market names no price', async () => {
    const { broker, asked } = brokerAgainst(() => json(ORDER));
    const { limitPrice: _, ...rest } = TICKET;
    await broker.submit({ ...rest, type: 'market' });
    expect(asked[0]?.body).not.toHaveProperty('limit_price');
  });

  it.each([
    [403, { code: 40310000, message: 'insufficient buying power', buying_power: '0', cost_basis: '590.38' }, '40310000'],
    [403, { code: 40310000, message: 'asset "OCGN" is not fractionable' }, '40310000'],
    [422, { code: 40010001, message: 'client_order_id must be unique' }, '40010001'],
    [
      422,
      { code: 42210000, message: 'invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria' },
      '42210000',
    ],
    [400, { code: 40010000, message: 'request body format is invalid' }, '40010000'],
    [401, { message: 'unauthorized.' }, '401'],
  ])('answered %i %j is refused with its code and words', async (status, body, code) => {
    expect(await submit(() => json(body, status))).toEqual({ status: 'refused', code, says: body.message, related: [] });
  });

  it('refused because of other orders names them', async () => {
    const body = {
      code: 40310000,
      message: 'insufficient qty available for order (requested: 2, available: 1)',
      related_orders: ['o-1', 'o-2'],
    };
    expect(await submit(() => json(body, 403))).toMatchObject({ status: 'refused', related: ['o-1', 'o-2'] });
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['trouble', () => json({ code: 50010000, message: 'internal server error' }, 500)],
    ['a gateway timeout', () => json({ code: 50410000, message: 'request timed out' }, 504)],
    ['a rate limit', () => json({ code: 42910000, message: 'too many requests.' }, 429)],
    ['a proxy page', () => new Response('<html>Forbidden</html>', { status: 403 })],
    ['no answer', async () => new Promise(() => undefined)],
    ['a torn connection', async () => Promise.reject(new TypeError('fetch failed'))],
    ['a reply cut off', () => new Response('{"id":"ad78', { status: 200 })],
    ['an empty reply', () => new Response('', { status: 200 })],
    ['a reply that is no order', () => json({ ok: true })],
    ['an order with an odd quantity', () => json({ ...ORDER, filled_qty: 'many' })],
    ['an order of another id', () => json({ ...ORDER, client_order_id: 'somebody-else' })],
    ['an order of another side of the moon', () => json({ ...ORDER, side: 'hold' })],
  ])('that meets %s is unknown, and is sent once', async (_name, answer) => {
    const { broker, asked } = brokerAgainst(answer);
    const submission = await broker.submit(TICKET);
    expect(submission.status).toBe('unknown');
    expect(submission.status === 'unknown' && submission.says).toMatch(/\w+ \w+/);
    expect(asked).toHaveLength(1);
  });
});

describe('a cancel', () => {
  it.each([
    ['204', () => new Response(null, { status: 204 }), 'accepted'],
    ['already filled', () => json({ code: 42210000, message: 'order is already in "filled" state' }, 422), 'closed'],
    ['no such order', () => json({ code: 40410000, message: 'order not found for x' }, 404), 'notFound'],
    ['an id it cannot parse', () => json({ code: 40010001, message: 'order_id is missing' }, 422), 'notFound'],
    ['trouble', () => json({ message: 'down' }, 503), 'unknown'],
    ['a blocked account', () => json({ code: 40310000, message: 'account is blocked' }, 403), 'unknown'],
  ] as const)('answered with %s is %s', async (_name, answer, status) => {
    const { broker, asked } = brokerAgainst(answer);
    expect((await broker.cancel(VENUE_ID)).status).toBe(status);
    expect(asked).toEqual([{ method: 'DELETE', path: `/v2/orders/${VENUE_ID}`, query: {}, body: undefined }]);
  });
});
