/** The tables of our two databases, one migration per version. A migration that was released is never edited: the next one changes what it made. */
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '@alchemiser/services';
import { corruptRow } from './faults.ts';
import { singleValue } from './single-value.ts';
import { immediately } from './transaction.ts';

/** A kind of database file: its name in the directory, and how its tables came to be. */
export interface Schema {
  readonly file: string;
  /** Four letters as a number: tells our file from any other SQLite database. */
  readonly applicationId: number;
  readonly migrations: readonly string[];
}

/** "ALCH": journal, books, records, facts. What is in it exists nowhere else. */
export const RUNS_SCHEMA: Schema = {
  file: 'alchemiser.db',
  applicationId: 0x41_4c_43_48,
  migrations: [
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
  ],
};

/** "ALCM": bars. All of it can be fetched again, so it is a file of its own that may be deleted. */
export const MARKET_SCHEMA: Schema = {
  file: 'market.db',
  applicationId: 0x41_4c_43_4d,
  migrations: [
    `create table bars (
       source text not null, feed text not null, adjustment text not null, ticker text not null,
       asked_from text not null, first text not null, last text not null, count integer not null, fetched_at integer not null,
       digest text not null, bytes blob not null,
       primary key (source, feed, adjustment, ticker)
     ) strict;`,
  ],
};

const numberIn = (database: DatabaseSync, sql: string): number => Number(singleValue(database, sql) ?? 0);

/**
 * Brings a database to its schema's last version, all or nothing; two processes that start at once take turns.
 * @throws Failure for another program's database, or one that a newer version wrote.
 */
export function migrate(database: DatabaseSync, path: string, { applicationId, migrations }: Schema): void {
  const newest = migrations.length;
  const isOurs = numberIn(database, 'pragma application_id') === applicationId;
  if (isOurs && numberIn(database, 'select max(version) from schema_version') === newest) return;
  immediately(database, () => {
    const marked = numberIn(database, 'pragma application_id') === applicationId;
    const tables = numberIn(database, 'select count(*) from sqlite_schema');
    if (!marked && tables > 0) {
      throw new Failure('store.unreadable', `The database ${path} belongs to another program.`, {
        advice: 'Choose another data directory.',
        context: { path },
      });
    }
    if (!marked) {
      database.exec(`pragma application_id = ${applicationId}; create table schema_version (version integer primary key) strict`);
    } else if (numberIn(database, "select count(*) from sqlite_schema where name = 'schema_version'") === 0) {
      throw corruptRow(path, 'it has no schema version');
    }
    const version = numberIn(database, 'select max(version) from schema_version');
    if (version > newest) {
      throw new Failure(
        'store.unreadable',
        `The database ${path} was written by a newer version: schema ${version}, this one knows ${newest}.`,
        {
          advice: 'Use the newer version, or another data directory.',
          context: { path, version },
        },
      );
    }
    migrations.slice(version).forEach((sql, index) => {
      database.exec(sql);
      database.prepare('insert into schema_version (version) values (?)').run(version + index + 1);
    });
  });
}
