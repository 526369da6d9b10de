/** `npm run docs:strategies`: writes every page of docs/strategies from its rule sheet. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@alchemiser/domain';
import { root } from '../workspace.ts';
import { indexPage, pageName, strategyPage } from './page.ts';

const folder = join(root, 'docs/strategies');
mkdirSync(folder, { recursive: true });
for (const strategy of catalogue) writeFileSync(join(folder, pageName(strategy)), strategyPage(strategy));
writeFileSync(join(folder, 'README.md'), indexPage());
console.log(`${catalogue.length} strategies written to docs/strategies`);
