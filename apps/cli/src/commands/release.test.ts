import { join } from 'node:path';
import { Refused } from '@alchemiser/execution';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear, type Overheard } from '../../test/overheard.ts';
import { adoptCommand } from './adopt.ts';
import { releaseCommand, type ReleaseOptions } from './release.ts';

const { folder, file, clear } = desk();
afterAll(clear);

const config = file(
  'alchemiser.config.json',
  JSON.stringify({ sleeves: { nuclear: 0.5, tecl: 0.5 }, paperHoldings: [{ ticker: 'AAPL', quantity: '12.5', price: '180' }] }),
);
const OPTIONS = { json: false, color: false, verbose: false, data: join(folder, 'data'), config };
const adopt = (strategy: string, quantity: string): Promise<Overheard> =>
  overhear((console) => adoptCommand(console, { ...OPTIONS, strategy, quantity }, {}, 'AAPL'));
const release = (names: readonly string[], options: Pick<ReleaseOptions, 'strategy' | 'quantity'>, json = false): Promise<Overheard> =>
  overhear((console) => releaseCommand(console, { ...OPTIONS, ...options, json }, {}, names), { json });

describe('release', () => {
  it('makes shares of strategies nobody’s: so many of one, or all of several', async () => {
    await adopt('nuclear', '3');
    await adopt('tecl', '4');
    const { page, code } = await release(['aapl'], { strategy: ['nuclear'], quantity: '1' });
    expect([code, page]).toEqual([0, expect.stringContaining("Nobody's now, with what they cost: 1 AAPL of nuclear.")]);
    const { document } = await release(['AAPL'], { strategy: ['nuclear', 'tecl', 'nuclear'] }, true);
    expect(document).toEqual({
      released: [
        { ticker: 'AAPL', strategy: 'nuclear', quantity: '2' },
        { ticker: 'AAPL', strategy: 'tecl', quantity: '4' },
      ],
    });
    await expect(release(['AAPL'], { strategy: ['tecl'] })).rejects.toThrow(Refused);
  });

  it.each<[string, readonly string[], Pick<ReleaseOptions, 'strategy' | 'quantity'>, string]>([
    ['a ticker that is none', ['2:1'], { strategy: ['tecl'] }, 'Ticker must look like'],
    ['a strategy that is none', ['AAPL'], { strategy: ['Te cl'] }, 'Strategy name must look like'],
    ['an amount that is none', ['AAPL'], { strategy: ['tecl'], quantity: 'all' }, 'Quantity must be a decimal number'],
    [
      'an amount of two tickers',
      ['AAPL', 'MSFT'],
      { strategy: ['tecl'], quantity: '1' },
      '--quantity goes with one ticker and one strategy.',
    ],
    ['an amount of two strategies', ['AAPL'], { strategy: ['tecl', 'nuclear'], quantity: '1' }, '--quantity goes with one'],
  ])('refuses %s, with an example', async (_, names, options, says) => {
    const { code, problem } = await release(names, options);
    expect([code, ...problem]).toEqual([2, expect.stringContaining(says), expect.stringContaining('alchemiser release TQQQ --strategy')]);
  });
});
