import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The top folder of the workspace. */
export const root = resolve(import.meta.dirname, '../../..');

/** Every file that is or would be committed, relative to the top, in order. */
export function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  });
  const deleted = new Set(execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\0'));
  return listed
    .split('\0')
    .filter((file) => file !== '' && !deleted.has(file))
    .sort();
}

export const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');

/** The libraries' folders, from the tree: `libs/domain`, … */
export const libraries = (files: readonly string[]): readonly string[] =>
  files.filter((file) => /^libs\/[^/]+\/package\.json$/.test(file)).map((file) => file.slice(0, -'/package.json'.length));
