import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear, type Overheard } from '../../test/overheard.ts';
import { splitCommand } from './split.ts';

const { folder, clear } = desk();
afterAll(clear);

const OPTIONS = { json: false, color: false, verbose: false, data: join(folder, 'data') };
const split = (...words: readonly string[]): Promise<Overheard> => overhear((console) => splitCommand(console, OPTIONS, {}, words));

describe('split', () => {
  it.each([
    ['a ratio that is one number', ['TQQQ', '2'], 'Ratio must be two different positive whole numbers like "2:1", was "2".'],
    ['a ratio that changes nothing', ['TQQQ', '2:2'], 'was "2:2".'],
    ['a ratio of nothing', ['TQQQ', '0:1'], 'was "0:1".'],
    ['a second ticker without its ratio', ['TQQQ', '2:1', 'UVXY'], 'was "".'],
    ['the ratio before the ticker', ['2:1', 'TQQQ'], 'Ticker must look like'],
  ])('refuses %s, with an example', async (_, words, says) => {
    const { code, problem } = await split(...words);
    expect([code, ...problem]).toEqual([2, expect.stringContaining(says), expect.stringContaining('alchemiser split TQQQ 2:1')]);
  });

  it('has nothing to correct in books that hold no such shares', async () => {
    await expect(split('tqqq', '2:1')).rejects.toThrow('Our books hold no TQQQ: there is nothing to split.');
  });
});
