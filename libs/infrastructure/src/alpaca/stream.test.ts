import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Following, StreamState } from '@alchemiser/services';
import { streamServer, type Answer, type StreamServer } from '../../test/stream-server.ts';
import { secret } from '../config/secret.ts';
import { alpacaOrderStream, alpacaQuoteStream, type AlpacaStreamOptions, type StreamedQuote } from './stream.ts';

const open: { server: StreamServer; following: Following }[] = [];
afterEach(async () => {
  for (const { server, following } of open.splice(0)) {
    following.stop();
    await server.close();
  }
});

const until = (claim: () => void): Promise<void> => vi.waitFor(claim, { timeout: 5_000, interval: 5 });

/** https://docs.alpaca.markets/docs/websocket-streaming */
const trading: Answer = (said) => {
  if (said['action'] === 'authenticate') {
    const { key_id } = said['data'] as { key_id: string };
    const status = key_id === 'PKTESTKEY' ? 'authorized' : 'unauthorized';
    return JSON.stringify({ stream: 'authorization', data: { status, action: 'authenticate' } });
  }
  return said['action'] === 'listen' ? JSON.stringify({ stream: 'listening', data: said['data'] }) : undefined;
};

function options(server: StreamServer, change: Partial<AlpacaStreamOptions> = {}) {
  const states: StreamState[] = [];
  const faults: string[] = [];
  const all = {
    url: server.url,
    key: secret('PKTESTKEY'),
    secret: secret('test-secret'),
    reconnectMs: 10,
    onState: (state: StreamState) => states.push(state),
    onFault: (says: string) => faults.push(says),
  };
  return { states, faults, options: { ...all, ...change } };
}

async function orders(answer: Answer = trading, change: Partial<AlpacaStreamOptions> = {}, onUpdate?: (update: unknown) => void) {
  const server = await streamServer(answer);
  const { states, faults, options: given } = options(server, change);
  const updates: unknown[] = [];
  const following = alpacaOrderStream(given, onUpdate ?? ((update) => updates.push(update)));
  open.push({ server, following });
  return { server, states, faults, updates, following };
}

const update = (event: string, id: string) =>
  JSON.stringify({ stream: 'trade_updates', data: { event, order: { id, client_order_id: `c-${id}`, qty: '1.5' } } });

