import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { delimiter } from 'node:path';
import { Problem } from './problem.mjs';
import { root } from './root.mjs';

/** The oldest Node that reads TypeScript and has SQLite built in. */
const OLDEST = [22, 18];

/**
 * The Node that builds and runs everything: the workspace's own where npm has one for this machine, else the one that runs this.
 * @throws Problem when neither will do.
 */
export function localNode() {
  const own = join(
    root,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  // A binary for another C library is there and does not run.
  if (existsSync(own) && spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  throw new Problem(
    `The workspace brings no Node of its own for ${process.platform} ${process.arch}, and Node ${process.versions.node} is too old to run it.`,
    `Install Node 24 (https://nodejs.org, or \`nvm install\` in this folder; ${OLDEST.join('.')} is the oldest that works), then run the same command again.`,
  );
}

/** The environment for tools: the workspace's own programs first, Nx without a background process. */
export function toolEnvironment(node) {
  const path = [join(node, '..'), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return {
    ...process.env,
    PATH: path,
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_PARALLEL: process.env.NX_PARALLEL ?? '2',
    NX_TUI: 'false',
  };
}
