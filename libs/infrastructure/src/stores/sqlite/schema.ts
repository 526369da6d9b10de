/** The tables, one migration per version. A migration that was released is never edited: the next one changes what it made. */
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '@alchemiser/services';
import { corruptRow } from './faults.ts';
import { immediately } from './transaction.ts';

/** "ALCH": tells our file from any other SQLite database. */
const APPLICATION_ID = 0x41_4c_43_48;

const MIGRATIONS: readonly string[] = [
  `create table journal (
     account text not null, session text not null, ordinal integer not null, sequence integer not null, entry text not null,
     primary key (account, session, ordinal, sequence)
   ) strict, without rowid;
   create table ledger (
     account text not null, sequence integer not null, entry text not null,
     primary key (account, sequence)
   ) strict, without rowid;
   create table records (
     account text not null, session text not null, ordinal integer not null, record text not null,
     primary key (account, session, ordinal)
   ) strict;
   create table facts (digest text primary key, bytes blob not null) strict;
   create table documents (name text primary key, text text not null) strict;`,
];

/** The schema this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

const numberIn = (database: DatabaseSync, sql: string): number => Object.values(database.prepare(sql).get() ?? {}).map(Number)[0] ?? 0;

/**
 * Brings a database to `SCHEMA_VERSION`, all or nothing; two processes that start at once take turns.
 * @throws Failure for another program's database, or one that a newer version wrote.
 */
export function migrate(database: DatabaseSync, path: string): void {
  const isOurs = numberIn(database, 'pragma application_id') === APPLICATION_ID;
  if (isOurs && numberIn(database, 'select max(version) from schema_version') === SCHEMA_VERSION) return;
  immediately(database, () => {
    const marked = numberIn(database, 'pragma application_id') === APPLICATION_ID;
    const tables = numberIn(database, 'select count(*) from sqlite_schema');
    if (!marked && tables > 0) {
      throw new Failure('store.unreadable', `The database ${path} belongs to another program.`, {
        advice: 'Choose another data directory.',
        context: { path },
      });
    }
    if (!marked) {
      database.exec(`pragma application_id = ${APPLICATION_ID}; create table schema_version (version integer primary key) strict`);
    } else if (numberIn(database, "select count(*) from sqlite_schema where name = 'schema_version'") === 0) {
      throw corruptRow(path, 'it has no schema version');
    }
    const version = numberIn(database, 'select max(version) from schema_version');
    if (version > SCHEMA_VERSION) {
      throw new Failure(
        'store.unreadable',
        `The database ${path} was written by a newer version: schema ${version}, this one knows ${SCHEMA_VERSION}.`,
        {
          advice: 'Use the newer version, or another data directory.',
          context: { path, version },
        },
      );
    }
    MIGRATIONS.slice(version).forEach((sql, index) => {
      database.exec(sql);
      database.prepare('insert into schema_version (version) values (?)').run(version + index + 1);
    });
  });
}
