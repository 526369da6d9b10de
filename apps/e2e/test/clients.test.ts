/** The exchange as a stranger's bot meets it: started by the command line, found by what it prints, ended by Ctrl-C. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runCli, startCli, type StartedCli } from './cli-run.ts';

interface Ready {
  readonly url: string;
  readonly now: string;
  readonly resumed: boolean;
  readonly state: string;
  readonly env: Readonly<Record<'APCA_API_BASE_URL' | 'APCA_API_KEY_ID' | 'APCA_API_SECRET_KEY', string>>;
}

async function started(...args: readonly string[]): Promise<{ readonly cli: StartedCli; readonly ready: Ready }> {
  const cli = startCli(['exchange', '--port', '0', '--json', ...args]);
  const [line] = (await once(createInterface({ input: cli.child.stdout! }), 'line')) as [string];
  return { cli, ready: JSON.parse(line) as Ready };
}

async function ended({ child, ended: run }: StartedCli, signal: NodeJS.Signals = 'SIGINT') {
  child.kill(signal);
  return run;
}

async function ask<T>({ env }: Ready, method: string, path: string, body?: object): Promise<T> {
  const headers = { 'APCA-API-KEY-ID': env.APCA_API_KEY_ID, 'APCA-API-SECRET-KEY': env.APCA_API_SECRET_KEY };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${env.APCA_API_BASE_URL}${path}`, { method, headers, ...sent });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const step = (ready: Ready, milliseconds: number): Promise<unknown> => ask(ready, 'POST', '/admin/clock', { advanceMs: milliseconds });

const BUY = { symbol: 'SPY', qty: '2', side: 'buy', type: 'market', time_in_force: 'day' };

describe('alchemiser exchange', () => {
  it('says in one line where it is, trades, and ends at Ctrl-C with nothing left behind', async () => {
    const { cli, ready } = await started('--speed', 'step');
    expect(ready).toMatchObject({ now: '2024-08-06T13:30:00.000Z', state: 'memory', resumed: false });
    const { id } = await ask<{ id: string }>(ready, 'POST', '/v2/orders', BUY);
    await step(ready, 1000);
    expect(await ask(ready, 'GET', `/v2/orders/${id}`)).toMatchObject({ status: 'filled', filled_qty: '2' });
    const run = await ended(cli);
    expect([run.exitCode, run.stdout.trim().split('\n').length, run.stderr]).toEqual([0, 1, '']);
    await expect(fetch(ready.url)).rejects.toThrow();
  });

  it('goes on in the next process where it was killed in the last', async () => {
    await using data = emptyFolder();
    const first = await started('--speed', 'step', '--data', data.path);
    await ask(first.ready, 'POST', '/v2/orders', BUY);
    await step(first.ready, 60_000);
    await ended(first.cli, 'SIGKILL');
    const second = await started('--speed', 'step', '--data', data.path);
    expect(second.ready).toMatchObject({ now: '2024-08-06T13:31:00.000Z', resumed: true });
    expect(await ask(second.ready, 'GET', '/v2/positions')).toMatchObject([{ symbol: 'SPY', qty: '2' }]);
    expect((await ended(second.cli, 'SIGTERM')).exitCode).toBe(0);
    const other = await runCli(['exchange', '--port', '0', '--seed', '8', '--data', data.path]);
    expect(other).toMatchObject({ exitCode: 3, stdout: '' });
    expect(other.stderr).toContain('trades another market: synthetic market, seed 7');
  });

  it('keeps its state for itself: a second one in the same directory is turned away', async () => {
    await using data = emptyFolder();
    const first = await started('--speed', 'step', '--data', data.path);
    const second = await runCli(['exchange', '--port', '0', '--data', data.path]);
    expect(second).toMatchObject({ exitCode: 3, stdout: '' });
    expect(second.stderr).toContain('Another exchange keeps its state in this directory.');
    expect((await ended(first.cli)).exitCode).toBe(0);
  });

  it('refuses in a sentence a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const taken = await runCli(['exchange', '--port', port]);
    server.close();
    expect(taken).toMatchObject({ exitCode: 3, stdout: '' });
    expect(taken.stderr).toBe(`Something listens on 127.0.0.1:${port} already.\n  Choose another --port, or 0 for any that is free.\n`);
  });

  it.each([
    ['--faults', 'luck=0.5', 'There is no fault "luck"'],
    ['--speed', '-1', 'Speed must be "step" or a number above 0'],
    ['--start', '2024-11-28', 'is not a trading day'],
  ])('refuses in a sentence %s %s', async (flag, value, says) => {
    const run = await runCli(['exchange', flag, value]);
    expect([run.exitCode, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(says);
  });

  it('shows a person how a client finds it', async () => {
    const cli = startCli(['exchange', '--port', '0', '--faults', 'light']);
    let shown = '';
    cli.child.stdout!.on('data', (text: string) => (shown += text));
    while (!shown.includes('Ctrl-C')) await once(cli.child.stdout!, 'data');
    expect(shown).toMatch(/export APCA_API_BASE_URL=http:\/\/127\.0\.0\.1:\d+/);
    expect(shown).toMatch(/faults .*lostReply 0\.5 %/);
    expect((await ended(cli)).stderr).toBe('\nThe exchange has ended. Nothing of it is kept.\n');
  });
});
