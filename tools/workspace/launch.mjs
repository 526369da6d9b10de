import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { localNode, toolEnvironment } from './local-node.mjs';
import { Problem } from './problem.mjs';
import { progress } from './progress.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run.mjs';

/** Installs and builds what is missing, then runs the command line; resolves with its exit code. */
export async function alchemiser(args) {
  await ensureInstalled();
  const node = localNode();
  const environment = toolEnvironment(node);
  await build(node, environment);
  return await hand(node, [join(root, 'apps/cli/bin/alchemiser.mjs'), ...args], environment);
}

async function build(node, env) {
  const nx = [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run', '@alchemiser/cli:build', '--outputStyle=static'];
  const { code, output } = await progress('Building', () => runQuietly(node, nx, { env }), { quietMs: 2500 });
  if (code !== 0) throw new Problem('The command line could not be built.', ...output.trim().split('\n'));
}

/**
 * Hands the terminal to a child and waits for it. A signal reaches the child exactly once: with a terminal, Ctrl-C goes to the
 * whole foreground group, so it is only waited out here; without one, the child has a group of its own and gets it from us.
 */
function hand(program, args, env) {
  const isForeground = process.stdin.isTTY === true;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: env.PATH },
      stdio: 'inherit',
      detached: !isForeground && process.platform !== 'win32',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (!isForeground || signal === 'SIGTERM') child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
