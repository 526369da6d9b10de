// `npm run docs:strategies`: the pages of docs/strategies, written from the rule sheets.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import './workspace/require-node.mjs';
import { localNode } from './workspace/local-node.mjs';
import { main } from './workspace/problem.mjs';

await main(() => {
  const program = join(import.meta.dirname, 'checks/src/strategies/write-pages.ts');
  return spawnSync(localNode(), ['--conditions=@alchemiser/source', program], { stdio: 'inherit' }).status ?? 1;
});
