import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTED, trees } from '../../test/trees.ts';
import { catalogue } from '../strategies/catalogue.ts';
import type { RebalancePolicy } from '../strategy/strategy.ts';
import { readSymphony } from './parse.ts';
import { printSymphony } from './print.ts';
import { nameFromTitle, strategyOf, symphonyOf } from './strategy-of.ts';
import { symphonyFaultWords, type Symphony, type SymphonyContent } from './symphony.ts';

function read(text: string): Symphony {
  const parsed = readSymphony(text);
  if (!parsed.ok) throw new Error(parsed.error.map(symphonyFaultWords).join('\n'));
  return parsed.value;
}

const content = ({ noticed: _, positions: __, ...rest }: Symphony): SymphonyContent => rest;
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

const policies: fc.Arbitrary<RebalancePolicy> = fc
  .tuple(
    fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const, 'quarterly' as const, 'yearly' as const, 'none' as const),
    fc.option(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { nil: undefined }),
  )
  .map(([frequency, corridor]) => (corridor === undefined ? { frequency } : { frequency, corridor }));

describe('a printed symphony', () => {
  it('reads back as it was, whatever the tree, the name and the calendar', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            name: fc.string({ unit: 'binary' }),
            description: fc.string(),
            rebalance: policies,
            tree: trees(LISTED),
            config: fc.constantFrom<Symphony['config']>({}, { assetClass: 'EQUITIES' }),
          },
          { requiredKeys: ['name', 'rebalance', 'tree', 'config'] },
        ),
        (symphony) => {
          const text = printSymphony(symphony);
          const again = read(text);
          expect(content(again)).toEqual(symphony);
          expect(printSymphony(again)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['calm-tech.clj', 'calm-tech.json', 'two-regimes.clj', 'two-regimes.json'])('reads back as %s', (name) => {
    const symphony = read(fixture(name));
    const text = printSymphony(symphony);
    expect(content(read(text))).toEqual(content(symphony));
    expect(printSymphony(read(text))).toBe(text);
  });

  it.each(catalogue.map((strategy) => [strategy.name, strategy] as const))('reads back as the rule sheet of %s', (_, strategy) => {
    const again = read(printSymphony(symphonyOf(strategy)));
    expect(strategyOf(again, strategy.name)).toEqual(strategy);
  });

  it('is laid out like the tree', () => {
    expect(printSymphony(read(fixture('calm-tech.clj'))))
      .toBe(`(defsymphony "Calm tech" {:asset-class "EQUITIES", :rebalance-frequency :daily}
  (weight-equal
    [(if (> (rsi "SPY" {:window 10}) 79)
       [(asset "UVXY" nil)]
       [(group "Calmest two"
          [(weight-inverse-volatility 20
             [(filter (stdev-return {:window 20}) (select-bottom 2)
                [(asset "QQQ" nil)
                 (asset "XLK" nil)
                 (asset "SPY" nil)])])])])]))
`);
  });
});

describe('a strategy named after a symphony', () => {
  it.each([
    ['Calm tech (v2)', 'calm-tech-v2'],
    ['  KMLM | 𝓩𝓪𝓶  ', 'kmlm'],
    ['3x or nothing', 'symphony-3x-or-nothing'],
    ['📈', 'symphony'],
    ['A very long title that goes on and on, and then on', 'a-very-long-title-that-goes-on-and-on-and-then-o'],
    ['A very long title that goes on and on, and on then o', 'a-very-long-title-that-goes-on-and-on-and-on-the'],
  ])('%s is called %s', (title, name) => {
    expect(nameFromTitle(title)).toBe(name);
  });
});
