import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IN_MEMORY } from './sqlite.ts';
import { openStores } from './stores.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'alchemiser-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const HOLDER = join(import.meta.dirname, '../../../test/lock-holder.ts');

describe('a lock', () => {
  it('is held by one at a time, by name, and can be let go twice', async () => {
    const [one, two] = [await openStores({ directory }), await openStores({ directory })];
    const release = await one.tryLock('paper-exchange');
    expect(release).not.toBeNull();
    expect(await two.tryLock('paper-exchange')).toBeNull();
    expect(await two.tryLock('something-else')).not.toBeNull();
    release?.();
    release?.();
    expect(await two.tryLock('paper-exchange')).not.toBeNull();
    one.close();
    two.close();
  });

  it('is let go by a process that is killed', async () => {
    const child = spawn(process.execPath, ['--conditions=@alchemiser/source', HOLDER, directory, 'paper-exchange'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'close');
    expect(String((await once(child.stdout, 'data'))[0])).toBe('held\n');
    const stores = await openStores({ directory });
    expect(await stores.tryLock('paper-exchange')).toBeNull();
    child.kill('SIGKILL');
    await ended;
    expect(await stores.tryLock('paper-exchange')).not.toBeNull();
    stores.close();
  });

  it('of stores that are forgotten anyway is everybody’s', async () => {
    const stores = await openStores({ directory: IN_MEMORY });
    expect([await stores.tryLock('x'), await stores.tryLock('x')]).not.toContain(null);
    stores.close();
  });
});
