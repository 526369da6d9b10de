import './workspace/require-node.mjs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './workspace/install.mjs';
import { localNode, toolEnvironment } from './workspace/local-node.mjs';
import { main } from './workspace/problem.mjs';
import { root } from './workspace/root.mjs';
import { runOpenly } from './workspace/run.mjs';

const TARGETS = ['lint', 'typecheck', 'build', 'test'];

/** The output of a git command, or nothing when it fails. */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * What to compare with: NX_BASE where it is set (CI), else main. On main itself there is no difference to main:
 * then what is uncommitted, else what is unpushed, else the last commit. Nothing when there is no commit to compare with.
 */
function base() {
  if (process.env.NX_BASE) return process.env.NX_BASE;
  const head = git('rev-parse', 'HEAD');
  const isElsewhere = (revision) => revision !== undefined && revision !== head;
  if (isElsewhere(git('rev-parse', '--verify', '--quiet', 'main'))) return 'main';
  if (git('status', '--porcelain')) return 'HEAD';
  if (isElsewhere(git('rev-parse', '--verify', '--quiet', 'origin/main'))) return 'origin/main';
  return git('rev-parse', '--verify', '--quiet', 'HEAD~1') === undefined ? undefined : 'HEAD~1';
}

await main(async () => {
  await ensureInstalled();
  const node = localNode();
  const from = base();
  const scope = from === undefined ? ['run-many'] : ['affected', `--base=${from}`];
  console.error(from === undefined ? 'Nothing to compare with: running everything.' : `Comparing with ${from}.`);
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  return runOpenly(node, [nx, ...scope, '-t', ...TARGETS, '--outputStyle=static-failures-only', ...process.argv.slice(2)], {
    env: toolEnvironment(node),
  });
});
