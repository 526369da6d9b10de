import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  documentStoreContract,
  factsStoreContract,
  journalContract,
  ledgerStoreContract,
  recordStoreContract,
} from '@alchemiser/services/testing';
import { IN_MEMORY } from './sqlite.ts';
import { openStores, type Stores } from './stores.ts';

let directory: string;
const opened: Stores[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'alchemiser-stores-'));
});
afterEach(() => {
  for (const stores of opened.splice(0)) stores.close();
  rmSync(directory, { recursive: true, force: true });
});

async function open(path = directory): Promise<Stores> {
  const stores = await openStores({ directory: path });
  opened.push(stores);
  return stores;
}

describe.each([
  ['journal', journalContract(async () => (await open()).journal)],
  ['ledger store', ledgerStoreContract(async () => (await open()).ledger)],
  ['record store', recordStoreContract(async () => (await open()).records)],
  ['facts store', factsStoreContract(async () => (await open()).facts)],
  ['document store', documentStoreContract(async () => (await open()).documents)],
])('the SQLite %s', (_name, cases) => {
  it.each(cases)('$name', async ({ run }) => run());
});

describe('a data directory', () => {
  const run = { account: 'A1', session: '2024-08-06', ordinal: 0 };

  it('keeps everything across openings', async () => {
    const first = await open();
    await first.journal.append(run, 0, [{ kind: 'planned' }]);
    await first.records.put('A1', '2024-08-06', 0, '{"status":"traded"}');
    await first.documents.put('exchange', 'snapshot');
    const digest = await first.facts.put(Uint8Array.of(1, 2, 3));
    first.close();
    const second = await open();
    expect(await second.journal.read(run)).toEqual([{ kind: 'planned' }]);
    expect(await second.records.get('A1', '2024-08-06', 0)).toBe('{"status":"traded"}');
    expect(await second.documents.get('exchange')).toBe('snapshot');
    expect([...((await second.facts.get(digest)) ?? [])]).toEqual([1, 2, 3]);
  });

  it('shows one opening what another has written', async () => {
    const [first, second] = [await open(), await open()];
    await first.journal.append(run, 0, [{ kind: 'planned' }]);
    expect(await second.journal.append(run, 0, [{ kind: 'planned-too' }])).toEqual({ status: 'conflict', length: 1 });
    expect(await second.journal.read(run)).toEqual([{ kind: 'planned' }]);
  });

  it('is made with its parents, readable by its owner alone', async () => {
    const nested = join(directory, 'a', 'data');
    const { path } = await open(nested);
    expect(statSync(nested).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
    expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  it('in memory is a database of its own, forgotten when it is closed', async () => {
    const [first, second] = [await open(IN_MEMORY), await open(IN_MEMORY)];
    await first.journal.append(run, 0, [{ kind: 'planned' }]);
    expect([first.path, await second.journal.read(run)]).toEqual([IN_MEMORY, []]);
  });

  it('refuses an entry that is not plain JSON before writing any', async () => {
    const { journal } = await open();
    await expect(journal.append(run, 0, [{ kind: 'good' }, { kind: 'bad', quantity: 1n }])).rejects.toThrow(TypeError);
    expect(await journal.read(run)).toEqual([]);
  });
});
