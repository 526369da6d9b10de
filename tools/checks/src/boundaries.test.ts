import { ESLint } from 'eslint';
import ts from 'typescript';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root, trackedFiles } from './workspace.ts';

// A forbidden line is put into a real file's place and must be refused: a boundary that has gone quiet fails here.

let eslint: ESLint;

beforeAll(() => {
  process.env['NX_DAEMON'] = 'false';
  eslint = new ESLint({ cwd: root });
});

/** What lint says about `code` standing in the place of `file`, as `rule: message` lines. */
async function complaints(file: string, code: string): Promise<string> {
  const results = await eslint.lintText(code, { filePath: resolve(root, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`)).join('\n');
}

const uses = (specifier: string): string => `import * as other from '${specifier}';\n\nexport const used = other;\n`;

const DOMAIN = 'libs/domain/src/result.ts';
// Lint knows types of real files only, so the engine is represented by whichever file it has.
const ENGINE =
  trackedFiles().find((file) => /^libs\/execution\/src\/engine\/[^.]+\.ts$/.test(file)) ?? 'libs/execution/src/engine/missing.ts';

describe('a layer may not import', () => {
  it.each([
    ['domain → services', DOMAIN, '@alchemiser/services', '@nx/enforce-module-boundaries'],
    ['domain → ky', DOMAIN, 'ky', 'not allowed to import "ky"'],
    ['domain → zod', DOMAIN, 'zod', 'not allowed to import "zod"'],
    ['domain → what Node has built in', DOMAIN, 'node:fs', 'it runs anywhere'],
    ['services → data-providers', 'libs/services/src/index.ts', '@alchemiser/data-providers', '@nx/enforce-module-boundaries'],
    ['services → ky', 'libs/services/src/index.ts', 'ky', 'not allowed to import "ky"'],
    ['email → execution', 'libs/email/src/index.ts', '@alchemiser/execution', 'can only depend on libs tagged'],
    ['data-providers → execution', 'libs/data-providers/src/index.ts', '@alchemiser/execution', 'can only depend on libs tagged'],
    ['paper-exchange → services', 'libs/paper-exchange/src/index.ts', '@alchemiser/services', 'can only depend on libs tagged'],
    ['an engine → infrastructure', ENGINE, '@alchemiser/infrastructure', 'domain and services only'],
    ['an engine → a schema library', ENGINE, 'zod', 'domain and services only'],
    ['an engine → the broker adapter', ENGINE, '../alpaca/broker.ts', 'not a broker'],
    [
      'a library → another by its path',
      'libs/email/src/index.ts',
      '../../services/src/index.ts',
      'cannot be imported by a relative or absolute path',
    ],
  ])('%s', async (_, file, specifier, reason) => {
    expect(await complaints(file, uses(specifier))).toContain(reason);
  });
});

describe('a layer may import', () => {
  it.each([
    ['services → domain', 'libs/services/src/index.ts', '@alchemiser/domain'],
    ['execution → services', 'libs/execution/src/index.ts', '@alchemiser/services'],
    ['an engine → domain', ENGINE, '@alchemiser/domain'],
    ['email → domain', 'libs/email/src/index.ts', '@alchemiser/domain'],
  ])('%s', async (_, file, specifier) => {
    const said = await complaints(file, uses(specifier));
    expect(said).not.toMatch(/parser|boundaries|no-restricted/);
  });
});

describe('the engine may not reach', () => {
  it.each(['BrokerByHand', 'BrokerControl'])('%s, which touches what a person ordered', async (name) => {
    const source = `import type { ${name} } from '@alchemiser/services';\n\nexport type Used = ${name};\n`;
    expect(await complaints(ENGINE, source)).toContain('is for a person');
  });
});

describe('the domain may not use', () => {
  it.each([
    ['Date', 'export const today = new Date();'],
    ['Date as a type', 'export const year = (day: Date): number => day.getFullYear();'],
    ['the clock', 'export const now = Date.now();'],
    ['Math.random', 'export const luck = Math.random();'],
    ['fetch', "export const reply = fetch('http://127.0.0.1');"],
    ['process', "export const mode = process.env['MODE'];"],
    ['console', "console.log('traded');"],
    ['setTimeout', 'setTimeout(() => undefined, 1);'],
    ['promises', 'export const later = Promise.resolve(1);'],
    ['promises as types', 'export type Later = Promise<number>;'],
    ['async functions', 'export const later = async () => 1;'],
    ['imports that load later', "export const later = import('./values/exact.ts');"],
  ])('%s', async (_, code) => {
    expect(await complaints(DOMAIN, `${code}\n`)).toMatch(/no-restricted-(globals|properties|syntax): .*domain/);
  });
});

describe('a public surface', () => {
  it('lists its names', async () => {
    expect(await complaints('libs/services/src/index.ts', "export * from '@alchemiser/domain';\n")).toContain('List the names');
  });

  it.each([
    ["import { z } from 'zod'", false],
    ["import z from 'zod'", false],
    ["import * as z from 'zod'", true],
  ])('takes zod whole: %s', async (statement, isAllowed) => {
    const said = await complaints('libs/infrastructure/src/index.ts', `${statement};\n\nexport const name = z.string();\n`);
    expect(said.includes('drags every locale')).toBe(!isAllowed);
    if (isAllowed) expect(said).toBe('');
  });
});

describe('the domain compiles without a platform', () => {
  const { config } = ts.readConfigFile(resolve(root, 'libs/domain/tsconfig.lib.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve(root, 'libs/domain'));
  const scratch = resolve(root, 'libs/domain/src/scratch.ts');

  /** What the compiler says about `code` under the domain's own options. */
  function errors(code: string): string {
    const host = ts.createCompilerHost(options);
    const original = host.getSourceFile.bind(host);
    host.getSourceFile = (name, languageVersion) =>
      resolve(name) === scratch ? ts.createSourceFile(name, code, languageVersion, true) : original(name, languageVersion);
    const program = ts.createProgram([scratch], { ...options, composite: false, incremental: false, noEmit: true }, host);
    const source = program.getSourceFile(scratch);
    return program
      .getSemanticDiagnostics(source)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n');
  }

  it.each([
    ['fetch', "export const reply = fetch('http://127.0.0.1');"],
    ['process', 'export const home = process.cwd();'],
    ['console', "console.log('traded');"],
    ['setTimeout', 'setTimeout(() => undefined, 1);'],
    ['node:fs', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;"],
  ])('%s is an unknown word', (word, code) => {
    expect(errors(code)).toMatch(new RegExp(`Cannot find (name|module) ['"]${word}`));
  });

  it('plain values are known', () => {
    expect(errors('export const closes = new Float64Array([1, 2]).map(Math.sqrt);')).toBe('');
  });
});
