import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { strategyName } from '../strategy/strategy.ts';
import { combine, type SleeveChoice } from './combine.ts';

const TICKERS = ['BIL', 'BTAL', 'EXC', 'OKLO', 'SMR', 'UVXY'];
const parts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 });
const someChoices: fc.Arbitrary<readonly SleeveChoice[]> = fc
  .array(fc.record({ share: fc.integer({ min: 1, max: 1000 }), keeps: fc.boolean(), parts, cash: fc.integer({ min: 0, max: 500 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((sleeves) => {
    const whole = sleeves.reduce((sum, { share }) => sum + share, 0);
    return sleeves.map(({ share, keeps, parts: sizes, cash }, i): SleeveChoice => {
      const sleeve = { strategy: strategyName(`sleeve-${String(i)}`), share: weight(share / whole) };
      const all = sizes.reduce((sum, size) => sum + size, cash);
      const weights = sizes.map((size, n) => ({ ticker: ticker(TICKERS[n]!), weight: size / all }));
      return keeps ? { ...sleeve, action: 'keep', why: 'not due' } : { ...sleeve, action: 'rebalance', weights };
    });
  });

describe('combine', () => {
  it('wants no more than everything, and each ticker is the sum of those who want it', () => {
    fc.assert(
      fc.property(someChoices, (choices) => {
        const { wanted } = combine(choices);
        expect(wanted.reduce((sum, row) => sum + row.units, 0n) <= 1_000_000_000n).toBe(true);
        for (const row of wanted) expect(row.by.reduce((sum, part) => sum + part.units, 0n)).toBe(row.units);
        expect(new Set(wanted.map((row) => row.ticker)).size).toBe(wanted.length);
      }),
    );
  });

  it('gives each sleeve that rebalances its share among them, within a billionth per ticker', () => {
    fc.assert(
      fc.property(someChoices, (choices) => {
        const { wanted } = combine(choices);
        const active = choices.filter((choice) => choice.action === 'rebalance');
        const shares = active.reduce((sum, choice) => sum + choice.share, 0);
        for (const choice of active) {
          for (const { ticker: name, weight: own } of choice.weights) {
            const units = wanted.find((row) => row.ticker === name)?.by.find((part) => part.strategy === choice.strategy)?.units ?? 0n;
            expect(Math.abs(Number(units) / 1e9 - (own * choice.share) / shares)).toBeLessThan(8e-9 / shares);
          }
        }
      }),
    );
  });

  it('puts the heaviest first, and a sleeve that keeps wants nothing', () => {
    fc.assert(
      fc.property(someChoices, (choices) => {
        const { wanted } = combine(choices);
        const order = wanted.map((row) => [-row.units, row.ticker] as const);
        expect(order).toEqual([...order].sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1)));
        const keepers = new Set(choices.filter((choice) => choice.action === 'keep').map((choice) => choice.strategy));
        expect(wanted.flatMap((row) => row.by).some((part) => keepers.has(part.strategy))).toBe(false);
      }),
    );
  });
});

it('three sleeves of 0.3, 0.5 and 0.2 want what their strategies want of it', () => {
  const of = (name: string, share: number, weights: [string, number][]): SleeveChoice => ({
    strategy: strategyName(name),
    share: weight(share),
    action: 'rebalance',
    weights: weights.map(([wanted, own]) => ({ ticker: ticker(wanted), weight: own })),
  });
  const { wanted } = combine([
    of('nuclear', 0.3, [
      ['UVXY', 0.75],
      ['BTAL', 0.25],
    ]),
    of('tecl', 0.5, [
      ['UVXY', 0.25],
      ['BIL', 0.75],
    ]),
    of('klm', 0.2, [['UVXY', 1]]),
  ]);
  expect(wanted.map((row) => [row.ticker, row.units])).toEqual([
    ['UVXY', 550_000_000n],
    ['BIL', 375_000_000n],
    ['BTAL', 75_000_000n],
  ]);
});
