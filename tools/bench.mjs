// `npm run bench`: all benchmarks in one process, on the sources; `--json` prints the figures as data.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import './workspace/require-node.mjs';
import { localNode } from './workspace/local-node.mjs';
import { main } from './workspace/problem.mjs';

await main(() => {
  const program = join(import.meta.dirname, 'bench/src/main.ts');
  const args = ['--conditions=@alchemiser/source', program, ...process.argv.slice(2)];
  return spawnSync(localNode(), args, { stdio: 'inherit' }).status ?? 1;
});
