import { describe, expect, it } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket, wandering } from '../../test/market.ts';
import { restore } from './snapshot.ts';

const market = scriptedMarket({ KO: { quote: wandering(60, 3) }, SPY: { quote: wandering(500, 5) } });

/** Forty turns of buying, selling, resting and canceling, a minute apart; one order rests from the beginning. */
async function traded(keepOrders: number | undefined): Promise<Client> {
  const client = open(at('2026-10-08T14:00:00Z'), { market, partialFillShare: 0.5, ...(keepOrders === undefined ? {} : { keepOrders }) });
  await client.exchange.grant({ ticker: 'SPY', quantity: '3', price: '480' });
  await client.send({ symbol: 'KO', qty: '2', side: 'buy', type: 'limit', limit_price: '1', client_order_id: 'rests' });
  for (let turn = 0; turn < 40; turn++) {
    const [symbol, side] = turn % 4 < 2 ? ['SPY', 'buy'] : ['SPY', 'sell'];
    await client.send({ symbol, side, type: 'market', qty: String((turn % 3) + 1), client_order_id: `turn-${String(turn)}` });
    await client.clock.sleep(60_000);
  }
  return client;
}

const past = async ({ ask }: Client): Promise<Map<number, number>> => {
  const { body } = await ask('GET', '/v2/account/portfolio/history?period=1D&timeframe=5Min');
  const { timestamp, equity } = body as { timestamp: readonly number[]; equity: readonly number[] };
  return new Map(timestamp.map((stamp, row) => [stamp, equity[row]!]));
};

describe('an account that forgets', () => {
  it('stands where one stands that does not, keeps what is open, and still adds up', async () => {
    const [all, few] = [await traded(undefined), await traded(8)];
    for (const path of ['/v2/account', '/v2/positions', '/v2/orders?status=open']) {
      expect((await few.ask('GET', path)).body).toEqual((await all.ask('GET', path)).body);
    }
    const newest = (await all.ask('GET', '/v2/orders?status=closed&limit=8')).body;
    expect((await few.ask('GET', '/v2/orders?status=closed&limit=8')).body).toEqual(newest);
    expect((await few.ask('GET', '/v2/orders?status=all&limit=500')).body.length).toBeLessThanOrEqual(8 * 1.25 + 1);
    expect((await few.ask('GET', '/v2/account/activities')).body.length).toBeLessThan(30);
    expect(restore(few.exchange.snapshot()).accounts[0]?.carried).not.toBeNull();
  });

  it('shows the past since what it has forgotten as it was', async () => {
    const [all, few] = [await past(await traded(undefined)), await past(await traded(8))];
    expect(few.size).toBeGreaterThan(1);
    expect(few.size).toBeLessThan(all.size);
    for (const [stamp, equity] of few) expect([stamp, equity]).toEqual([stamp, all.get(stamp)]);
  });

  it('takes a client order id again that it has forgotten, and none that it remembers', async () => {
    const few = await traded(8);
    const again = (id: string) => few.send({ symbol: 'SPY', side: 'buy', type: 'market', qty: '1', client_order_id: id });
    expect((await again('turn-39')).status).toBe(422);
    expect((await again('rests')).status).toBe(422);
    expect((await again('turn-0')).status).toBe(200);
  });

  it.each([0, -1, 1.5])('keeps no %s orders', (keepOrders) => {
    expect(() => open(at('2026-10-08T14:00:00Z'), { market, keepOrders })).toThrow('keepOrders must be a whole number > 0');
  });
});
