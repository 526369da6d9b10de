import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { instant, InvariantViolation } from '@alchemiser/domain';
import { fixedClock } from '@alchemiser/services/testing';
import { loopback, type Loopback } from '../../test/loopback.ts';
import { httpClient, HttpSilence, type HttpClientOptions } from './http-client.ts';

const AT = instant(1_722_972_900_000);
const servers: Loopback[] = [];
afterEach(async () => Promise.all(servers.splice(0).map(async (server) => server.close())));

async function serving(answer: Parameters<typeof loopback>[0], options: Partial<HttpClientOptions> = {}) {
  const server = await loopback(answer);
  servers.push(server);
  const clock = fixedClock(AT);
  return { server, clock, http: httpClient({ baseUrl: server.url, clock, timeoutMs: 150, random: () => 1, ...options }) };
}

type Reply = Pick<ServerResponse, 'writeHead' | 'end'>;
const replied =
  (status: number, text: string) =>
  (response: Reply): void => {
    response.writeHead(status);
    response.end(text);
  };

const silenceOf = async (sent: Promise<unknown>): Promise<HttpSilence> => {
  const error: unknown = await sent.catch((caught: unknown) => caught);
  if (error instanceof HttpSilence) return error;
  throw new Error(`Expected silence, got ${String(error)}`);
};

describe('a read', () => {
  it.each([
    ['trouble (503)', replied(503, '{}')],
    ['a gateway page (502)', replied(502, '<html>Bad gateway</html>')],
    ['a reply cut off in the middle', replied(200, '{"cash":"100')],
  ])('is asked again after %s, with growing pauses', async (_name, fail) => {
    const { http, server, clock } = await serving((_, response, __, count) => (count < 3 ? fail(response) : response.end('{"ok":true}')));
    const reply = await http.send({ method: 'GET', path: 'v2/account' });
    expect([reply.status, reply.json, reply.attempts]).toEqual([200, { ok: true }, 3]);
    expect(server.seen).toHaveLength(3);
    expect(clock.slept).toEqual([250, 500]);
  });

  it('is asked again when nobody answers in time, and then says so', async () => {
    const { http, server } = await serving(() => undefined, { timeoutMs: 40 });
    const silence = await silenceOf(http.send({ method: 'GET', path: 'v2/account' }));
    expect([silence.reason, silence.attempts]).toEqual(['timeout', 4]);
    expect(server.seen).toHaveLength(4);
  });

  it('is asked again when the body stops arriving', async () => {
    const { http } = await serving(
      (_, response, __, count) => {
        response.writeHead(200, { 'content-length': '11' });
        if (count < 2) response.write('{"ok"');
        else response.end('{"ok":true}');
      },
      { timeoutMs: 60 },
    );
    expect((await http.send({ method: 'GET', path: 'slow' })).attempts).toBe(2);
  });

  it('is asked again when the connection is torn', async () => {
    const { http } = await serving((request, response, _, count) => (count < 2 ? void request.socket.destroy() : response.end('{}')));
    expect((await http.send({ method: 'GET', path: 'torn' })).attempts).toBe(2);
  });

  it('ends with the last reply when the trouble stays', async () => {
    const { http } = await serving((_, response) => void ((response.statusCode = 500), response.end('{"message":"down"}')));
    const reply = await http.send({ method: 'GET', path: 'v2/account' });
    expect([reply.status, reply.attempts]).toEqual([500, 4]);
  });

  it.each([404, 401, 403, 422])('is not asked again after %i', async (status) => {
    const { http, server } = await serving((_, response) => void ((response.statusCode = status), response.end('{}')));
    expect((await http.send({ method: 'GET', path: 'v2/orders/x' })).status).toBe(status);
    expect(server.seen).toHaveLength(1);
  });

  it('waits as long as the server asks', async () => {
    const { http, clock } = await serving((_, response, __, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': '7' });
      if (count === 2) response.writeHead(429, { 'x-ratelimit-reset': String(AT / 1000 + 20) });
      response.end('{}');
    });
    expect((await http.send({ method: 'GET', path: 'v2/account' })).attempts).toBe(3);
    expect(clock.slept).toEqual([7_000, 13_000]);
  });

  it('does not let a server park it for an hour', async () => {
    const { http, clock } = await serving((_, response) => void (response.writeHead(429, { 'retry-after': '3600' }), response.end('{}')));
    expect((await http.send({ method: 'GET', path: 'v2/account' })).status).toBe(429);
    expect(clock.slept).toEqual([]);
  });
});

