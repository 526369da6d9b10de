import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@alchemiser/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HALT_FILE, haltFile } from './halt-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-halt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, HALT_FILE);

describe('a halt file', () => {
  it('halts by being there, with or without words', async () => {
    const flag = haltFile(path());
    expect(await flag.read()).toBeNull();
    writeFileSync(path(), '');
    expect(await flag.read()).toMatchObject({ by: 'the file HALT in the data directory', why: 'no reason given' });
    writeFileSync(path(), 'Mara said so\n');
    expect((await flag.read())?.why).toBe('Mara said so');
  });

  it('is laid into a directory that is not there yet, and lifted as often as one likes', async () => {
    const flag = haltFile(join(folder, 'data', HALT_FILE));
    const halt = { at: instant(86_400_000), by: 'mara', why: 'the feed is wrong' };
    await flag.lay(halt);
    expect(await flag.read()).toEqual(halt);
    await flag.lift();
    await flag.lift();
    expect(await flag.read()).toBeNull();
  });

  it('that cannot be read is a failure, never "no halt"', async () => {
    mkdirSync(path());
    writeFileSync(join(path(), 'something'), 'a directory has a size and no text');
    await expect(haltFile(path()).read()).rejects.toMatchObject({ code: 'store.unreadable' });
  });

  it('is not there while its directory is not', async () => {
    expect(await haltFile(join(folder, 'nowhere', HALT_FILE)).read()).toBeNull();
  });
});
