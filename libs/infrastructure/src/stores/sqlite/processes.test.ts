import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStores } from './stores.ts';

const RUN = { account: 'A1', session: '2024-08-06', ordinal: 0 };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'alchemiser-processes-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [
    '--conditions=@alchemiser/source',
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, '../../../test', program),
    directory,
    ...args,
  ]);
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  return { child, printed: () => printed, complaints: () => complaints, ended: once(child, 'close') };
}

async function journalled(): Promise<readonly { readonly kind: string; readonly [field: string]: unknown }[]> {
  const stores = await openStores({ directory });
  const entries = await stores.journal.read(RUN);
  stores.close();
  return entries;
}

describe('one data directory and several processes', () => {
  it('gives every position to exactly one of them, also when they open it for the first time together', async () => {
    const rounds = 400;
    const writers = ['one', 'two', 'three'].map((name) => ({ name, ...start('writer.ts', name, 'race', String(rounds)) }));
    await Promise.all(writers.map(({ ended }) => ended));
    expect(writers.map(({ complaints }) => complaints())).toEqual(['', '', '']);
    const entries = await journalled();
    expect(entries.map((entry) => entry['round'])).toEqual(Array.from({ length: rounds }, (_, round) => round));
    expect(writers.filter(({ printed }) => Number(printed()) > 0).length).toBeGreaterThan(1);
    for (const { name, printed } of writers) expect(entries.filter((entry) => entry['by'] === name)).toHaveLength(Number(printed()));
  }, 30_000);

  it('lets them make it together, as often as they like', async () => {
    const firstAt = String(Date.now() + 2_000);
    const openers = Array.from({ length: 3 }, () => start('opener.ts', '60', firstAt));
    await Promise.all(openers.map(({ ended }) => ended));
    expect(openers.map(({ complaints }) => complaints())).toEqual(['', '', '']);
  }, 30_000);
});

describe('a process killed while it writes', () => {
  it('leaves everything it had acknowledged, and no half of a batch', async () => {
    let before = 0;
    for (let round = 0; round < 4; round++) {
      const writer = start('writer.ts', 'one', 'append');
      while (!/\d+\n/.test(writer.printed()) && writer.child.exitCode === null) await wait(5);
      await wait(7 * round + 3);
      writer.child.kill('SIGKILL');
      await writer.ended;
      expect(writer.complaints()).toBe('');
      const acknowledged = Number(writer.printed().trimEnd().split('\n').at(-1));
      const entries = await journalled();
      expect(acknowledged).toBeGreaterThan(before);
      expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
      expect(entries.length % 2).toBe(0);
      expect(entries.map(({ kind }) => kind).slice(0, 4)).toEqual(['step', 'half', 'step', 'half']);
      before = entries.length;
    }
  }, 60_000);
});
