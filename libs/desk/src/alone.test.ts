import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '@alchemiser/infrastructure';
import { afterEach, expect, it, vi } from 'vitest';
import { aloneAtTheExchange, inTurnAt } from './alone.ts';

const waits = vi.hoisted(() => ({ isReal: true, count: 0 }));
vi.mock('node:timers/promises', async (original) => {
  const real = await original<typeof import('node:timers/promises')>();
  const setTimeout = async (ms: number): Promise<void> => {
    waits.count += 1;
    if (waits.isReal) await real.setTimeout(ms);
  };
  return { ...real, setTimeout };
});

const folder = mkdtempSync(join(tmpdir(), 'alchemiser-turns-'));
afterEach(() => {
  Object.assign(waits, { isReal: true, count: 0 });
  rmSync(folder, { recursive: true, force: true });
});

it('does what has the same name one after the other, across stores at one directory, and lets go of what fails', async () => {
  const stores = [await openStores({ directory: folder }), await openStores({ directory: folder })] as const;
  let inside = 0;
  const work = async (): Promise<number> => {
    inside += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return inside--;
  };
  await expect(inTurnAt(stores[0])('mail', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await Promise.all([0, 1, 0, 1].map((at) => inTurnAt(stores[at as 0 | 1])('mail', work)))).toEqual([1, 1, 1, 1]);
  for (const { close } of stores) close();
});

it('gives up after a minute, with advice', async () => {
  waits.isReal = false;
  const taken = { tryLock: async () => null };
  await expect(inTurnAt(taken)('mail', async () => 'done')).rejects.toMatchObject({
    code: 'mail.unsent',
    advice: expect.stringContaining('trade the same session again') as string,
  });
  expect(waits.count).toBe(1_200);
  await expect(aloneAtTheExchange(taken)).rejects.toThrow('Another process is at the paper exchange');
});
