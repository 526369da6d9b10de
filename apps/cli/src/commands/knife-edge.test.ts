import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionDate, type Flip } from '@alchemiser/domain';
import { afterAll, describe, expect, it } from 'vitest';
import type { Console } from '../console.ts';
import { screenFor } from '../present/screen.ts';
import { knifeEdgeCommand } from './knife-edge.ts';

const folder = mkdtempSync(join(tmpdir(), 'alchemiser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const symphony = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Ends with the exit code, and with what it wrote. */
async function run(argument: string, json: boolean): Promise<{ code: number; page: string; document: Record<string, unknown> }> {
  let page = '';
  let document = {};
  const console: Console = {
    screen: screenFor({}, false),
    progress: { during: (_, work) => work(() => undefined) },
    json,
    page: (text) => void (page = text),
    document: (value) => void (document = value as Record<string, unknown>),
    remark: () => undefined,
    canAsk: false,
    ask: () => Promise.resolve(undefined),
  };
  const options = { json, color: false, verbose: false, data: join(folder, 'data'), session: sessionDate('2024-08-06') };
  return { code: await knifeEdgeCommand(console, options, {}, argument), page, document };
}

describe('knife-edge', () => {
  const above = symphony('above.clj', '(defsymphony "Above" {} (if (> (current-price "SPY") 500) [(asset "QQQ")] [(asset "TLT")]))');

  it('finds the price in a sheet that names it', async () => {
    const { code, document } = await run(above, true);
    expect(code).toBe(0);
    expect(document).toMatchObject({ session: '2024-08-06', asOf: '2024-08-05', rangePercent: 25, without: ['QQQ', 'TLT'] });
    const [flip, ...more] = document['flips'] as Flip[];
    expect(more).toEqual([]);
    expect(flip).toMatchObject({ ticker: 'SPY', side: 'below', price: '500', turns: 'branch', becomes: 'TLT', changesHoldings: true });
  });

  it('shows it as a table, and who could not have changed anything', async () => {
    const { page } = await run(above, false);
    expect(page).toMatch(/SPY +below +500\.00 +−\d+\.\d % +TLT\n +SPY's price is 500\.00, not above 500/);
    expect(page).toContain('No close within ± 25 % changes the decision: QQQ, TLT');
  });

  it('lists the nearest first', async () => {
    const { code, document } = await run('tecl', true);
    expect(code).toBe(0);
    const distances = (document['flips'] as Flip[]).map(({ changePercent }) => Math.abs(changePercent));
    expect(distances.length).toBeGreaterThan(2);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it('refuses where nothing is decided, saying what is missing', async () => {
    const long = symphony('long.clj', '(defsymphony "Long" {} (if (> (rsi "SPY" {:window 2000}) 50) [(asset "QQQ")] [(asset "TLT")]))');
    const { code, page } = await run(long, false);
    expect(code).toBe(3);
    expect(page).toMatch(/Long cannot decide for .*SPY needs/s);
    expect(page).toContain('Where nothing is decided, nothing can flip.');
  });

  it('does not know a strategy that is none', async () => {
    await expect(run('nuklear', false)).rejects.toThrow('There is no strategy and no file called nuklear.');
  });
});
