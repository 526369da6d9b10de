/** Two processes that are given the same command at once, on one data directory. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sessionDate } from '@alchemiser/domain';
import { openStores } from '@alchemiser/infrastructure';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runCli, startCli, type CliRun } from './cli-run.ts';
import { SERVED_ENV, servedConfig, servedExchange } from './served-exchange.ts';
import { audit } from './statement-audit.ts';
import { tradedIn } from './traded.ts';

/** Alike in all but who was first to finish. */
const pairOf = (runs: readonly [CliRun, CliRun]) => {
  for (const run of runs) expect(run.exitCode, run.stderr).toBe(0);
  const [one, two] = runs.map(tradedIn) as [ReturnType<typeof tradedIn>, ReturnType<typeof tradedIn>];
  expect(two.record).toEqual(one.record);
  expect(one.record.reconciliation?.status).toBe('equal');
  return { record: one.record, repeated: [one.repeated, two.repeated].sort() };
};

describe('the same session traded by two processes at once', () => {
  it('at the built-in exchange is traded by one, and the other waits and finds it done', async () => {
    await using folder = emptyFolder();
    const args = ['trade', '--data', folder.path, '--json', '--session', '2024-08-06'];
    const { record, repeated } = pairOf(await Promise.all([runCli(args), runCli(args)]));
    expect([record.status, repeated]).toEqual(['traded', [false, true]]);
  });

  it('at an exchange elsewhere is traded by both together and once in all', async () => {
    await using folder = emptyFolder();
    await using exchange = await servedExchange(10, '2024-08-12T19:30:00Z');
    const data = join(folder.path, 'data');
    const config = join(folder.path, 'alchemiser.config.json');
    // Two busy processes and an exchange share this machine; a quote is old by the exchange's clock, which runs ten times as fast.
    await writeFile(config, servedConfig(exchange, data, { limits: { quoteAgeMsMax: 30_000 } }));
    const args = ['trade', '--config', config, '--json'];
    const { record } = pairOf(await Promise.all([runCli(args, { env: SERVED_ENV }), runCli(args, { env: SERVED_ENV })]));
    const ids = [...exchange.account().orders.values()].map(({ clientOrderId }) => clientOrderId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual(record.legs.flatMap(({ orders }) => orders.map(({ clientOrderId }) => clientOrderId)).sort());
    const stores = await openStores({ directory: data });
    try {
      expect(await audit({ account: exchange.account(), stores, sessions: [sessionDate('2024-08-12')] })).toEqual([]);
    } finally {
      stores.close();
    }
    const again = tradedIn(await runCli(args, { env: SERVED_ENV }));
    expect([again.repeated, exchange.account().orders.size]).toEqual([true, ids.length]);
  });
});

describe('a process at the built-in exchange that is killed', () => {
  // `KILLS=100 npx vitest run test/twice.test.ts` for more.
  const kills = Number(process.env['KILLS'] ?? 6);

  it(`${String(kills)} times at random moments leaves no lock and no second order, and the day ends reconciled`, async () => {
    let landed = 0;
    for (let n = 0; n < kills; n++) {
      await using folder = emptyFolder();
      const args = ['trade', '--data', folder.path, '--json', '--session', '2024-08-06'];
      const victim = startCli(args);
      while (!existsSync(join(folder.path, 'alchemiser.db'))) await sleep(5);
      await sleep((n * 389) % 900);
      victim.child.kill('SIGKILL');
      if ((await victim.ended).exitCode !== 0) landed += 1;
      const { record } = tradedIn(await runCli(args));
      expect([record.status, record.reconciliation?.status], `kill ${String(n)}`).toEqual(['traded', 'equal']);
      const ids = record.legs.flatMap(({ orders }) => orders.map(({ clientOrderId }) => clientOrderId));
      expect(new Set(ids).size).toBe(ids.length);
      // What was executed is what is held: nothing was bought twice.
      for (const { ticker, quantity } of record.positions) expect(record.legs.find((leg) => leg.ticker === ticker)?.filled).toBe(quantity);
    }
    expect(landed).toBeGreaterThan(0);
  });
});