describe('a write', () => {
  it.each(['POST', 'DELETE', 'PATCH'] as const)('by %s is sent once, whatever comes back', async (method) => {
    const { http, server } = await serving((_, response) => void ((response.statusCode = 503), response.end('{}')));
    expect((await http.send({ method, path: 'v2/orders', ...(method === 'DELETE' ? {} : { body: { qty: '1' } }) })).status).toBe(503);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['nobody answers', (): void => undefined, 'timeout'],
    ['the connection is torn', (request: { socket: { destroy(): void } }): void => request.socket.destroy(), 'network'],
  ] as const)('is sent once when %s', async (_name, answer, reason) => {
    const { http, server } = await serving(answer, { timeoutMs: 60 });
    expect((await silenceOf(http.send({ method: 'POST', path: 'v2/orders', body: {} }))).reason).toBe(reason);
    expect(server.seen).toHaveLength(1);
  });

  it('carries its body as JSON and its headers', async () => {
    let arrived: unknown;
    const { http } = await serving(
      (request, response, body) => {
        arrived = [request.headers['content-type'], request.headers['apca-api-key-id'], JSON.parse(body)];
        response.end('{}');
      },
      { headers: { 'APCA-API-KEY-ID': 'key' } },
    );
    await http.send({ method: 'POST', path: 'v2/orders', body: { qty: '0.557436865' } });
    expect(arrived).toEqual(['application/json', 'key', { qty: '0.557436865' }]);
  });
});

describe('the client', () => {
  it('leaves undefined query values out and keeps odd paths', async () => {
    const { http, server } = await serving((_, response) => response.end('{}'));
    await http.send({
      method: 'GET',
      path: 'v2/orders:by_client_order_id',
      query: { client_order_id: 'a b', after: undefined, nested: false },
    });
    expect(server.seen).toEqual(['GET /v2/orders:by_client_order_id?client_order_id=a+b&nested=false']);
  });

  it('follows no redirect: the key belongs to one host', async () => {
    const { http, server } = await serving((_, response) => void (response.writeHead(302, { location: '/elsewhere' }), response.end()));
    await silenceOf(http.send({ method: 'POST', path: 'v2/orders' }));
    expect(server.seen).toEqual(['POST /v2/orders']);
  });

  it('keeps secrets out of everything an error says', async () => {
    const clock = fixedClock(AT);
    const fetch = async (): Promise<Response> =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('bad header APCA-API-SECRET-KEY: sEcReT-1234') }));
    const http = httpClient({ baseUrl: 'https://alpaca.invalid', clock, fetch, secrets: ['sEcReT-1234'] });
    const silence = await silenceOf(http.send({ method: 'POST', path: 'v2/orders' }));
    expect(silence.message).toBe('POST v2/orders: bad header APCA-API-SECRET-KEY: ***');
    expect(JSON.stringify([silence.stack, String(silence.cause)])).not.toContain('sEcReT');
  });

  it('lets a bug of ours through instead of calling it silence', async () => {
    const fetch = async (): Promise<Response> => Promise.reject(new InvariantViolation('Filled never exceeds ordered'));
    const http = httpClient({ baseUrl: 'https://exchange.invalid', clock: fixedClock(AT), fetch });
    await expect(http.send({ method: 'POST', path: 'v2/orders' })).rejects.toThrow('Filled never exceeds ordered');
  });

  it('serves from a fetch in this process', async () => {
    const fetch = async (request: Request): Promise<Response> =>
      Response.json({ asked: `${request.method} ${request.url}`, key: request.headers.get('k') });
    const http = httpClient({ baseUrl: 'http://exchange.local', clock: fixedClock(AT), fetch, headers: { k: 'v' } });
    expect((await http.send({ method: 'GET', path: 'v2/clock' })).json).toEqual({ asked: 'GET http://exchange.local/v2/clock', key: 'v' });
  });
});
