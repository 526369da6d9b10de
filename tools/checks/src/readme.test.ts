import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { localNode } from '../../workspace/local-node.mjs';
import { examples, keeps } from './readme.ts';
import { libraries, read, root, trackedFiles } from './workspace.ts';

// Every example of every README is compiled under the workspace's own rules and run on its sources.

const files = trackedFiles();
const pages = ['README.md', ...libraries(files).map((lib) => `${lib}/README.md`)].filter((page) => files.includes(page));
// Inside the workspace, so that `@alchemiser/*` resolves as it does for any dependent.
const scratch = resolve(root, 'tmp/readme');

const all = pages.flatMap((page) => examples(page, read(page))).map((example) => ({ ...example, name: `${example.page}:${example.line}` }));
const fileOf = (name: string): string => resolve(scratch, `${name.replace(/\W+/g, '-')}.ts`);

let program: ts.Program;

beforeAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const { name, code } of all) writeFileSync(fileOf(name), code);
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  program = ts.createProgram(
    all.map(({ name }) => fileOf(name)),
    {
      ...options,
      types: ['node'],
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      emitDeclarationOnly: false,
      noUnusedLocals: false,
      moduleDetection: ts.ModuleDetectionKind.Force,
    },
  );
});

describe('a library shows itself at work', () => {
  it.each(libraries(files))('%s', (lib) => {
    expect(all.filter(({ page }) => page === `${lib}/README.md`)).not.toEqual([]);
  });
});

describe.each(all)('$name', ({ name, promises }) => {
  it('compiles', () => {
    const source = program.getSourceFile(fileOf(name));
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('prints what it promises', () => {
    const { status, stdout, stderr } = spawnSync(localNode(), ['--conditions=@alchemiser/source', '--no-warnings', fileOf(name)], {
      cwd: scratch,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: '' },
    });
    const printed = stdout === '' ? [] : stdout.replace(/\n$/, '').split('\n');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    if (!keeps(promises, printed)) expect(printed).toEqual(promises);
  });
});

describe('an example', () => {
  const page = ['# Title', '```ts', 'console.log(1); // → 1', '```', '```ts sketch', 'x', '```', '```sh', '# → 3', '```'].join('\n');

  it('is a block marked ts and nothing else', () => {
    expect(examples('page.md', page)).toEqual([{ page: 'page.md', line: 2, code: 'console.log(1); // → 1\n', promises: ['1'] }]);
  });

  it.each([
    ['the same lines', ['a', 'b'], ['a', 'b'], true],
    ['a line too few', ['a', 'b'], ['a'], false],
    ['a line nobody promised', ['a'], ['a', 'b'], false],
    ['an ellipsis for what varies', ['wrote … in … ms'], ['wrote x.html in 12 ms'], true],
    ['signs that mean something in a pattern', ['(+214.33)'], ['(+214.33)'], true],
  ])('keeps its promise: %s', (_, promised, printed, expected) => {
    expect(keeps(promised, printed)).toBe(expected);
  });
});
