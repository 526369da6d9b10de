/**
 * Orders per second that the exchange takes on one core while others listen, and what it holds after many requests.
 *
 *     node --conditions=@alchemiser/source libs/paper-exchange/test/load/run.ts --orders 20000 --subscribers 100 --connections 32
 *
 * The exchange is pinned to the first core and this process to the second, where there is `taskset` (Linux).
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { asker, request, subscriber } from './wire.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    subscribers: { type: 'string', default: '100' },
    connections: { type: 'string', default: '32' },
    samples: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
  },
});
const [orders, subscribers, connections, samples] = [values.orders, values.subscribers, values.connections, values.samples].map(Number) as [
  number,
  number,
  number,
  number,
];

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  /** Microseconds of processor time so far. */
  readonly cpu: number;
  readonly orders: number;
}

const pin = (pid: number, core: number): void => void spawnSync('taskset', ['-cp', String(core), String(pid)]);

const flags = ['--conditions=@alchemiser/source', '--expose-gc', ...(values.profile ? ['--cpu-prof'] : [])];
const server: ChildProcess = spawn(process.execPath, [...flags, join(import.meta.dirname, 'server.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
pin(server.pid!, 0);
pin(process.pid, 1);
const lines = createInterface({ input: server.stdout! })[Symbol.asyncIterator]();
const line = async <T>(): Promise<T> => JSON.parse((await lines.next()).value as string) as T;
const memory = (): Promise<Memory> => {
  server.stdin!.write('\n');
  return line();
};

const { port } = await line<{ port: number }>();
const listeners = await Promise.all(Array.from({ length: subscribers }, () => subscriber(port)));
const clients = Array.from({ length: connections }, () => asker(port));
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

const TICKERS = ['SPY', 'QQQ', 'TLT'];

/** Three of four buy a share at the market; the fourth bids far below it, at once or not at all, and leaves nothing behind. */
const order = (row: number): string => {
  const terms = row % 4 === 3 ? '"type":"limit","limit_price":"1","time_in_force":"ioc"' : '"type":"market","time_in_force":"day"';
  return request('POST', '/v2/orders', `{"symbol":"${TICKERS[row % 3] ?? 'SPY'}","qty":"1","side":"buy",${terms}}`);
};

async function burst(from: number, to: number): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  let next = from;
  await Promise.all(
    clients.map(async (client) => {
      while (next < to) {
        const status = await client.ask(order(next++));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  return statuses;
}

await burst(0, Math.min(2000, orders));
const before = await memory();
const began = performance.now();
const counts = new Map<number, number>();
for (let sample = 0; sample < samples; sample++) {
  const [from, to] = [Math.floor((orders * sample) / samples), Math.floor((orders * (sample + 1)) / samples)];
  const start = performance.now();
  for (const [status, count] of await burst(from, to)) counts.set(status, (counts.get(status) ?? 0) + count);
  const seconds = (performance.now() - start) / 1000;
  const { rss, heapUsed, orders: kept } = await memory();
  process.stdout.write(
    `${String(to).padStart(8)} orders  ${((to - from) / seconds).toFixed(0).padStart(6)}/s  rss ${megabytes(rss)} MB  heap ${megabytes(heapUsed)} MB  kept ${String(kept)}\n`,
  );
}
const seconds = (performance.now() - began) / 1000;
const after = await memory();
await new Promise((resolve) => setTimeout(resolve, 500));
const heard = listeners.reduce((sum, { heard: frames }) => sum + frames, 0);
process.stdout.write(
  `${String(orders)} orders over ${String(connections)} connections in ${seconds.toFixed(1)} s: ${(orders / seconds).toFixed(0)}/s wall, ` +
    `${(orders / ((after.cpu - before.cpu) / 1e6)).toFixed(0)}/s of processor time; ` +
    `${String(subscribers)} subscribers heard ${String(heard)} updates; statuses ${JSON.stringify(Object.fromEntries(counts))}\n`,
);
for (const { close } of [...listeners, ...clients]) close();
server.stdin!.end();
