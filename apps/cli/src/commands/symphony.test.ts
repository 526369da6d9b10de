import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear } from '../../test/overheard.ts';
import { symphonyLintCommand, symphonyPrintCommand, symphonyRequirementsCommand } from './symphony.ts';

const { file, clear } = desk();
afterAll(clear);

const text = `(defsymphony "Calm tech" {:asset-class "EQUITIES", :rebalance-frequency :daily}
  (weight-equal
    [(if (> (rsi "SPY" {:window 10}) 79)
       [(asset "UVXY" nil)]
       [(filter (stdev-return {:window 20}) (select-bottom 1)
          [(asset "QQQ" nil)
           (asset "SPY" nil)])])]))
`;
const json = {
  step: 'root',
  name: 'Calm tech',
  asset_class: 'EQUITIES',
  rebalance: 'daily',
  children: [
    {
      step: 'wt-cash-equal',
      children: [
        {
          step: 'if',
          children: [
            {
              step: 'if-child',
              'is-else-condition?': false,
              comparator: 'gt',
              'lhs-fn': 'relative-strength-index',
              'lhs-val': 'SPY',
              'lhs-fn-params': { window: 10 },
              'rhs-fixed-value?': true,
              'rhs-val': '79',
              children: [{ step: 'asset', ticker: 'UVXY' }],
            },
            {
              step: 'if-child',
              'is-else-condition?': true,
              children: [
                {
                  step: 'filter',
                  'sort-by-fn': 'standard-deviation-return',
                  'sort-by-fn-params': { window: 20 },
                  'select-fn': 'bottom',
                  'select-n': '1',
                  children: [
                    { step: 'asset', ticker: 'QQQ' },
                    { step: 'asset', ticker: 'SPY' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const clj = file('calm.clj', text);
const asJson = file('calm.json', JSON.stringify(json));
const deep = (levels: number): string => `(defsymphony "Deep" {} ${'(group "g" ['.repeat(levels)}(asset "SPY")${'])'.repeat(levels)})`;

describe('symphony', () => {
  it('prints both forms as the same text', async () => {
    for (const path of [clj, asJson]) expect((await overhear((console) => symphonyPrintCommand(console, path))).page).toBe(text);
    expect((await overhear((console) => symphonyPrintCommand(console, clj), { json: true })).document).toEqual({ text });
  });

  it('prints deviations with the divisor it is told, in words that need no option', async () => {
    const { page } = await overhear((console) => symphonyPrintCommand(console, asJson, 'population'));
    expect(page).toBe(text.replace('stdev-return', 'population-stdev-return'));
    const path = file('population.clj', page);
    expect((await overhear((console) => symphonyPrintCommand(console, path))).page).toBe(page);
  });

  it('prints a strategy of ours as a symphony that reads back', async () => {
    const { page } = await overhear((console) => symphonyPrintCommand(console, 'tecl'));
    const path = file('tecl.clj', page);
    expect((await overhear((console) => symphonyPrintCommand(console, path))).page).toBe(page);
  });

  it('tells tickers and bars', async () => {
    const { page, code } = await overhear((console) => symphonyRequirementsCommand(console, clj));
    expect(code).toBe(0);
    expect(page).toMatch(/SPY +21 +101/);
    const { document } = await overhear((console) => symphonyRequirementsCommand(console, asJson), { json: true });
    expect(document).toEqual({
      tickers: [
        { ticker: 'QQQ', warmUpBars: 21, settlingBars: 21 },
        { ticker: 'SPY', warmUpBars: 21, settlingBars: 101 },
        { ticker: 'UVXY', warmUpBars: 1, settlingBars: 1 },
      ],
      warmUpBars: 21,
      settlingBars: 101,
    });
  });

  it('remarks on what deserves a second look, with its place', async () => {
    const path = file('levels.clj', '(defsymphony "Levels" {}\n  (if (> (current-price "SPY") 500) [(asset "SPY")] [(asset "BIL")]))');
    const { page, code } = await overhear((console) => symphonyLintCommand(console, path));
    expect(code).toBe(0);
    expect(page).toContain(`${path}:1:23  The file does not say when it rebalances; daily is meant`);
    expect(page).toContain(`${path}:2:7  SPY's price is compared with 500: adjustments rewrite price levels`);
    expect((await overhear((console) => symphonyLintCommand(console, clj))).page).toBe(`${clj} reads without remarks.\n`);
  });

  it.each<readonly [string, string, string]>([
    ['an empty file', '', 'line 1, column 1: expected a form, found the end of the file.'],
    ['an open bracket', '(defsymphony "X" {}', 'line 1, column 20: expected ")" for what opened earlier, found the end of the file.'],
    [
      'what is not supported, by name',
      '(defsymphony "X" {} (weight-market-cap [(asset "SPY")]))',
      '"weight-market-cap", which is not supported.',
    ],
    ['a list of JSON', '[1, 2]', 'expected (defsymphony "name" {…} body), or the object of the JSON form, found a vector.'],
    ['half an object', '{"step":"root"', 'line 1, column 15: expected "}" for what opened earlier, found the end of the file.'],
    ['trees too deep to mean anything', deep(700), 'expected a tree at most 500 deep, found a deeper one.'],
    ['forms too deep to be read', deep(3000), 'expected forms at most 2000 deep, found deeper ones.'],
  ])('refuses %s', async (_, content, says) => {
    const path = file('odd.clj', content);
    const { code, problem } = await overhear((console) => symphonyLintCommand(console, path));
    expect(code).toBe(3);
    expect(problem[0]).toContain(says);
    expect(problem[0]).toContain(path);
  });

  it('reads a real nesting of two hundred and more', async () => {
    const path = file('deep.clj', deep(400));
    expect((await overhear((console) => symphonyPrintCommand(console, path))).code).toBe(0);
  });

  it('knows the example of the documentation', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/symphonies.md'), 'utf8');
    const [, example = ''] = /```clojure\n([^]*?)```/.exec(page) ?? [];
    const path = file('example.clj', example);
    expect((await overhear((console) => symphonyLintCommand(console, path))).page).toBe(`${path} reads without remarks.\n`);
  });
});
