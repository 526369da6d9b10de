/** The short form of `test/load/run.ts`, which sends a million: what an exchange holds does not grow with what it was asked. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT } from '../../test/client.ts';
import { asker, request, subscriber, type Subscriber } from '../../test/load/wire.ts';
import { serve, until, type Served } from '../../test/served.ts';

const KEEP = 100;
let served: Served;
let listener: Subscriber;
beforeAll(async () => {
  served = await serve({ account: { ...ACCOUNT, cash: '1000000000' }, keepOrders: KEEP });
  listener = await subscriber(served.port);
});
afterAll(async () => {
  listener.close();
  await served.close();
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMegabytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Orders, one of three canceled at once, and the questions that a bot asks between them. */
async function trade(count: number): Promise<void> {
  const clients = Array.from({ length: 8 }, () => asker(served.port));
  const order = (type: string): string =>
    request('POST', '/v2/orders', `{"symbol":"SPY","qty":"1","side":"buy","time_in_force":"ioc",${type}}`);
  const asked = [
    order('"type":"market"'),
    order('"type":"limit","limit_price":"1"'),
    request('GET', '/v2/account'),
    order('"type":"market"'),
    request('GET', '/v2/orders?status=all&limit=5'),
  ];
  await Promise.all(
    clients.map(async (client, lane) => {
      for (let row = lane; row < count; row += clients.length) expect(await client.ask(asked[row % asked.length]!)).toBe(200);
      client.close();
    }),
  );
}

it('holds no more after two and a half thousand requests than after five hundred', async () => {
  await trade(500);
  const before = heapMegabytes();
  await trade(2000);
  const grown = heapMegabytes() - before;
  const [account] = served.exchange.transport.state().accounts;
  expect(account!.orders - account!.openOrders).toBeLessThanOrEqual(KEEP * 1.25);
  expect(account!.activities).toBeLessThanOrEqual(3 * KEEP);
  // Megabytes: 0.6 as it is (code that was compiled, mostly), 1.5 where every order is kept.
  expect(grown).toBeLessThan(1);
  await until(() => (listener.heard > 2500 ? true : undefined), 'the updates');
}, 30_000);
