import { inspect } from 'node:util';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { instant } from '@alchemiser/domain';
import { isFailure, type Failure } from '@alchemiser/services';
import { fixedClock } from '@alchemiser/services/testing';
import { secret } from '../config/secret.ts';
import { alpacaHttp } from './alpaca-http.ts';
import { symbolOf, tickerOf } from './symbol.ts';

const KEY = 'PKTESTKEY123456';
const SECRET = 'very/secret+value=';

function alpaca(answer: (request: Request) => Response | Promise<Response>) {
  return alpacaHttp({
    tradingUrl: 'https://paper-api.invalid',
    dataUrl: 'https://data.invalid',
    key: secret(KEY),
    secret: secret(SECRET),
    clock: fixedClock(instant(1_722_972_900_000)),
    fetch: async (request) => answer(request),
    timeoutMs: 50,
    random: () => 1,
  });
}

const envelope = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'x-request-id': 'req-1', ...headers } });

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!isFailure(error)) throw new Error(`Expected a failure, got ${inspect(error)}`);
  return error;
}

const CLOCK = z.looseObject({ is_open: z.boolean() });

describe('a read of the trading service', () => {
  it.each([
    [401, { message: 'unauthorized.' }, 'broker.unauthorized', 'stop'],
    [401, { code: 40110000, message: 'request is not authorized' }, 'broker.unauthorized', 'stop'],
    [403, { code: 40310000, message: 'account is blocked' }, 'broker.refused', 'stop'],
    [404, { code: 40410000, message: 'order not found for x' }, 'broker.refused', 'stop'],
    [422, { code: 42210000, message: 'invalid page token' }, 'broker.refused', 'stop'],
    [429, { code: 42910000, message: 'too many requests.' }, 'broker.rate_limited', 'wait'],
    [500, '<html>Internal Server Error</html>', 'broker.unavailable', 'wait'],
    [503, '', 'broker.unavailable', 'wait'],
    [504, { code: 50410000, message: 'request timed out' }, 'broker.unavailable', 'wait'],
    [200, '<html>Maintenance</html>', 'broker.malformed', 'stop'],
    [200, '{"is_open":tr', 'broker.malformed', 'stop'],
    [200, '', 'broker.malformed', 'stop'],
    [200, { is_open: 'yes' }, 'broker.malformed', 'stop'],
  ])('answered with %i %j fails as %s, next %s', async (status, body, code, next) => {
    const failure = await failureOf(alpaca(() => envelope(status, body)).trading.read('v2/clock', {}, CLOCK));
    expect([failure.code, failure.next]).toEqual([code, next]);
    expect(failure.message).toMatch(/GET \/v2\/clock/);
    expect(failure.advice).not.toBe('');
  });

  it('says what it expected and what it found', async () => {
    const failure = await failureOf(alpaca(() => envelope(200, { is_open: 'yes' })).trading.read('v2/clock', {}, CLOCK));
    expect(failure.message).toBe(
      'The broker answered GET /v2/clock with something we cannot read: is_open: Invalid input: expected boolean, received string.',
    );
  });

  it('carries the request id and the attempts', async () => {
    const failure = await failureOf(alpaca(() => envelope(503, {})).trading.read('v2/clock', {}, CLOCK));
    expect(failure.context).toEqual({ what: 'GET /v2/clock', status: 503, attempts: 4, requestId: 'req-1' });
  });

  it('that nobody answers is unreachable', async () => {
    const failure = await failureOf(alpaca(async () => new Promise(() => undefined)).trading.read('v2/clock', {}, CLOCK));
    expect([failure.code, failure.next]).toEqual(['broker.unreachable', 'ask']);
    expect(failure.message).toBe('The broker could not be reached for GET /v2/clock: no answer in time.');
  });

  it('keeps fields it does not know and sends its key', async () => {
    const { trading } = alpaca((request) =>
      envelope(200, {
        is_open: true,
        key: request.headers.get('apca-api-key-id'),
        secret: request.headers.get('apca-api-secret-key'),
        url: request.url,
      }),
    );
    expect(await trading.read('v2/clock', { a: 1 }, CLOCK)).toEqual({
      is_open: true,
      key: KEY,
      secret: SECRET,
      url: 'https://paper-api.invalid/v2/clock?a=1',
    });
  });

  it('finds nothing only where Alpaca itself says so', async () => {
    expect(
      await alpaca(() => envelope(404, { code: 40410000, message: 'order not found' })).trading.readIfThere('v2/orders/x', {}, CLOCK),
    ).toBeUndefined();
    const failure = await failureOf(alpaca(() => envelope(404, '<html>no such host</html>')).trading.readIfThere('v2/orders/x', {}, CLOCK));
    expect(failure.code).toBe('broker.refused');
  });

  it.each([401, 403, 422, 500, 200])('never repeats a key that the other side echoes (%i)', async (status) => {
    const echo = { code: 40310000, message: `key ${KEY} with ${SECRET} is odd` };
    const failure = await failureOf(
      alpaca(() => envelope(status, status === 200 ? `oops ${SECRET}` : echo)).trading.read('v2/clock', {}, CLOCK),
    );
    const everything = inspect(failure, { depth: 9, showHidden: true }) + JSON.stringify(failure) + String(failure.stack);
    expect(everything).not.toContain(KEY);
    expect(everything).not.toContain(SECRET);
  });
});

