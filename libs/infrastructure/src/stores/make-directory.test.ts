import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDirectory } from './make-directory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-directory-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('makeDirectory', () => {
  it('makes what is missing, for us alone, and leaves what is there', async () => {
    const deep = join(folder, 'a', 'b', 'c');
    await Promise.all([makeDirectory(deep), makeDirectory(deep)]);
    expect(statSync(deep).isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect(statSync(deep).mode & 0o777).toBe(0o700);
    await makeDirectory(deep);
  });

  it('refuses a path below a file, or that is one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(makeDirectory(join(file, 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(makeDirectory(file)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it.skipIf(process.platform !== 'linux')('returns from where nothing can be made', async () => {
    await expect(makeDirectory('/proc/alchemiser/data')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
