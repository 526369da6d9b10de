import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaRuntime, type Answer } from './lambda-runtime.ts';

/** The zip that `nx zip` made, unpacked where a container would have it, and run by what a container would run. */
const zip = join(import.meta.dirname, '../dist-zip/lambda.zip');
const bootstrap = join(import.meta.dirname, 'bootstrap.mjs');

type Runtime = Awaited<ReturnType<typeof lambdaRuntime>>;

let runtime: Runtime;
let container: ChildProcess;
let folder: string;
let task: string;
let logged = '';

/** A container has no more than this: nothing of the developer's environment may be needed. */
const containerOf = ({ address }: Runtime, env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, [bootstrap], {
    env: { AWS_LAMBDA_RUNTIME_API: address, LAMBDA_TASK_ROOT: task, _HANDLER: 'index.handler', TZ: 'UTC', ...env },
    cwd: task,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** One event in a container of its own. */
async function invokeWith(env: Readonly<Record<string, string>>, event: unknown): Promise<Answer> {
  const own = await lambdaRuntime();
  const process = containerOf(own, env);
  try {
    return await own.invoke(event);
  } finally {
    process.kill('SIGKILL');
    await own.close();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-lambda-'));
  task = join(folder, 'task');
  mkdirSync(task);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) writeFileSync(join(task, name), bytes);
  runtime = await lambdaRuntime();
  container = containerOf(runtime, { ALCHEMISER_DATA: join(folder, 'data') });
  container.stderr?.on('data', (chunk: Buffer) => (logged += chunk.toString()));
}, 30_000);

afterAll(async () => {
  container.kill('SIGKILL');
  await runtime.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the function in its container', { timeout: 30_000 }, () => {
  it('holds one self-contained module', () => {
    const names = Object.keys(unzipSync(readFileSync(zip)));
    expect(names).toContain('index.mjs');
    expect(names.filter((name) => !name.startsWith('index.mjs'))).toEqual([]);
  });

  it('plans without sending anything', async () => {
    const planned = await runtime.invoke({ mode: 'plan' });
    expect(planned).toMatchObject({ status: 'response', body: { mode: 'plan', status: 'planned', repeated: false } });
  });

  it('trades a session once, however often the event comes', async () => {
    const first = await runtime.invoke({ mode: 'trade', session: '2024-08-06' });
    expect(first).toMatchObject({ status: 'response', body: { status: 'traded', session: '2024-08-06', repeated: false } });
    const again = await runtime.invoke({ mode: 'trade', session: '2024-08-06' });
    expect(again).toMatchObject({ status: 'response', body: { status: 'traded', session: '2024-08-06', repeated: true } });
    expect(logged.match(/"message":"recorded"/g)).toHaveLength(1);
    expect(readdirSync(join(folder, 'data', 'outbox')).sort()).toEqual(['2024-08-06-trading-report.html', '2024-08-06-trading-report.txt']);
  });

  it('goes on to the next session by itself', async () => {
    expect(await runtime.invoke({ mode: 'trade' })).toMatchObject({ status: 'response', body: { session: '2024-08-07', repeated: false } });
  });

  it.each([
    ['an empty event', {}],
    ['a misspelt mode', { mode: 'Trade' }],
    ['a wish to trade live', { mode: 'trade', trading_mode: 'live' }],
  ])('refuses %s as an error, and does nothing', async (_, event) => {
    const before = readdirSync(join(folder, 'data', 'outbox'));
    const refused = await runtime.invoke(event);
    expect(refused).toMatchObject({ status: 'error', errorType: 'InvalidEvent' });
    expect(readdirSync(join(folder, 'data', 'outbox'))).toEqual(before);
  });

  it('raises what a person must see, so that an alarm hears of it', async () => {
    expect(await runtime.invoke({ mode: 'trade', session: '2024-08-10' })).toMatchObject({
      status: 'error',
      errorType: 'Refused',
      errorMessage: 'Sat 10 Aug 2024 is not a trading day of the NYSE. The next one is 2024-08-12.',
    });
  });

  it('does not begin what its timeout would cut short', async () => {
    const before = readdirSync(join(folder, 'data', 'outbox'));
    expect(await runtime.invoke({ mode: 'trade' }, 3_000)).toMatchObject({
      status: 'error',
      errorType: 'DayNotDone',
      errorMessage: expect.stringMatching(
        /^Nothing was done: the function's timeout must leave at least 180 s, it leaves [23] s\. Set it to 15 minutes\.$/,
      ) as string,
    });
    expect(readdirSync(join(folder, 'data', 'outbox'))).toEqual(before);
  });
});

describe('what a configuration may not ask of the function', { timeout: 30_000 }, () => {
  const ALPACA = { broker: 'alpaca', alpaca: { url: 'http://127.0.0.1:1' } };
  const KEYS = { ALPACA_PAPER_KEY: 'key', ALPACA_PAPER_SECRET: 'secret' };

  it.each([
    ['books of a real account in a folder that dies with the container', ALPACA, /^ALCHEMISER_CONFIG: data must be a mounted folder/],
    ['the same, by name', { ...ALPACA, data: '/tmp/books' }, /data must be a mounted folder .*, was "\/tmp\/books"\.$/],
    ['live trading', { live: { allowed: true, accountId: 'A1', unattended: true } }, /live\.allowed must be false or left out/],
    ['two things that are wrong', { reserve: -1, log: 'loud' }, /^ALCHEMISER_CONFIG: .* Also: /],
  ])('refuses %s', async (_, configuration, says) => {
    expect(await invokeWith({ ALCHEMISER_CONFIG: JSON.stringify(configuration), ...KEYS }, { mode: 'trade' })).toMatchObject({
      status: 'error',
      errorType: 'Failure',
      errorMessage: expect.stringMatching(says) as string,
    });
  });

  it('raises a traded day whose mail has not left, and hands the mail over when it is called again', async () => {
    const data = join(folder, 'mailless');
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const env = { ALCHEMISER_CONFIG: JSON.stringify({ data, email: { transport: 'outbox', outbox: join(blocked, 'outbox') } }) };
    const event = { mode: 'trade', session: '2024-08-06' };
    expect(await invokeWith(env, event)).toMatchObject({
      status: 'error',
      errorType: 'DayNotDone',
      errorMessage: expect.stringMatching(/^traded: .* Its mail has not left: The mail could not be written to /) as string,
    });
    expect(await invokeWith({ ALCHEMISER_CONFIG: JSON.stringify({ data }) }, event)).toMatchObject({
      status: 'response',
      body: { status: 'traded', repeated: true },
    });
    expect(readdirSync(join(data, 'outbox'))).toHaveLength(2);
  });
});
