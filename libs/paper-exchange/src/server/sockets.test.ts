/* eslint-disable @typescript-eslint/no-unsafe-return -- Messages have no types here: the tests claim what is in them. */
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../test/client.ts';
import { listen, Stamped, type Listener } from '../../test/listener.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { serve, until, type Served } from '../../test/served.ts';
import { virtualClock } from '../virtual-clock.ts';

const market = scriptedMarket({
  KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } },
  SPY: { quote: () => ['500', '500.02'] },
});
const open: (Served | Listener)[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const started = async (options: Parameters<typeof serve>[0] = {}): Promise<Served> => {
  const served = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')), ...options });
  open.push(served);
  return served;
};
const connected = async (served: Served, path: string, packed = false): Promise<Listener> => {
  const listener = await listen(`${served.streamUrl}${path}`, packed);
  open.push(listener);
  return listener;
};
const AUTHENTICATE = { action: 'authenticate', data: { key_id: ACCOUNT.keyId, secret_key: ACCOUNT.secret } };
const AUTH = { action: 'auth', key: ACCOUNT.keyId, secret: ACCOUNT.secret };
const LISTEN = { action: 'listen', data: { streams: ['trade_updates'] } };

const listening = async (served: Served, packed = false): Promise<Listener> => {
  const listener = await connected(served, '/stream', packed);
  listener.say(AUTHENTICATE);
  listener.say(LISTEN);
  expect((await listener.next()).message).toEqual({ stream: 'authorization', data: { status: 'authorized', action: 'authenticate' } });
  expect((await listener.next()).message).toEqual({ stream: 'listening', data: { streams: ['trade_updates'] } });
  return listener;
};
const buy = async (served: Served, fields: object = {}): Promise<{ id: string; status: string }> => {
  const body = JSON.stringify({ symbol: 'KO', qty: '3', side: 'buy', type: 'market', time_in_force: 'day', ...fields });
  const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
  const response = await fetch(`${served.url}/v2/orders`, { method: 'POST', headers, body });
  return (await response.json()) as { id: string; status: string };
};
const pass = (served: Served, milliseconds: number): Promise<void> =>
  served.exchange.advanceTo((served.exchange.now() + milliseconds) as never);

describe('/stream', () => {
  it('answers in binary frames of JSON, and first of all whether the key is right', async () => {
    const listener = await connected(await started(), '/stream');
    listener.say({ ...AUTHENTICATE, data: { key_id: 'somebody', secret_key: 'else' } });
    expect(await listener.next()).toEqual({
      binary: true,
      message: { stream: 'authorization', data: { status: 'unauthorized', action: 'authenticate' } },
    });
  });

  it('takes the other form of authentication too, and listening for nothing ends it', async () => {
    const served = await started();
    const listener = await connected(served, '/stream');
    listener.say(LISTEN);
    expect((await listener.next()).message.data).toEqual({ status: 'unauthorized', action: 'listen' });
    listener.say(AUTH);
    expect((await listener.next()).message.data.status).toBe('authorized');
    listener.say({ action: 'listen', data: { streams: ['trade_updates', 'account_updates'] } });
    expect((await listener.next()).message.data.streams).toEqual(['trade_updates']);
    listener.say({ action: 'listen', data: { streams: [] } });
    expect((await listener.next()).message.data.streams).toEqual([]);
    await buy(served);
    await pass(served, 1000);
    expect(listener.heard.length).toBe(4);
  });

  it.each([
    ['JSON', false],
    ['MessagePack', true],
  ])('tells the whole life of an order as %s', async (_, packed) => {
    const served = await started();
    const listener = await listening(served, packed);
    const { id, status } = await buy(served);
    expect(status).toBe('pending_new');
    await pass(served, 1000);
    const updates = [await listener.next(), await listener.next(), await listener.next()];
    expect(updates.every(({ binary }) => binary)).toBe(true);
    expect(updates.map(({ message: { stream, data } }) => [stream, data.event, data.order.id, data.order.status])).toEqual([
      ['trade_updates', 'pending_new', id, 'pending_new'],
      ['trade_updates', 'new', id, 'new'],
      ['trade_updates', 'fill', id, 'filled'],
    ]);
    const fill = updates[2]!.message.data;
    expect(fill).toMatchObject({ price: '100.1', qty: '3', position_qty: '3', order: { filled_qty: '3', filled_avg_price: '100.1' } });
    expect(fill.event_id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(fill.timestamp).toBe('2026-10-08T15:10:00.003001Z');
    expect(updates[1]!.message.data).not.toHaveProperty('qty');
  });

  it('tells of waiting, replacing, canceling and expiring', async () => {
    const served = await started();
    const listener = await listening(served);
    const limit = await buy(served, { type: 'limit', limit_price: '90' });
    await buy(served, { type: 'limit', limit_price: '89' });
    await pass(served, 1000);
    const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
    const patch = { method: 'PATCH', headers, body: JSON.stringify({ qty: 4 }) };
    const replaced = (await (await fetch(`${served.url}/v2/orders/${limit.id}`, patch)).json()) as { id: string };
    await fetch(`${served.url}/v2/orders/${replaced.id}`, { method: 'DELETE', headers });
    await served.exchange.advanceTo(at('2026-10-08T21:00:00Z'));
    await buy(served);
    await until(() => (listener.heard.length === 11 ? true : undefined), 'eleven messages');
    const events = listener.heard.slice(2).map(({ message }) => message.data.event);
    expect(events).toEqual(['pending_new', 'pending_new', 'new', 'new', 'replaced', 'pending_new', 'canceled', 'expired', 'accepted']);
  });

  it('tells a hundred listeners the same, in order, and strangers nothing', async () => {
    const other = { id: '22222222-2222-4333-8444-555555555555', cash: '1000', keyId: 'other', secret: 'other' };
    const served = await started({ others: [other] });
    const many = await Promise.all(Array.from({ length: 100 }, (_, row) => listening(served, row % 10 === 0)));
    const stranger = await connected(served, '/stream');
    stranger.say({ action: 'auth', key: 'other', secret: 'other' });
    stranger.say(LISTEN);
    await until(() => (stranger.heard.length === 2 ? true : undefined), 'the stranger');
    const sent = await Promise.all(Array.from({ length: 20 }, () => buy(served, { qty: '1' })));
    await pass(served, 1000);
    await until(() => (many.every(({ heard }) => heard.length === 62) ? true : undefined), 'all of them');
    const [first, ...rest] = many.map(({ heard }) => heard.slice(2).map(({ message }) => message));
    for (const each of rest) expect(each).toEqual(first);
    expect(new Set(first!.map(({ data }) => data.order.id)).size).toBe(sent.length);
    expect(stranger.heard.length).toBe(2);
  });

  it('sends away who breaks the protocol, and answers what it cannot read', async () => {
    const served = await started();
    const listener = await connected(served, '/stream');
    listener.sendRaw('no JSON');
    expect((await listener.next()).message).toMatchObject({ stream: 'error', data: { error_message: 'invalid message format' } });
    listener.say({ action: 'dance' });
    expect((await listener.next()).message.data.error_message).toBe('unknown action: dance');
    listener.sendRaw('x'.repeat(2 ** 20 + 1));
    expect(await listener.closed).toBe(1009);
    await expect(listen(`${served.streamUrl}/elsewhere`)).rejects.toThrow('404');
  });
});

describe('/v2/{feed}', () => {
  it('greets, authenticates and says each time the whole subscription, as JSON text', async () => {
    const served = await started();
    const listener = await connected(served, '/v2/iex');
    expect(await listener.next()).toEqual({ binary: false, message: [{ T: 'success', msg: 'connected' }] });
    listener.say(AUTH);
    expect((await listener.next()).message).toEqual([{ T: 'success', msg: 'authenticated' }]);
    listener.say({ action: 'subscribe', quotes: ['KO'], trades: ['SPY'] });
    expect((await listener.next()).message).toEqual([
      {
        T: 'subscription',
        trades: ['SPY'],
        quotes: ['KO'],
        bars: [],
        updatedBars: [],
        dailyBars: [],
        statuses: [],
        lulds: [],
        corrections: ['SPY'],
        cancelErrors: ['SPY'],
      },
    ]);
    await pass(served, 1000);
    const rows = (await listener.next()).message;
    expect(rows).toMatchObject([
      { T: 'q', S: 'KO', bp: 99.9, ap: 100.1, bs: 100, as: 200, t: '2026-10-08T15:10:01Z' },
      { T: 't', S: 'SPY', p: 500.01, t: '2026-10-08T15:10:01Z' },
    ]);
    expect(Object.keys(rows[0])[0]).toBe('T');
    listener.say({ action: 'unsubscribe', quotes: ['*', 'KO'], trades: ['SPY'] });
    expect((await listener.next()).message[0].quotes).toEqual([]);
  });

  it('speaks MessagePack with timestamps where it is asked to, bars and halts included', async () => {
    const served = await started();
    const listener = await connected(served, '/v2/sip', true);
    expect(await listener.next()).toEqual({ binary: true, message: [{ T: 'success', msg: 'connected' }] });
    listener.say(AUTH);
    await listener.next();
    listener.say({ action: 'subscribe', bars: ['*'], quotes: ['KO'], statuses: ['KO'], dailyBars: ['KO'] });
    await listener.next();
    await pass(served, 60_000);
    served.exchange.faults.halt('KO');
    await pass(served, 1000);
    await until(() => (listener.heard.some(({ message }) => message[0].T === 's') ? true : undefined), 'the halt');
    const rows = listener.heard.flatMap(({ message }) => message).slice(3);
    expect(rows.find(({ T }) => T === 'q').t).toBeInstanceOf(Stamped);
    expect(rows.filter(({ T }) => T === 'b')).toMatchObject([
      { S: 'KO', o: 100, c: 100, t: new Stamped(Date.parse('2026-10-08T15:10:00Z')) },
      { S: 'SPY', t: new Stamped(Date.parse('2026-10-08T15:10:00Z')) },
    ]);
    expect(rows.find(({ T }) => T === 'd')).toMatchObject({ S: 'KO', t: new Stamped(Date.parse('2026-10-08T04:00:00Z')) });
    expect(rows.find(({ T }) => T === 's')).toMatchObject({ S: 'KO', sc: 'H' });
  });

  it('refuses with the numbers of Alpaca', async () => {
    const served = await started({ streamLimits: { connections: 1, symbols: 1 } });
    const listener = await connected(served, '/v2/iex');
    listener.say({ action: 'subscribe', quotes: ['KO'] });
    listener.sendRaw('{');
    listener.say({ action: 'auth', key: 'somebody', secret: 'else' });
    listener.say(AUTH);
    listener.say(AUTH);
    listener.say({ action: 'subscribe', quotes: 'KO' });
    listener.say({ action: 'subscribe', quotes: ['KO', 'SPY'] });
    const second = await connected(served, '/v2/iex');
    second.say(AUTH);
    await until(() => (listener.heard.length === 8 && second.heard.length === 2 ? true : undefined), 'the refusals');
    const codes = [...listener.heard, ...second.heard].map(({ message }) => message[0].code ?? message[0].msg);
    expect(codes).toEqual(['connected', 401, 400, 402, 'authenticated', 403, 400, 405, 'connected', 406]);
  });
});

describe('faults of streams', () => {
  it.each([
    ['twice', { duplicateUpdate: 1 }, ['pending_new', 'pending_new', 'new', 'new', 'fill', 'fill']],
    ['out of order', { swappedUpdate: 1 }, ['new', 'pending_new', 'fill']],
  ])('tell an update %s', async (_, faults, events) => {
    const served = await started({ faults });
    const listener = await listening(served);
    await buy(served);
    await pass(served, 1000);
    await until(() => (listener.heard.length === 2 + events.length ? true : undefined), 'the updates');
    expect(listener.heard.slice(2).map(({ message }) => message.data.event)).toEqual(events);
  });

  it('break a connection after an update, which still arrives', async () => {
    const served = await started({ faults: { disconnect: 1 } });
    const listener = await listening(served);
    await buy(served);
    expect(await listener.closed).toBe(1006);
    expect(listener.heard.slice(2).map(({ message }) => message.data.event)).toEqual(['pending_new']);
  });

  it('break a connection, and what is told meanwhile is lost', async () => {
    const served = await started();
    const [listener, data] = [await listening(served), await connected(served, '/v2/iex')];
    served.exchange.transport.dropStreams();
    expect([await listener.closed, await data.closed]).toEqual([1006, 1006]);
    await buy(served);
    const again = await listening(served);
    await pass(served, 1000);
    expect((await again.next()).message.data.event).toBe('new');
  });
});
