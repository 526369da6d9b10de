/** An exchange under load, alone in its process: prints its port, and on each line it reads how much memory it holds. */
import { instant, syntheticMarket } from '@alchemiser/domain';
import { createPaperExchange, pacedClock, serveExchange } from '../../src/index.ts';
import { ACCOUNT } from '../client.ts';

const exchange = createPaperExchange({
  market: syntheticMarket({ seed: 7 }),
  // Six hours at the pace of the world: no order is sent outside a session.
  clock: pacedClock({ start: instant(Date.parse('2024-08-07T14:00:00Z')), speed: 1 }),
  account: { ...ACCOUNT, cash: '1000000000000' },
  seed: 7,
  keepOrders: 20_000,
});
const { port } = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
process.stdout.write(`${JSON.stringify({ port })}\n`);

process.stdin.on('data', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const [account] = exchange.transport.state().accounts;
  process.stdout.write(
    `${JSON.stringify({ rss, heapUsed, cpu: user + system, orders: account?.orders, activities: account?.activities })}\n`,
  );
});
process.stdin.on('end', () => process.exit());
