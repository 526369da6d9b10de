import { describe, expect, it } from 'vitest';
import { ACCOUNT, open } from '../test/client.ts';
import { at, scriptedMarket } from '../test/market.ts';
import { createPaperExchange, snapshotInstant, virtualClock } from './index.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const market = scriptedMarket({
  'BRK/B': { quote: () => ['400', '400.10'], closes: { '2026-10-05': 395, '2026-10-06': 396, '2026-10-07': 397 } },
  KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-05': 97, '2026-10-06': 98, '2026-10-07': 99, '2026-10-08': 101 } },
});
const buy = { symbol: 'KO', qty: '1', side: 'buy', type: 'market' };

describe('what was answered', () => {
  it('is kept before the answer leaves, and nothing else is kept', async () => {
    const log: string[] = [];
    const onChange = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push('kept');
    };
    const { send, ask, clock } = open(MORNING, { market, onChange });
    await send(buy).then(() => log.push('answered'));
    await ask('GET', '/v2/account').then(() => log.push('read'));
    await send({ ...buy, side: 'sell' }).then(() => log.push('refused'));
    await clock.sleep(3);
    await ask('GET', '/v2/account').then(() => log.push('read the fill'));
    expect(log).toEqual(['kept', 'answered', 'read', 'refused', 'kept', 'read the fill']);
  });

  it('did not happen when it could not be kept', async () => {
    let full = true;
    const onChange = (): void => {
      if (full) throw new Error('disk full');
    };
    const { send, ask, exchange } = open(MORNING, { market, onChange });
    const before = exchange.snapshot();
    await expect(send({ ...buy, client_order_id: 'mine' })).rejects.toThrow('disk full');
    expect(exchange.snapshot()).toBe(before);
    full = false;
    expect((await ask('GET', '/v2/orders:by_client_order_id?client_order_id=mine')).status).toBe(404);
    expect((await send({ ...buy, client_order_id: 'mine' })).status).toBe(200);
  });

  it('goes on from its snapshot in another exchange', async () => {
    const texts: string[] = [];
    const first = open(MORNING, { market, onChange: (text) => void texts.push(text) });
    await first.send({ ...buy, client_order_id: 'mine' });
    const second = open(snapshotInstant(texts.at(-1)!), { market, snapshot: texts.at(-1)! });
    await second.clock.sleep(3);
    expect((await second.ask('GET', '/v2/orders:by_client_order_id?client_order_id=mine')).body.status).toBe('filled');
    expect((await second.send({ ...buy, client_order_id: 'mine' })).status).toBe(422);
  });

  it('is not mixed up with another account, seed or time', () => {
    const { exchange } = open(MORNING, { market });
    const reopen = (options: object) => () =>
      createPaperExchange({ market, clock: virtualClock(MORNING), account: ACCOUNT, seed: 7, snapshot: exchange.snapshot(), ...options });
    expect(reopen({})).not.toThrow();
    expect(reopen({ seed: 8 })).toThrow('The snapshot is of an exchange with seed "7", not "8"');
    expect(reopen({ account: { ...ACCOUNT, id: 'other' } })).toThrow(`The snapshot is of account "${ACCOUNT.id}", not "other"`);
    expect(reopen({ clock: virtualClock(at('2026-10-08T15:09:59Z')) })).toThrow('time never runs back');
    expect(reopen({ snapshot: undefined, account: { ...ACCOUNT, cash: '1.005' } })).toThrow('in whole cents, was "1.005"');
    expect(reopen({ partialFillShare: 2 })).toThrow('partialFillShare must be 0…1, was 2');
    expect(reopen({ latencyMs: -1 })).toThrow('latencyMs must be whole milliseconds ≥ 0, was -1');
  });
});

describe('requests', () => {
  it('sent together are answered one after another, and time stands still meanwhile', async () => {
    const { send, ask, clock } = open(MORNING, { market, onChange: () => new Promise((resolve) => setTimeout(resolve, 3)) });
    const [first, second] = await Promise.all([
      send({ ...buy, client_order_id: 'a' }),
      send({ ...buy, client_order_id: 'a' }),
      clock.sleep(10),
    ]);
    expect([first.status, second.status]).toEqual([200, 422]);
    expect(first.body.created_at).toBe('2026-10-08T15:10:00.000001Z');
    expect(clock.now()).toBe(at('2026-10-08T15:10:00.010Z'));
    expect((await ask('GET', '/v2/positions/KO')).body.qty).toBe('1');
  });

  it('carry an id in their replies', async () => {
    const { exchange } = open(MORNING, { market });
    const ids = await Promise.all(
      [1, 2].map(async () => (await exchange.fetch(new Request('https://data.alpaca.markets/v2/nothing'))).headers.get('X-Request-ID')),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('shares that a person put there', () => {
  it('are a position with its cost, and no order or fill', async () => {
    const { ask, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'BRK.B', quantity: '3', price: '350' });
    expect((await ask('GET', '/v2/positions/BRK.B')).body).toMatchObject({
      symbol: 'BRK.B',
      qty: '3',
      cost_basis: '1050',
      unrealized_pl: '150.15',
    });
    expect((await ask('GET', '/v2/orders?status=all')).body).toEqual([]);
    expect((await ask('GET', '/v2/account/activities/FILL')).body).toEqual([]);
    expect((await ask('GET', '/v2/account/activities')).body).toMatchObject([
      { activity_type: 'JNLS', symbol: 'BRK.B', qty: '3', net_amount: '0' },
    ]);
    await expect(exchange.grant({ ticker: 'NOPE', quantity: '3', price: '350' })).rejects.toThrow('The market does not know NOPE');
  });
});
