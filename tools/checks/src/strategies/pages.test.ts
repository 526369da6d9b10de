import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { read, root } from '../workspace.ts';
import { ABOUT } from './departures.ts';
import { indexPage, pageName, strategyPage } from './page.ts';

const STALE = 'run `npm run docs:strategies`';

describe('docs/strategies', () => {
  it.each(catalogue.map((strategy) => [strategy.name, strategy] as const))(
    'has a page of %s that says what its rule sheet says',
    (_, strategy) => {
      expect(read(`docs/strategies/${pageName(strategy)}`), STALE).toBe(strategyPage(strategy));
    },
  );

  it('lists all of them and nothing else', () => {
    expect(read('docs/strategies/README.md'), STALE).toBe(indexPage());
    expect(readdirSync(join(root, 'docs/strategies')).sort()).toEqual(['README.md', ...catalogue.map(pageName)].sort());
    expect(Object.keys(ABOUT).sort()).toEqual(catalogue.map(({ name }) => String(name)).sort());
  });
});
