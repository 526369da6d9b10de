import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dateFromDays, instant, sessionDate, ticker, type Bar } from '@alchemiser/domain';
import { barStoreContract } from '@alchemiser/services/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BYTES_PER_BAR, decodeBars, encodeBars } from './bar-columns.ts';
import { openBarStore } from './bars.ts';
import { IN_MEMORY } from './sqlite.ts';
import { openStores } from './stores.ts';

describe('the bar store on SQLite', () => {
  it.each(barStoreContract(async () => openBarStore({ directory: IN_MEMORY })))('$name', async ({ run }) => run());
});

describe('bars as columns', () => {
  it('come back to the last bit', () => {
    const number = fc.double({ noNaN: true });
    const bar = fc.record({
      days: fc.integer({ min: -10_000, max: 60_000 }),
      open: number,
      high: number,
      low: number,
      close: number,
      volume: number,
    });
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 50 }), (rows) => {
        const bars = rows.map(({ days, ...prices }): Bar => ({ date: dateFromDays(days), ...prices }));
        const bytes = encodeBars(bars);
        expect(bytes.byteLength).toBe(bars.length * BYTES_PER_BAR);
        // A view into a larger buffer is how SQLite hands bytes out.
        const inside = new Uint8Array([1, 2, 3, ...bytes]).subarray(3);
        expect(decodeBars(inside)).toEqual(bars);
      }),
    );
  });

  it('of a broken length are refused', () =>
    expect(() => decodeBars(new Uint8Array(45))).toThrow('Bars must be a multiple of 44 bytes, were 45'));
});

describe('market.db', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'alchemiser-bars-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const key = { source: 'alpaca', feed: 'sip', adjustment: 'all', ticker: ticker('SPY') };
  const series = {
    bars: [{ date: sessionDate('2024-08-06'), open: 1, high: 2, low: 0.5, close: 1.5, volume: 7 }],
    askedFrom: sessionDate('2016-01-01'),
    fetchedAt: instant(1),
  };

  it('outlives the process that filled it, beside the runs and apart from them', async () => {
    const first = await openBarStore({ directory });
    await first.put(key, series);
    first.close();
    const runs = await openStores({ directory });
    const again = await openBarStore({ directory });
    expect(await again.get(key)).toEqual(series);
    expect([again.path, runs.path]).toEqual([join(directory, 'market.db'), join(directory, 'alchemiser.db')]);
    again.close();
    runs.close();
  });

  it.each([
    ['a flipped bit', `update bars set bytes = x'${'00'.repeat(44)}'`, 'its bars are not what was stored'],
    ['a missing bar', `update bars set bytes = x''`, 'its bars are not what was stored'],
  ])('with %s is damaged, and says which series', async (_name, sql, says) => {
    const store = await openBarStore({ directory });
    await store.put(key, series);
    const raw = new DatabaseSync(store.path);
    raw.exec(sql);
    raw.close();
    await expect(store.get(key)).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining(`SPY (sip, all): ${says}`),
    });
    store.close();
  });
});
