/** Bars pulled, listed and verified, and a probe, at an exchange on a port: what a person does before trading at Alpaca. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runCli, runCliJson } from './cli-run.ts';
import { SERVED_ENV, servedConfig, servedExchange } from './served-exchange.ts';

async function desk(speed: number) {
  const exchange = await servedExchange(speed, '2024-08-12T19:00:00Z');
  const folder = emptyFolder();
  const config = join(folder.path, 'alchemiser.config.json');
  await writeFile(config, servedConfig(exchange, join(folder.path, 'data')));
  const run = (...args: readonly string[]) => runCli([...args, '--config', config], { env: SERVED_ENV });
  const json = async (...args: readonly string[]) => (await runCliJson([...args, '--config', config], { env: SERVED_ENV })).document;
  const close = async (): Promise<void> => {
    await exchange[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { exchange, run, json, [Symbol.asyncDispose]: close };
}

describe('alchemiser data', () => {
  it('pulls what is missing, and no more; lists it; and finds it whole', async () => {
    await using at = await desk(1);
    expect((await at.run('data', 'info')).exitCode).toBe(3);
    const pulled = await at.run('data', 'pull', 'SPY', 'TLT', 'NOSUCH');
    expect(pulled.exitCode).toBe(3);
    expect(pulled.stdout).toMatch(/NOSUCH +0 .*the source does not know it/);
    expect(pulled.stdout).toMatch(/SPY +\d+ +\d{4}-\d\d-\d\d +2024-08-09 +fetched/);
    expect(await at.json('data', 'pull', 'SPY', 'TLT')).toMatchObject([
      { ticker: 'SPY', status: 'kept' },
      { ticker: 'TLT', status: 'kept' },
    ]);
    await at.exchange.advanceTo('2024-08-14T13:00:00Z');
    expect(await at.json('data', 'pull', 'SPY')).toMatchObject([{ ticker: 'SPY', status: 'extended', last: '2024-08-13', gaps: [] }]);
    expect(await at.json('data', 'info')).toMatchObject([
      { ticker: 'SPY', feed: 'sip', adjustment: 'all', last: '2024-08-13', fetchedAt: expect.stringMatching(/^2024-08-14T13:/) as string },
      { ticker: 'TLT', last: '2024-08-09', fetchedAt: expect.stringMatching(/^2024-08-12T19:/) as string },
    ]);
    const verified = await at.run('data', 'verify');
    expect([verified.exitCode, verified.stdout]).toEqual([0, expect.stringContaining('every byte, price and session is there')]);
  });
});

describe('alchemiser probe', () => {
  it('asks every question, shows what was said, and leaves nothing behind', async () => {
    await using at = await desk(20);
    const { exitCode, stdout } = await at.run('probe');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('→ POST /v2/orders {"symbol":"SPY"');
    expect(stdout).toContain('client_order_id must be unique');
    expect(stdout).toContain('12 as assumed · 0 otherwise · 1 not asked');
    const account = at.exchange.account();
    expect([account.open.size, account.positions.size]).toEqual([0, 0]);
  });

  it.each([
    ['without keys', {}, 2, 'ALPACA_PAPER_KEY must be set in the environment'],
    ['with a live key', { ALPACA_PAPER_KEY: 'AKLIVE', ALPACA_PAPER_SECRET: 'secret' }, 3, 'never runs on a live account'],
  ])('refuses %s', async (_, env, code, says) => {
    const { exitCode, stderr } = await runCli(['probe'], { env });
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(says)]);
  });

  it('refuses --live', async () => {
    const { exitCode, stderr } = await runCli(['probe', '--live']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('never runs on a live account')]);
  });
});
