import { addUp, blocksOf, sweepBlock } from '@alchemiser/simulation';
import { describe, expect, it } from 'vitest';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import { screenFor } from '../present/screen.ts';
import type { SimulateOptions } from '../simulate-options.ts';
import { simulateCommand } from './simulate.ts';

const OPTIONS: SimulateOptions = { json: false, color: false, verbose: false, from: 1, mix: 'light', jobs: 1 };

async function run(options: Partial<SimulateOptions>): Promise<{ code: number; pages: string; documents: unknown[] }> {
  const [pages, documents]: [string[], unknown[]] = [[], []];
  const console: Console = {
    screen: screenFor(process.stdout, false),
    progress: { during: async (_, work) => work(() => undefined) },
    json: options.json ?? false,
    page: (text) => pages.push(text),
    document: (value) => documents.push(value),
    remark: () => undefined,
    canAsk: false,
    ask: async () => undefined,
  };
  return { code: await simulateCommand(console, { ...OPTIONS, ...options }), pages: pages.join('\n'), documents };
}

describe('simulate', () => {
  it('says how many seeds it lived, what it found, how fast, and the digest of all that happened', async () => {
    const { code, documents } = await run({ seeds: 40, json: true });
    const { digest, events } = addUp(blocksOf(['light'], 1, 40).map((block) => sweepBlock(block)));
    expect(code).toBe(EXIT.done);
    expect(documents).toEqual([expect.objectContaining({ mix: 'light', seeds: 40, violations: [], digest, events, bug: null })]);
  });

  it('shares the seeds out to the three mixes', async () => {
    const { documents } = await run({ seeds: 9, mix: 'all', json: true });
    const { digest } = addUp(blocksOf(['light', 'heavy', 'chaos'], 1, 3).map((block) => sweepBlock(block)));
    expect(documents).toEqual([expect.objectContaining({ mix: 'all', seeds: 9, digest })]);
  });

  it('tells one seed as a timeline', async () => {
    const { code, pages } = await run({ seed: 7 });
    expect(code).toBe(EXIT.done);
    expect(pages).toMatch(/^Seed 7 of the light mix: session 2024-07-03, a half day\./);
    expect(pages).toMatch(/10:53:\d\d\.\d{3} {2}process 1 {3}→ submit/);
    expect(pages).toMatch(/Every invariant held over \d+ events\. Digest [0-9a-f]{16}\.$/);
  });

  it('fails for a bug let loose, and tells the shortest day that shows it', async () => {
    const { code, pages } = await run({ seeds: 20, bug: 'buys-full-target' });
    expect(code).toBe(EXIT.failed);
    expect(pages).toContain('× invariant 2: What fills of a leg never exceeds its target.');
    expect(pages).toMatch(/Shrunk from \d+ events and \d+ faults? to \d+ events and 0 faults/);
    expect(pages).toMatch(/Invariant 2 does not hold .*: the plan means to buy [\d.]+ \w+, and no more than -?[\d.]+ is wanted\.$/);
  });

  it('names the bugs there are to one who asks for another', async () => {
    await expect(run({ seeds: 1, bug: 'none-such' })).rejects.toMatchObject({ exitCode: EXIT.usage });
  });
});
