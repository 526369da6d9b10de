import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaRuntime } from './lambda-runtime.ts';

/** The zip that `nx zip` made, unpacked where a container would have it, and run by what a container would run. */
const zip = join(import.meta.dirname, '../dist-zip/lambda.zip');
const bootstrap = join(import.meta.dirname, 'bootstrap.mjs');

let runtime: Awaited<ReturnType<typeof lambdaRuntime>>;
let container: ChildProcess;
let folder: string;
let logged = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-lambda-'));
  const task = join(folder, 'task');
  mkdirSync(task);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) writeFileSync(join(task, name), bytes);
  runtime = await lambdaRuntime();
  container = spawn(process.execPath, [bootstrap], {
    // A container has no more than this: nothing of the developer's environment may be needed.
    env: {
      AWS_LAMBDA_RUNTIME_API: runtime.address,
      LAMBDA_TASK_ROOT: task,
      _HANDLER: 'index.handler',
      ALCHEMISER_DATA: join(folder, 'data'),
      TZ: 'UTC',
    },
    cwd: task,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
      errorMessage: 'Sat 10 Aug 2024 is not a trading day of the NYSE.',
    });
  });
});