describe('the stream of order updates', () => {
  it('authenticates, listens, and hands updates on with their wire names', async () => {
    const { server, states, updates } = await orders();
    await until(() => expect(states).toEqual([{ status: 'listening' }]));
    expect(server.said).toEqual([
      { action: 'authenticate', data: { key_id: 'PKTESTKEY', secret_key: 'test-secret' } },
      { action: 'listen', data: { streams: ['trade_updates'] } },
    ]);
    server.send(update('fill', 'v1'));
    await until(() => expect(updates).toHaveLength(1));
    expect(updates[0]).toMatchObject({ event: 'fill', order: { id: 'v1', client_order_id: 'c-v1', qty: '1.5' } });
  });

  it('comes back by itself after a broken connection, and listens again', async () => {
    const { server, states, updates } = await orders();
    for (let times = 1; times <= 3; times++) {
      await until(() => expect(states).toHaveLength(2 * times - 1));
      server.drop();
      await until(() => expect(states.at(-1)?.status === 'lost' || states.length > 2 * times).toBe(true));
    }
    await until(() =>
      expect(states.map(({ status }) => status)).toEqual(['listening', 'lost', 'listening', 'lost', 'listening', 'lost', 'listening']),
    );
    expect(server.connections).toBe(4);
    server.send(update('new', 'v2'));
    await until(() => expect(updates).toHaveLength(1));
  });

  it('notices a server that is there and answers no ping', async () => {
    const { server, states } = await orders(trading, { pingMs: 40 });
    await until(() => expect(states).toHaveLength(1));
    server.goDeaf();
    await until(() => expect(states.map(({ status }) => status)).toEqual(['listening', 'lost', 'listening']));
    expect(server.connections).toBeGreaterThan(1);
  });

  it('does not knock again with a key that was refused, and does not name it', async () => {
    const { server, states } = await orders(trading, { key: secret('PKWRONGKEY') });
    await until(() => expect(states.length).toBeGreaterThan(0));
    await new Promise((passed) => setTimeout(passed, 150));
    expect(states.at(-1)?.status).toBe('refused');
    expect(server.connections).toBe(1);
    expect(JSON.stringify(states)).not.toMatch(/PKWRONGKEY|test-secret/);
  });

  it('goes on after frames that are no JSON, and after a listener that throws', async () => {
    const heard: unknown[] = [];
    const { server, states, faults } = await orders(trading, {}, (each) => {
      heard.push(each);
      if (heard.length === 1) throw new RangeError('side must be buy or sell, was test-secret');
    });
    await until(() => expect(states).toHaveLength(1));
    for (const frame of [
      '{',
      '[]',
      '"x"',
      JSON.stringify({ stream: 'trade_updates', data: {} }),
      update('new', 'v1'),
      update('fill', 'v1'),
    ])
      server.send(frame);
    await until(() => expect(heard).toHaveLength(2));
    expect(faults).toEqual(['side must be buy or sell, was ***']);
    expect(states.map(({ status }) => status)).toEqual(['listening']);
  });

  it('says that nobody answers, and keeps trying', async () => {
    const { server, states, following } = await orders();
    await until(() => expect(states).toHaveLength(1));
    await server.close();
    await until(() => expect(states).toHaveLength(2));
    expect(states[1]?.status).toBe('lost');
    following.stop();
  });

  it('tells nothing once it was stopped, even before it began', async () => {
    const { server, states, following } = await orders();
    following.stop();
    await new Promise((passed) => setTimeout(passed, 100));
    expect([server.connections, states]).toEqual([0, []]);
  });
});

describe('the stream of quotes', () => {
  /** https://docs.alpaca.markets/docs/real-time-stock-pricing-data */
  const market: Answer = (said) => {
    if (said['action'] === 'auth') return [{ T: 'success', msg: 'authenticated' }];
    return said['action'] === 'subscribe' ? [{ T: 'subscription', quotes: said['quotes'], trades: [] }] : undefined;
  };

  it('subscribes, and keeps prices and the millisecond', async () => {
    const server = await streamServer(market, [{ T: 'success', msg: 'connected' }]);
    const { states, options: given } = options(server);
    const quotes: StreamedQuote[] = [];
    open.push({ server, following: alpacaQuoteStream(given, ['SPY', 'BRK.B'], (quote) => quotes.push(quote)) });
    await until(() => expect(states).toEqual([{ status: 'listening' }]));
    expect(server.said).toEqual([
      { action: 'auth', key: 'PKTESTKEY', secret: 'test-secret' },
      { action: 'subscribe', quotes: ['SPY', 'BRK.B'] },
    ]);
    server.send([
      { T: 'q', S: 'SPY', bp: 522.14, bs: 200, ap: 522.16, as: 300, t: new Date('2024-08-06T14:31:00.123Z'), c: ['R'], z: 'B' },
    ]);
    await until(() => expect(quotes).toHaveLength(1));
    expect(quotes[0]).toEqual({ symbol: 'SPY', bp: 522.14, bs: 200, ap: 522.16, as: 300, t: '2024-08-06T14:31:00.123000000Z' });
  });

  it('says why it is connected and not served', async () => {
    const refusing: Answer = (said) =>
      said['action'] === 'subscribe' ? [{ T: 'error', code: 405, msg: 'symbol limit exceeded' }] : market(said);
    const server = await streamServer(refusing, [{ T: 'success', msg: 'connected' }]);
    const { states, options: given } = options(server);
    open.push({ server, following: alpacaQuoteStream(given, ['SPY'], () => undefined) });
    await until(() => expect(states).toEqual([{ status: 'lost', says: 'symbol limit exceeded' }]));
  });
});
