// Packs the library in the current folder and checks the tarball as a stranger would meet it: publint, attw, and a strict CommonJS reader.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './workspace/root.mjs';

const lib = process.cwd();
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.keys(manifest.exports).filter((name) => name !== './package.json');
const module = (path) => join(root, 'node_modules', path);

const succeeds = (status) => status === 0;

/** Runs a Node program; its failure is ours, with what it said. */
function check(what, program, args, { cwd = lib, expect = succeeds } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  const output = `${stdout}${stderr}`;
  const passed = expect(status, output);
  console.log(`${passed ? '✓' : '✗'} ${what}`);
  if (!passed) {
    console.error(output.trim());
    process.exitCode = 1;
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'alchemiser-package-'));
try {
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', scratch], {
    cwd: lib,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const tarball = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
  if (packed.status !== 0 || tarball === undefined) throw new Error(`npm pack failed:\n${packed.stdout}${packed.stderr}`);

  check('publint', module('publint/src/cli.js'), ['run', join(scratch, tarball), '--strict']);
  // Node 10 knows no subpaths: a library that has some promises them to Node 16 and later only.
  const profile = entries.length === 1 ? 'strict' : 'node16';
  check(`types resolve (${profile})`, module('@arethetypeswrong/cli/dist/index.js'), [
    join(scratch, tarball),
    '--profile',
    profile,
    '--no-color',
    '--no-emoji',
  ]);
  checkCommonJsTypes();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** attw does not see a type of an ESM-only dependency in a CommonJS declaration; the compiler does, in the file that mentions it. */
function checkCommonJsTypes() {
  const folder = join(root, 'tmp', 'common-js', manifest.name.split('/').at(-1));
  mkdirSync(folder, { recursive: true });
  const lines = entries.map(
    (entry, at) => `import lib${at} = require('${manifest.name}${entry.slice(1)}');\nexport const used${at} = Object.keys(lib${at});\n`,
  );
  writeFileSync(join(folder, 'reader.cts'), lines.join('\n'));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'node16', target: 'es2023', strict: true, skipLibCheck: false, noEmit: true, types: ['node'] },
      files: ['reader.cts'],
    }),
  );
  // Declarations of other packages are theirs to answer for.
  const own = resolve(lib, 'dist');
  const isOurs = (line) => line.startsWith('reader.cts') || resolve(folder, line.split('(')[0]).startsWith(own);
  check('CommonJS types', module('typescript/bin/tsc'), ['-p', folder, '--pretty', 'false'], {
    cwd: folder,
    expect: (_, output) => !output.split('\n').some((line) => /error TS/.test(line) && isOurs(line)),
  });
}
