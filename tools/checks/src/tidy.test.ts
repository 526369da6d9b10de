import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join, normalize, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { libraries, read, root, trackedFiles } from './workspace.ts';

// Reads the tree as a reviewer would, and names every file that breaks a rule of CONTRIBUTING.md.

const files = trackedFiles();
const libs = libraries(files);
const isTest = (file: string): boolean => /\.test\.ts$|\/test\//.test(file);
const isSource = (file: string): boolean => /^(libs|apps)\/[^/]+\/src\/.*\.ts$/.test(file);
const isMarkdown = (file: string): boolean => file.endsWith('.md') && basename(file) !== 'CHANGELOG.md';
const isText = (file: string): boolean => !/\.(png|jpg|ico|woff2?|zip|gz|bin|sqlite)$/.test(file);
const lineCount = (text: string): number => text.split('\n').length - 1;

const UNNAMED = new Set(['util', 'utils', 'common', 'helper', 'helpers', 'shared', 'misc']);
const LONGEST = 400;
const LONG = 250;

/** Files longer than 250 lines, each with the reason why it is one idea. */
const LONG_FOR_A_REASON: Readonly<Record<string, string>> = {
  'libs/domain/src/index.ts': 'the public names, listed by hand: one idea, however many there are',
};

describe('every file', () => {
  it('has a name of its own', () => {
    const unnamed = files.filter((file) => file.split('/').some((part) => UNNAMED.has(part.split('.')[0] ?? part)));
    expect(unnamed).toEqual([]);
  });

  it(`of source holds one idea: at most ${LONG} lines, or a reason and at most ${LONGEST}`, () => {
    const long = files
      .filter(isSource)
      .map((file) => ({ file, lines: lineCount(read(file)) }))
      .filter(({ file, lines }) => lines > LONGEST || (lines > LONG && !isTest(file) && !(file in LONG_FOR_A_REASON)));
    expect(long).toEqual([]);
  });

  it('belongs to every machine', () => {
    // Written in parts, so that this file may be read too.
    const path = new RegExp(['(?<![\\w.])/', '(work|root|home|Users)', '/\\w'].join(''));
    const registry = new RegExp(['registry\\.', '(npmjs|yarnpkg)', '|"resolved": "https?:'].join(''));
    const telling = files.filter(isText).filter((file) => path.test(read(file)) || registry.test(read(file)));
    expect(telling).toEqual([]);
  });

  it('with something left to do names its issue', () => {
    const loose = new RegExp(`\\b${['TO', 'DO'].join('')}\\b(?!\\s*\\(?#\\d+)`);
    const unowned = files.filter((file) => /\.(ts|mts|mjs|js)$/.test(file) && loose.test(read(file)));
    expect(unowned).toEqual([]);
  });

  it('of tests runs all of them', () => {
    const only = /\b(it|test|describe)\.only\b/;
    expect(files.filter((file) => file.endsWith('.test.ts') && file !== 'tools/checks/src/tidy.test.ts' && only.test(read(file)))).toEqual(
      [],
    );
  });
});

describe('every page', () => {
  it('has one title', () => {
    const titles = (text: string): number => {
      let isCode = false;
      return text.split('\n').filter((line) => {
        if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
        return !isCode && /^# \S/.test(line);
      }).length;
    };
    const faulty = files.filter(isMarkdown).map((file) => ({ file, titles: titles(read(file)) }));
    expect(faulty.filter((page) => page.titles !== 1)).toEqual([]);
  });

  it('links to files that exist', () => {
    const known = new Set(files.flatMap((file) => [file, ...ancestors(file)]));
    const dead = files.filter(isMarkdown).flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
        .map(([, link]) => normalize(join(dirname(file), decodeURI(link ?? ''))).replace(/\/$/, ''))
        .filter((target) => target !== '.' && !known.has(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('every library', () => {
  it.each(libs)('%s has a README with an example', (lib) => {
    expect(files).toContain(`${lib}/README.md`);
    expect(read(`${lib}/README.md`)).toMatch(/^```ts$/m);
  });

  it.each(libs)('%s lists its public names', (lib) => {
    expect(read(`${lib}/src/index.ts`)).not.toMatch(/^export \* from/m);
    expect(read(`${lib}/src/index.ts`)).toMatch(/^export (type )?\{\s*\w/m);
  });

  it.each(libs)('%s is published with both module systems, without side effects, under one licence', (lib) => {
    expect(JSON.parse(read(`${lib}/package.json`))).toMatchObject({
      license: 'MIT',
      sideEffects: false,
      type: 'module',
      publishConfig: { access: 'public' },
    });
  });
});

describe('every source file', () => {
  it('is reached from an entry of its project', () => {
    const projects = files.filter((file) => /^(libs|apps)\/[^/]+\/package\.json$/.test(file)).map((file) => dirname(file));
    const live = new Set(projects.flatMap((project) => [...reached(entries(project))]));
    const dead = files.filter((file) => isSource(file) && !isTest(file) && !file.endsWith('.d.ts') && !live.has(file));
    expect(dead).toEqual([]);
  });
});

function ancestors(file: string): readonly string[] {
  const parent = dirname(file);
  return parent === '.' ? [] : [parent, ...ancestors(parent)];
}

/** Where a project begins: what it exports, and what its bundler is told. */
function entries(project: string): readonly string[] {
  const told = ['package.json', 'tsup.config.ts']
    .filter((name) => files.includes(`${project}/${name}`))
    .map((name) => read(`${project}/${name}`));
  const named = told.flatMap((text) =>
    [...text.matchAll(/['"](?:\.\/)?(src\/[^'"*!]+\.ts)['"]/g)].map(([, file]) => `${project}/${file ?? ''}`),
  );
  return [...named, `${project}/src/index.ts`].filter((file) => files.includes(file));
}

/** The files that `starts` import, directly or not, following relative imports. */
function reached(starts: readonly string[], seen = new Set<string>()): ReadonlySet<string> {
  for (const file of starts) {
    if (seen.has(file) || extname(file) !== '.ts') continue;
    seen.add(file);
    const text = readFileSync(resolve(root, file), 'utf8');
    const imported = [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, specifier]) =>
      normalize(join(dirname(file), specifier ?? '')),
    );
    reached(
      imported.filter((target) => files.includes(target)),
      seen,
    );
  }
  return seen;
}
