import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './cli-run.ts';

// A stranger's empty folder: the packed domain and nothing else of this workspace.

const shell = process.platform === 'win32';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-stranger-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: resolve(root, 'libs/domain'), shell, stdio: 'pipe' });
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? 'no tarball';
  write('package.json', JSON.stringify({ name: 'stranger', private: true }));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', `./${tarball}`], {
    cwd: folder,
    shell,
    stdio: 'pipe',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** Node's output for `args` in the stranger's folder. */
const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();

describe('the packed domain', () => {
  it('runs as an ES module', () => {
    write(
      'use.mjs',
      "import { money, plus, toDecimal } from '@alchemiser/domain';\nconsole.log(toDecimal(plus(money('0.1'), money('0.2'))));\n",
    );
    expect(node('use.mjs')).toBe('0.3');
  });

  it('runs as CommonJS', () => {
    write(
      'use.cjs',
      "const { money, plus, toDecimal } = require('@alchemiser/domain');\nconsole.log(toDecimal(plus(money('0.1'), money('0.2'))));\n",
    );
    expect(node('use.cjs')).toBe('0.3');
  });

  it.each(['use.mts', 'use.cts'])('compiles strictly, as %s', (name) => {
    const code = [
      "import { money, notional, price, quantity, type Money } from '@alchemiser/domain';",
      "export const cost: Money = notional(quantity('2'), price('12.30'));",
      '// @ts-expect-error: a price is no money',
      "export const wrong: Money = price('1');",
      "export const same: Money = money('24.60');",
    ];
    write(name, `${code.join('\n')}\n`);
    const options = {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: [name] }));
    expect(compile()).toBe('');
  });
});

/** What the compiler says about the stranger's folder. */
function compile(): string {
  try {
    return node(resolve(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false');
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
