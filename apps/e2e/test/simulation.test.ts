import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder, root, runCli, runCliJson } from './cli-run.ts';

interface Swept {
  readonly seeds: number;
  readonly violations: readonly unknown[];
  readonly digest: string;
  readonly seconds: number;
  readonly seedsPerSecond: number;
  readonly jobs: number;
}

/** `npm test` prints the figures that it finds here. */
const RESULTS = join(import.meta.dirname, '../test-results');

/** How long a sweep may take on a machine that is busy with other tests: what it takes is printed. */
const PATIENCE_MS = 40 * 60_000;

const sweep = async (...args: readonly string[]): Promise<Swept> => {
  const { run, document } = await runCliJson(['simulate', ...args], { timeoutMs: PATIENCE_MS });
  expect(run.exitCode, run.stderr).toBe(0);
  return document as Swept;
};

describe('150,000 simulated days of three mixes', () => {
  it('break none of the invariants', { timeout: PATIENCE_MS }, async () => {
    const { seeds, violations, digest, seconds, seedsPerSecond, jobs } = await sweep('--mix', 'all', '--seeds', '150000');
    const rate = `${String(seconds)} s, ${String(seedsPerSecond)} a second in ${String(jobs)} processes`;
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, 'figures.txt'), `${String(seeds)} simulated days in ${rate}, digest ${digest}\n`);
    expect(seeds).toBe(150_000);
    expect(violations).toEqual([]);
  });
});

describe('the same seeds', () => {
  it('come to the same digest in one process and in three', { timeout: PATIENCE_MS }, async () => {
    const one = await sweep('--mix', 'all', '--seeds', '3000', '--jobs', '1');
    const three = await sweep('--mix', 'all', '--seeds', '3000', '--jobs', '3');
    expect(three).toMatchObject({ digest: one.digest, seeds: one.seeds, jobs: 3 });
  });

  const nodes = nodesFound();
  it.skipIf(nodes.length < 2)(
    `come to the same digest on Node ${nodes.map(({ version }) => version).join(' and ') || 'of one version only: skipped'}`,
    { timeout: PATIENCE_MS },
    async () => {
      await using folder = emptyFolder();
      const script = join(folder.path, 'digest.mjs');
      const built = pathToFileURL(resolve(root, 'libs/simulation/dist/index.js')).href;
      writeFileSync(
        script,
        `import { addUp, blocksOf, MIX_NAMES, sweepBlock } from ${JSON.stringify(built)};\n` +
          'console.log(addUp(blocksOf(MIX_NAMES, 1, 200).map((block) => sweepBlock(block))).digest);\n',
      );
      const digests = nodes.map(({ path }) => execFileSync(path, [script], { encoding: 'utf8', env: {} }).trim());
      expect(digests[0]).toMatch(/^[0-9a-f]{16}$/);
      expect(new Set(digests).size, digests.join()).toBe(1);
    },
  );
});

describe('a historical bug let loose', () => {
  it('is caught, and told as the shortest day that shows it', async () => {
    const { exitCode, stdout } = await runCli(['simulate', '--seeds', '400', '--bug', 'timeout-is-failure'], { timeoutMs: PATIENCE_MS });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('× invariant 2: What fills of a leg never exceeds its target.');
    expect(stdout).toMatch(/Shrunk from \d+ events and \d+ faults? to \d+ events and \d+ faults?/);
  });
});

/** This Node, and the first on the path of each other major version that the libraries support. */
function nodesFound(): readonly { readonly path: string; readonly version: string }[] {
  const found = new Map<string, string>([[majorOf(process.version), process.execPath]]);
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '' && existsSync(folder));
  for (const folder of folders) {
    if (!readdirSync(folder).includes('node')) continue;
    const path = realpathSync(join(folder, 'node'));
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    if (Number(majorOf(version)) >= 20 && !found.has(majorOf(version))) found.set(majorOf(version), path);
  }
  return [...found].map(([version, path]) => ({ path, version }));
}

function majorOf(version: string): string {
  return /^v(\d+)/.exec(version)?.[1] ?? '0';
}