describe('a read of the market data service', () => {
  it.each([
    [401, { message: 'unauthorized.' }, 'market.refused'],
    [403, { message: 'subscription does not permit querying recent SIP data' }, 'market.refused'],
    [429, { message: 'too many requests.' }, 'market.unreachable'],
    [502, '', 'market.unreachable'],
    [200, '[]', 'market.malformed'],
  ])('answered with %i fails as the market, not the broker', async (status, body, code) => {
    expect((await failureOf(alpaca(() => envelope(status, body)).data.read('v2/stocks/bars', {}, CLOCK))).code).toBe(code);
  });
});

describe('a write', () => {
  const write = async (answer: Parameters<typeof alpaca>[0]) => alpaca(answer).trading.write('POST', 'v2/orders', { symbol: 'SPY' });

  it('that is done gives what came back', async () => {
    expect(await write(() => envelope(200, { id: 'o1' }))).toEqual({ status: 'done', json: { id: 'o1' }, requestId: 'req-1' });
    expect(await write(() => new Response(null, { status: 204 }))).toEqual({ status: 'done', json: undefined, requestId: undefined });
  });

  it('that Alpaca refuses gives code, words, related orders and the rest under Alpaca’s names', async () => {
    const body = { code: 40310000, message: 'insufficient qty available for order', related_orders: ['a', 'b'], available: '0' };
    expect(await write(() => envelope(403, body))).toEqual({
      status: 'refused',
      httpStatus: 403,
      code: '40310000',
      says: body.message,
      related: ['a', 'b'],
      fields: { available: '0' },
    });
    expect(await write(() => envelope(401, { message: 'unauthorized.' }))).toMatchObject({ status: 'refused', code: '401' });
  });

  it.each([
    ['a rate limit', envelope(429, { code: 42910000, message: 'too many requests.' })],
    ['trouble', envelope(500, { code: 50010000, message: 'internal server error occurred' })],
    ['a timeout of theirs', envelope(504, { code: 50410000, message: 'request timed out' })],
    ['a conflict', envelope(409, { message: 'conflict' })],
    ['a page of a proxy', envelope(403, '<html>Forbidden by policy</html>')],
    ['a redirect', envelope(307, '', { location: 'https://elsewhere.invalid/' })],
  ])('that meets %s is in doubt', async (_name, response) => {
    expect((await write(() => response)).status).toBe('doubt');
  });

  it('that nobody answers is in doubt, once', async () => {
    let sent = 0;
    const written = await write(
      async () =>
        new Promise(() => {
          sent++;
        }),
    );
    expect([written.status, sent]).toEqual(['doubt', 1]);
  });
});

describe('symbols', () => {
  it.each([
    ['SPY', 'SPY'],
    ['BRK.B', 'BRK/B'],
  ])('%s is our %s', (symbol, ours) => {
    const name = tickerOf(symbol);
    expect(name).toBe(ours);
    expect(symbolOf(name!)).toBe(symbol);
  });

  it.each(['', 'BTC/USD', 'AAPL241213C00250000'])('%j is no stock or ETF', (symbol) => expect(tickerOf(symbol)).toBeUndefined());
  it('refuses text that is no symbol at all', () => expect(() => tickerOf('not a symbol')).toThrow(RangeError));
});
