import './workspace/require-node.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './workspace/install.mjs';
import { localNode, toolEnvironment } from './workspace/local-node.mjs';
import { main } from './workspace/problem.mjs';
import { progress } from './workspace/progress.mjs';
import { root } from './workspace/root.mjs';
import { runQuietly } from './workspace/run.mjs';
import { figuresOf, runEveryTask, summaryRows } from './workspace/tasks.mjs';
import { addUp, table, totalsLine } from './workspace/totals.mjs';

/** What is checked about the workspace as a whole, before any project: name, program, advice when it fails. */
const CHECKS = [
  ['lockfile', ['tools/check-lock.mjs'], 'A dependency lacks a platform package: `npm ci` would refuse this lock.'],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'], 'Run `npm run format`.'],
  ['references', ['node_modules/nx/dist/bin/nx.js', 'sync:check'], 'Run `npx nx sync`.'],
];

/** Everything that decides quality. The last line on stdout is the totals; tmp/totals.txt keeps it for scripts. */
async function test() {
  const since = performance.now();
  const keep = join(root, 'tmp/totals.txt');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  rmSync(keep, { force: true });

  await ensureInstalled();
  const node = localNode();
  const env = toolEnvironment(node);
  const checks = [];
  for (const check of CHECKS) checks.push(await runCheck(node, env, check));
  const tasks = await runEveryTask(node, env);

  const rows = [...checks.map(({ name, status }) => ({ project: name, status })), ...tasks];
  const totals = addUp(rows);
  console.log(`\n${table(summaryRows(tasks))}`);
  console.log(`\n  workspace: ${checks.map(({ name, status }) => `${name} ${status}`).join(', ')}`);
  for (const figure of figuresOf(tasks)) console.log(`  ${figure}`);
  for (const { project, target, status } of rows.filter((row) => row.status !== 'passed'))
    console.log(`  ${status}: ${[project, target].filter(Boolean).join(':')}`);
  console.log(`  ${((performance.now() - since) / 60_000).toFixed(1)} min on Node ${versionOf(node)}\n`);
  const line = totalsLine(totals);
  writeFileSync(keep, `${line}\n`);
  console.log(line);
  return totals.failed === 0 ? 0 : 1;
}

const versionOf = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().replace('v', '');

async function runCheck(node, env, [name, args, advice]) {
  const { code, output } = await progress(`Checking ${name}`, () => runQuietly(node, args, { env }));
  if (code !== 0) console.log(`${output.trim()}\n${advice}`);
  return { name, status: code === 0 ? 'passed' : 'failed' };
}

await main(test);
