import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFailure, type Failure } from '@alchemiser/services';
import { openDatabase } from './database.ts';
import { RUNS_SCHEMA } from './schema.ts';
import { openStores } from './stores.ts';

const RUN = { account: 'A1', session: '2024-08-06', ordinal: 0 };
let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'alchemiser-damage-'));
  file = join(directory, 'alchemiser.db');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = async (path = directory, create = true) => openStores({ directory: path, create });

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!isFailure(error)) throw new Error(`Expected a failure, got ${String(error)}`);
  return error;
}

async function filled(): Promise<void> {
  const stores = await open();
  await stores.journal.append(
    RUN,
    0,
    Array.from({ length: 200 }, (_, n) => ({ kind: 'step', n, padding: 'x'.repeat(200) })),
  );
  await stores.facts.put(new Uint8Array(20_000).fill(7));
  stores.close();
}

describe('a database that cannot be trusted', () => {
  it('is refused with advice when it is not a database, and stays as it was', async () => {
    writeFileSync(file, 'date,open,high,low,close,volume\n'.repeat(100));
    const before = readFileSync(file);
    const failure = await failureOf(open());
    expect([failure.code, failure.next]).toEqual(['store.corrupt', 'stop']);
    expect(failure.message).toBe(`The database ${file} is not a database.`);
    expect(failure.advice).toContain('Restore the file from a backup');
    expect(readFileSync(file)).toEqual(before);
  });

  it.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    [
      'overwritten in the middle',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(8192, 0xab), bytes.subarray(16_384)]),
    ],
    [
      'overwritten in its first page',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996, 0xff), bytes.subarray(4096)]),
    ],
  ])('is refused when it was %s', async (_name, damage) => {
    await filled();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    const failure = await failureOf(open());
    expect(failure.code).toBe('store.corrupt');
    expect(failure.message).toMatch(/^The database .*alchemiser\.db is (damaged|not a database)/);
    expect(readFileSync(file).equals(damaged)).toBe(true);
  });

  it('is refused when a fact is not what was stored', async () => {
    await filled();
    const raw = new DatabaseSync(file);
    raw.exec('update facts set bytes = zeroblob(20000)');
    const digest = String(raw.prepare('select digest from facts').get()?.['digest']);
    raw.close();
    const stores = await open();
    expect((await failureOf(stores.facts.get(digest))).code).toBe('store.corrupt');
    stores.close();
  });

  it.each([
    ['an entry is missing', 'delete from journal where sequence = 5', 'lacks entry 5'],
    ['an entry is not JSON', "update journal set entry = '{' where sequence = 7", 'entry 7'],
    ['an entry names no kind', 'update journal set entry = \'{"n":1}\' where sequence = 9', 'names no kind'],
  ])('is refused where %s', async (_name, sql, words) => {
    await filled();
    const raw = new DatabaseSync(file);
    raw.exec(sql);
    raw.close();
    const stores = await open();
    const failure = await failureOf(stores.journal.read(RUN));
    expect(failure.code).toBe('store.corrupt');
    expect(failure.message).toContain(words);
    stores.close();
  });

  it('is refused where a ledger entry is none', async () => {
    const raw = await openDatabase(RUNS_SCHEMA, { directory });
    raw.use((connection) => connection.exec('insert into ledger values (\'A1\', 0, \'{"kind":"gift"}\')'));
    raw.close();
    const stores = await open();
    expect((await failureOf(stores.ledger.read('A1'))).message).toContain('entry 0 of the ledger cannot be read');
    stores.close();
  });

  it('is left alone when it belongs to another program', async () => {
    const raw = new DatabaseSync(file);
    raw.exec('create table bookmarks (url text)');
    raw.close();
    const failure = await failureOf(open());
    expect([failure.code, failure.message]).toEqual(['store.unreadable', `The database ${file} belongs to another program.`]);
    const after = new DatabaseSync(file);
    expect(after.prepare('select count(*) as n from sqlite_schema').get()?.['n']).toBe(1);
    after.close();
  });

  it('is left alone when a newer version wrote it', async () => {
    await filled();
    const raw = new DatabaseSync(file);
    raw.exec('insert into schema_version values (99)');
    raw.close();
    expect((await failureOf(open())).message).toContain('was written by a newer version: schema 99');
  });
});

describe('a data directory that cannot serve', () => {
  it('is named with the reason when a part of the path is a file', async () => {
    writeFileSync(join(directory, 'notes.txt'), '');
    const failure = await failureOf(open(join(directory, 'notes.txt', 'data')));
    expect(failure.code).toBe('store.unwritable');
    expect(failure.message).toBe(
      `The data directory ${join(directory, 'notes.txt', 'data')} cannot be written: a part of the path is a file.`,
    );
    expect(failure.advice).toBe('Choose a directory that you may write to.');
  });

  it('is named when it is a file itself', async () => {
    writeFileSync(join(directory, 'data'), '');
    expect((await failureOf(open(join(directory, 'data')))).message).toContain('it is a file, not a directory');
  });

  it('is named when something else stands where the database belongs', async () => {
    mkdirSync(file);
    expect((await failureOf(open())).code).toBe('store.unwritable');
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is named when permission is denied (not as root, who may do anything)',
    async () => {
      mkdirSync(join(directory, 'locked'), { mode: 0o500 });
      expect((await failureOf(open(join(directory, 'locked', 'data')))).message).toContain('permission is denied');
    },
  );

  it('is not made for a reader', async () => {
    const failure = await failureOf(open(join(directory, 'nowhere'), false));
    expect([failure.code, failure.advice]).toEqual([
      'store.unreadable',
      'Name the directory of an earlier run, or trade once to create it.',
    ]);
    expect(() => statSync(join(directory, 'nowhere'))).toThrow();
  });

  it('says when the disk is full, and keeps the batch whole or not at all', async () => {
    const database = await openDatabase(RUNS_SCHEMA, { directory });
    const pages = Number(database.use((connection) => connection.prepare('pragma page_count').get()?.['page_count']));
    database.use((connection) => connection.exec(`pragma max_page_count = ${pages + 2}`));
    const { sqliteJournal } = await import('./journal.ts');
    const journal = sqliteJournal(database);
    await journal.append(RUN, 0, [{ kind: 'planned' }]);
    const failure = await failureOf(
      journal.append(
        RUN,
        1,
        Array.from({ length: 100 }, (_, n) => ({ kind: 'step', n, padding: 'x'.repeat(500) })),
      ),
    );
    expect([failure.code, failure.advice]).toEqual(['store.unwritable', 'Free some disk space, then try again.']);
    expect(await journal.read(RUN)).toEqual([{ kind: 'planned' }]);
    database.close();
  });

  it('says when another process holds the database', async () => {
    const holder = await openDatabase(RUNS_SCHEMA, { directory });
    holder.use((connection) => connection.exec('begin immediate'));
    const stores = await openStores({ directory, busyTimeoutMs: 50 });
    const failure = await failureOf(stores.journal.append(RUN, 0, [{ kind: 'planned' }]));
    expect([failure.code, failure.message]).toEqual(['store.unwritable', `The database ${file} is held by another process.`]);
    holder.close();
    stores.close();
  });
});
