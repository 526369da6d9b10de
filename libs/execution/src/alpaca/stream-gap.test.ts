/** Stream and REST as one, against the exchange's own sockets: what is told is heard, and what happened while nobody listened is heard too. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  fromIsoInstant,
  instant,
  price,
  quantity,
  syntheticMarket,
  ticker,
  toFloat,
  type ClientOrderId,
  type VenueOrder,
} from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, pacedClock, serveExchange } from '@alchemiser/paper-exchange';
import { followOrders } from '@alchemiser/services';
import { capturingLogger } from '@alchemiser/services/testing';
import { alpacaBroker } from './alpaca-broker.ts';
import { alpacaTradeUpdates } from './trade-updates.ts';

const AT = fromIsoInstant('2024-08-06T14:31:00Z');
const SPY = ticker('SPY');
const market = syntheticMarket({ seed: 7 });
const KEYS = { key: secret('gap-key'), secret: secret('gap-secret') };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function followed(keys = KEYS) {
  const clock = pacedClock({ start: AT, speed: 50 });
  const account = { id: 'A1', cash: '100000', keyId: KEYS.key.reveal(), secret: KEYS.secret.reveal() };
  const exchange = createPaperExchange({ market, clock, account, seed: 1 });
  const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
  closing.push(() => server.close());
  const { trading } = alpacaHttp({ tradingUrl: server.url, dataUrl: server.url, ...KEYS, clock });
  const broker = alpacaBroker({ http: trading, dedupe: 'permanent' });
  const log = capturingLogger();
  const heard: VenueOrder[] = [];
  const updates = alpacaTradeUpdates({ url: `${server.streamUrl}/stream`, ...keys, log, reconnectMs: 200 });
  const following = followOrders({ updates, broker, clock, log }, instant(AT - 1_000), (order) => heard.push(order));
  closing.push(() => following.stop());
  let last = 0;
  const buy = async (): Promise<ClientOrderId> => {
    const id = `gap-${String(++last)}` as ClientOrderId;
    const ask = market.quoteAt(SPY, AT)?.ask ?? price('1');
    const limitPrice = price((toFloat(ask) * 1.02).toFixed(2));
    await broker.submit({
      clientOrderId: id,
      ticker: SPY,
      side: 'buy',
      quantity: quantity('1'),
      type: 'limit',
      limitPrice,
      timeInForce: 'day',
    });
    return id;
  };
  const listeners = (): number => exchange.transport.state().streams.tradeUpdates;
  const isFilled = (id: ClientOrderId): boolean => heard.some((order) => order.clientOrderId === id && order.status === 'filled');
  return { exchange, log, buy, listeners, isFilled };
}

const lines = (log: ReturnType<typeof capturingLogger>): readonly string[] => log.lines.map(({ message }) => message);

describe('trade updates of the paper exchange', () => {
  it('tell of a fill while it happens', async () => {
    const { buy, listeners, isFilled } = await followed();
    await vi.waitFor(() => expect(listeners()).toBe(1), 30_000);
    const id = await buy();
    await vi.waitFor(() => expect(isFilled(id)).toBe(true), 30_000);
  });

  it('come back after the connection broke, and REST fills the gap', async () => {
    const { exchange, log, buy, listeners, isFilled } = await followed();
    await vi.waitFor(() => expect(listeners()).toBe(1), 30_000);
    exchange.transport.dropStreams();
    await vi.waitFor(() => expect(lines(log)).toContain('order stream lost'), 30_000);
    // Nobody listens now: no socket will ever tell of this one.
    const unheard = await buy();
    expect(listeners()).toBe(0);
    await vi.waitFor(() => expect(lines(log)).toContain('order stream is back'), 30_000);
    await vi.waitFor(() => expect(isFilled(unheard)).toBe(true), 30_000);
    const after = await buy();
    await vi.waitFor(() => expect(isFilled(after)).toBe(true), 30_000);
  });

  it('with a wrong key are refused, once, and never come', async () => {
    const { log, listeners } = await followed({ ...KEYS, secret: secret('wrong-secret') });
    await vi.waitFor(() => expect(lines(log)).toContain('order stream refused'), 30_000);
    expect(listeners()).toBe(0);
    expect(JSON.stringify(log.lines)).not.toContain('wrong-secret');
  });
});
