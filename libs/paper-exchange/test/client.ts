/** Someone who trades at the exchange and knows nothing of it but Alpaca's REST. */
import type { Instant } from '@alchemiser/domain';
import { createPaperExchange, virtualClock, type PaperExchange, type PaperExchangeOptions, type VirtualClock } from '../src/index.ts';

export const ACCOUNT = { id: '11111111-2222-4333-8444-555555555555', cash: '100000', keyId: 'key', secret: 'secret' } as const;

export interface Answer {
  readonly status: number;
  // The tests are the ones who claim what is in it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Client {
  readonly exchange: PaperExchange;
  readonly clock: VirtualClock;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A day order, sent and answered. */
  send(order: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export function open(
  start: Instant,
  options: Omit<PaperExchangeOptions, 'clock' | 'account' | 'seed'> & Partial<PaperExchangeOptions>,
): Client {
  const clock = virtualClock(start);
  const exchange = createPaperExchange({ account: ACCOUNT, seed: 7, partialFillShare: 0, ...options, clock });
  const ask: Client['ask'] = async (method, path, body) => {
    const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };
    const response = await exchange.fetch(
      new Request(`https://paper-api.alpaca.markets${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { exchange, clock, ask, send: (order) => ask('POST', '/v2/orders', { time_in_force: 'day', ...order }) };
}
