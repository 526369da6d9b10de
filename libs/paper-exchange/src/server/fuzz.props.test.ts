/** Whatever arrives at the port is answered as Alpaca would, or its connection is closed; nothing takes the exchange down. */
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ACCOUNT } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { serve, type Served } from '../../test/served.ts';
import { virtualClock } from '../virtual-clock.ts';
import { ROUTES } from '../wire/routes.ts';

const market = scriptedMarket({ KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } } });
const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
let served: Served;
beforeAll(async () => {
  served = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')) });
});
afterAll(() => served.close());

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'LOCK'];
const ANSWERS = new Set([200, 204, 207, 400, 401, 403, 404, 405, 413, 422, 431]);

interface Answered {
  readonly status: number;
  readonly text: string;
}

const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Answered> => {
  const response = await fetch(`${served.url}${path}`, { method, headers, ...init });
  return { status: response.status, text: await response.text() };
};

/** A success in JSON, or a refusal with Alpaca's fields; never a 500, never a stack. */
function expectAnswer(method: string, { status, text }: Answered): void {
  expect(ANSWERS.has(status) ? 'an answer' : `${method} ${String(status)}: ${text}`).toBe('an answer');
  if (method === 'HEAD' || status === 204) return;
  const body: unknown = JSON.parse(text);
  if (status >= 400) expect(body).toMatchObject({ message: expect.any(String) as string });
}

/** Words that a path, a query or a field may hold, from the reasonable to the absurd. */
const word = fc.oneof(
  fc.constantFrom('KO', 'ko', 'BRK.B', '', '*', '%', '%00', '..', 'null', '-1', '0', '1e400', 'NaN', '2026-10-08', '9999-99-99', '٣', '💥'),
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.nat().map(String),
);
const path = fc
  .tuple(fc.constantFrom(...ROUTES.map(({ words }) => words), '/v2/events/trades', '/v9', '/'), word)
  .map(([route, name]) => route.replace('{}', encodeURIComponent(name)));
const query = fc.dictionary(
  fc.constantFrom(
    'symbols',
    'limit',
    'start',
    'end',
    'timeframe',
    'page_token',
    'status',
    'after',
    'until',
    'sort',
    'qty',
    'percentage',
    'period',
  ),
  word,
  { maxKeys: 4 },
);
const field = fc.oneof(
  word,
  fc.double(),
  fc.integer(),
  fc.constant(null),
  fc.boolean(),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.object({ maxDepth: 1, maxKeys: 2 }),
);
const nearlyAnOrder = fc
  .tuple(
    fc.record({
      symbol: fc.constant('KO'),
      side: fc.constantFrom('buy', 'sell'),
      type: fc.constant('market'),
      time_in_force: fc.constant('day'),
      qty: fc.constant('1'),
    }),
    fc.dictionary(
      fc.constantFrom(
        'symbol',
        'qty',
        'notional',
        'side',
        'type',
        'time_in_force',
        'limit_price',
        'stop_price',
        'client_order_id',
        'order_class',
        'legs',
        '__proto__',
      ),
      field,
      { maxKeys: 3 },
    ),
  )
  .map(([order, spoiled]) => JSON.stringify({ ...order, ...spoiled }));
const body = fc.oneof(
  nearlyAnOrder,
  fc.json(),
  fc.string({ maxLength: 200 }),
  fc.constantFrom('', '{', '[]', 'null', '"', '{"qty":1e999}', '{}{}'),
);

describe('whatever is asked', () => {
  it('gets an answer: any method, path and query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...METHODS), path, query, async (method, to, fields) => {
        expectAnswer(method, await ask(method, `${to}?${new URLSearchParams(fields).toString()}`));
      }),
      { numRuns: 250 },
    );
  });

  it('gets an answer: any body', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'PATCH'),
        fc.constantFrom('/v2/orders', '/v2/account/configurations', '/admin/faults', '/admin/clock', '/admin/grant'),
        body,
        async (method, to, text) => {
          // A clock that is moved far is no fuzz of its requests.
          fc.pre(!text.includes('advance'));
          expectAnswer(method, await ask(method, to, { body: text }));
        },
      ),
      { numRuns: 250 },
    );
  });

  it('gets the same refusal with any wrong key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('APCA-API-KEY-ID', 'APCA-API-SECRET-KEY', 'Authorization'), fc.stringMatching(/^[!-~]{0,40}$/)),
        path,
        async (keys, to) => {
          const answered = await ask('GET', to, { headers: keys });
          expect(answered).toEqual({ status: 401, text: '{"message":"unauthorized."}' });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gets an answer or the door: bytes that are no HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 400 }),
          fc.string({ maxLength: 200 }).map((text) => Buffer.from(`${text}\r\n\r\n`)),
        ),
        async (bytes) => {
          const socket = connect(served.port, served.host);
          const chunks: Buffer[] = [];
          socket.on('data', (chunk: Buffer) => chunks.push(chunk));
          socket.on('error', () => undefined);
          socket.end(bytes);
          await once(socket, 'close');
          const text = Buffer.concat(chunks).toString('latin1');
          if (text !== '') expect(text).toMatch(/^HTTP\/1\.1 (200|400|401|404|405|413|422|431) /);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['/stream', '/v2/iex'])('gets an answer or the door: any message on %s', async (stream) => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.json(), fc.string({ maxLength: 50 })), { maxLength: 5 }),
        async (packed, messages) => {
          const socket = new WebSocket(
            `${served.streamUrl}${stream}`,
            packed ? { headers: { 'Content-Type': 'application/msgpack' } } : {},
          );
          await once(socket, 'open');
          for (const message of messages) socket.send(message);
          socket.close();
          await once(socket, 'close');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gets Alpaca’s refusal for a body too long, and the next one is answered', async () => {
    expect(await ask('POST', '/v2/orders', { body: 'x'.repeat(2 ** 21) })).toEqual({
      status: 413,
      text: '{"code":41310000,"message":"request body is too large"}',
    });
    expect((await ask('GET', '/v2/clock')).status).toBe(200);
  });

  it('gets a refusal for a method that is not there', async () => {
    for (const { words } of ROUTES) {
      const { status, text } = await ask('PUT', words.replace('{}', 'KO'));
      expect([words, status, text]).toEqual([words, 405, '{"code":40510000,"message":"method not allowed"}']);
    }
  });

  it('leaves an exchange that trades, and adds up', async () => {
    const sent = await ask('POST', '/v2/orders', {
      body: JSON.stringify({ symbol: 'KO', qty: 1, side: 'buy', type: 'market', time_in_force: 'day' }),
    });
    expect([200, 403]).toContain(sent.status);
    expect(served.exchange.transport.state().streams).toEqual({ tradeUpdates: 0, marketData: 0 });
    expect(() => served.exchange.snapshot()).not.toThrow();
  });
});
