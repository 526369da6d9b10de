/** The port on a socket of the test's own: what the official client does with our frames, and what we make of its updates. */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { secret } from '@alchemiser/infrastructure';
import { price, quantity, type VenueOrder } from '@alchemiser/domain';
import { capturingLogger } from '@alchemiser/services/testing';
import { describe, expect, it, vi } from 'vitest';
import { memoryStream } from '../../test/memory-stream.ts';
import { alpacaTradeUpdates } from './trade-updates.ts';

const ORDER = {
  id: '61e69015-8549-4bfd-b9c3-01e75843f47d',
  client_order_id: 'alch-1',
  symbol: 'BRK.B',
  asset_class: 'us_equity',
  side: 'buy',
  qty: '1.234567891',
  notional: null,
  type: 'limit',
  limit_price: '430.25',
  status: 'partially_filled',
  filled_qty: '0.5',
  filled_avg_price: '430.2',
  submitted_at: '2024-08-06T14:31:00.123456789Z',
  created_at: '2024-08-06T14:31:00.123456789Z',
};

function followed() {
  const stream = memoryStream();
  const log = capturingLogger();
  const orders: VenueOrder[] = [];
  const states: string[] = [];
  const updates = alpacaTradeUpdates({
    url: 'ws://exchange.invalid/stream',
    key: secret('k'),
    secret: secret('s'),
    log,
    socket: stream.socket,
  });
  const following = updates.follow({ onOrder: (order) => orders.push(order), onState: ({ status }) => states.push(status) });
  return { stream, log, orders, states, following };
}

const update = (event: string, order: unknown) => ({ stream: 'trade_updates', data: { event, execution_id: 'e', timestamp: 't', order } });

describe('Alpaca’s order updates', () => {
  it('are orders, exact to the ninth decimal', async () => {
    const { stream, orders, states, following } = followed();
    await vi.waitFor(() => expect(states).toEqual(['listening']), 30_000);
    stream.send(update('partial_fill', ORDER));
    expect(orders).toEqual([
      {
        venueOrderId: ORDER.id,
        clientOrderId: 'alch-1',
        ticker: 'BRK/B',
        side: 'buy',
        quantity: quantity('1.234567891'),
        type: 'limit',
        limitPrice: price('430.25'),
        status: 'partiallyFilled',
        rawStatus: 'partially_filled',
        filled: quantity('0.5'),
        averageFillPrice: price('430.2'),
        submittedAt: Date.parse('2024-08-06T14:31:00.123Z'),
      },
    ]);
    following.stop();
  });

  it('of options and crypto are passed over, and what cannot be read is logged', async () => {
    const { stream, log, orders, states, following } = followed();
    await vi.waitFor(() => expect(states).toEqual(['listening']), 30_000);
    stream.send(update('fill', { ...ORDER, symbol: 'BTC/USD', asset_class: 'crypto' }));
    stream.send(update('fill', { ...ORDER, side: 'hold' }));
    stream.send(update('fill', { ...ORDER, filled_qty: 1 }));
    stream.send(update('fill', { ...ORDER, status: 'brand_new_word' }));
    expect(orders.map(({ status, rawStatus }) => [status, rawStatus])).toEqual([['unrecognised', 'brand_new_word']]);
    expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'order update unreadable'],
      ['warn', 'order update unreadable'],
    ]);
    following.stop();
  });

  const RECORDED = join(import.meta.dirname, '../../../../../shared/alpaca/recorded/order_sell_filled.json');
  it.skipIf(!existsSync(RECORDED))('carry a recorded order like a read does (skipped where the recording is not there)', async () => {
    const { stream, orders, states, following } = followed();
    await vi.waitFor(() => expect(states).toEqual(['listening']), 30_000);
    const wire = JSON.parse(readFileSync(RECORDED, 'utf8')) as { client_order_id: string };
    stream.send(update('fill', wire));
    expect(orders).toMatchObject([{ clientOrderId: wire.client_order_id, side: 'sell', status: 'filled' }]);
    following.stop();
  });
});
