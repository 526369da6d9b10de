import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { serve, type Served } from '../../test/served.ts';
import { virtualClock } from '../virtual-clock.ts';

const market = scriptedMarket({ KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } } });
const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
const BUY = JSON.stringify({ symbol: 'KO', qty: '2', side: 'buy', type: 'market', time_in_force: 'day' });

let served: Served;
beforeAll(async () => {
  served = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')) });
});
afterAll(() => served.close());

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
const ask = async (method: string, path: string, body?: string, more: Readonly<Record<string, string>> = {}): Promise<Answered> => {
  const response = await fetch(`${served.url}${path}`, {
    method,
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const admin = async (path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
  const { status, text } = await ask(body === undefined ? 'GET' : 'POST', `/admin/${path}`, body && JSON.stringify(body));
  return { status, body: JSON.parse(text) };
};
const orders = async (): Promise<number> => (JSON.parse((await ask('GET', '/v2/orders?status=all&limit=500')).text) as unknown[]).length;

describe('the owner of an exchange', () => {
  it('moves its time by a step or to an instant, never back', async () => {
    const before = served.exchange.now();
    expect(await admin('clock', { advanceMs: 1500 })).toEqual({ status: 200, body: { now: '2026-10-08T15:10:01.500Z' } });
    expect(await admin('clock', { advanceTo: '2026-10-08T11:11:00-04:00' })).toEqual({
      status: 200,
      body: { now: '2026-10-08T15:11:00.000Z' },
    });
    expect(served.exchange.now() - before).toBe(60_000);
    for (const wrong of [
      { advanceTo: '2026-10-08T15:10:00Z' },
      { advanceMs: -1 },
      { advanceMs: 'x' },
      {},
      { advanceTo: '2999-01-01T00:00:00Z' },
    ]) {
      expect((await admin('clock', wrong)).status).toBe(422);
    }
    expect(served.exchange.now() - before).toBe(60_000);
  });

  it('gives shares, looks inside and takes a snapshot', async () => {
    expect((await admin('grant', { symbol: 'KO', qty: 10, price: '90' })).status).toBe(200);
    const { body } = await admin('state');
    expect(body).toMatchObject({ now: '2026-10-08T15:11:00.000Z', accounts: [{ id: ACCOUNT.id, positions: { KO: '10' } }] });
    expect((await admin('snapshot')).body).toMatchObject({ format: 'alchemiser-paper-exchange', version: 3 });
    expect((await admin('grant', { symbol: 'NOPE', qty: '1', price: '1' })).status).toBe(422);
    expect((await admin('nothing')).status).toBe(404);
  });

  it('halts a ticker and lets it trade again', async () => {
    await admin('faults', { halt: ['KO'] });
    const { id } = JSON.parse((await ask('POST', '/v2/orders', BUY)).text) as { id: string };
    const status = async (): Promise<unknown> => (JSON.parse((await ask('GET', `/v2/orders/${id}`)).text) as { status: string }).status;
    await admin('clock', { advanceMs: 10_000 });
    expect(await status()).toBe('new');
    expect((await admin('faults', { resume: ['KO'] })).body).toMatchObject({ halted: [] });
    await admin('clock', { advanceMs: 1000 });
    expect(await status()).toBe('filled');
  });

  it('is no page in a browser, and nobody beyond this machine', async () => {
    expect((await ask('GET', '/admin/state', undefined, { Origin: 'https://example.com' })).status).toBe(403);
    const open = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')), admin: false });
    expect((await fetch(`${open.url}/admin/state`, { headers })).status).toBe(404);
    await open.close();
  });
});

describe('a planned fault', () => {
  it.each([
    ['loses a request: nothing has happened', 'lostRequest', 'lost', 0],
    ['loses a reply: the order is there', 'lostReply', 'lost', 1],
    ['refuses for too many', 'tooManyRequests', 429, 0],
    ['answers 504, and the order is there', 'timedOut', 504, 1],
  ] as const)('%s', async (_, kind, expected, placed) => {
    const before = await orders();
    await admin('faults', { next: [{ kind, method: 'POST', path: '/v2/orders' }] });
    const answered = await ask('POST', '/v2/orders', BUY).then(
      ({ status }) => status,
      () => 'lost',
    );
    expect(answered).toBe(expected);
    expect((await orders()) - before).toBe(placed);
  });

  it('says when to come again', async () => {
    await admin('faults', { next: [{ kind: 'tooManyRequests' }] });
    const { status, headers: told, text } = await ask('GET', '/v2/account');
    expect([status, told.get('retry-after'), JSON.parse(text)]).toEqual([429, '1', { code: 42910000, message: 'too many requests.' }]);
    expect(told.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('fails as a server, as a proxy, and in the middle of a body', async () => {
    await admin('faults', { next: [{ kind: 'serverError' }, { kind: 'html' }, { kind: 'truncated' }] });
    const [server, proxy, half] = [await ask('GET', '/v2/account'), await ask('GET', '/v2/account'), await ask('GET', '/v2/account')];
    expect([500, 503]).toContain(server.status);
    expect([proxy.status, proxy.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(half.status).toBe(200);
    expect(() => JSON.parse(half.text) as unknown).toThrow(SyntaxError);
    expect((await admin('faults')).body).toMatchObject({ counts: { serverError: 1, html: 1, truncated: 1, lostReply: 1 } });
  });

  it('is late in the time outside, and breaks streams', async () => {
    await admin('faults', { mix: { latestMs: 40 }, next: [{ kind: 'lateReply' }] });
    const began = performance.now();
    expect((await ask('GET', '/v2/clock')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2000);
    expect((await admin('faults', { mix: 'none', disconnect: true })).status).toBe(200);
    expect((await admin('faults', { mix: { luck: 1 } })).status).toBe(422);
    expect((await admin('faults', { next: [{ kind: 'luck' }] })).status).toBe(422);
  });
});
