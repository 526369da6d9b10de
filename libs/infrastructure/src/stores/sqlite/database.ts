/**
 * One SQLite file, written ahead (WAL) and flushed at every commit (synchronous=FULL): what a store acknowledged survives a
 * kill and a power cut. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '@alchemiser/services';
import { databasePath } from './directory.ts';
import { corruptRow, storeFailure } from './faults.ts';
import { migrate, type Schema } from './schema.ts';

export interface Database {
  readonly path: string;
  /** Runs `work` on the connection; what SQLite reports comes out as a `Failure`. */
  use<T>(work: (connection: DatabaseSync) => T): T;
  close(): void;
}

/** Instead of a directory: a database that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

export interface DatabaseOptions {
  readonly directory: string;
  /** Whether a missing directory is made. Default true. */
  readonly create?: boolean;
  /** How long a write waits for another process's. Default 5,000. */
  readonly busyTimeoutMs?: number;
}

/** @throws Failure `store.*` when the directory, the file, or this Node cannot serve; nothing is then left half-written. */
export async function openDatabase(schema: Schema, options: DatabaseOptions): Promise<Database> {
  const { DatabaseSync: Connection } = await sqlite();
  const path = options.directory === IN_MEMORY ? IN_MEMORY : await databasePath(options.directory, schema.file, options.create ?? true);
  let connection: DatabaseSync | undefined;
  try {
    connection = new Connection(path, { timeout: options.busyTimeoutMs ?? 5_000 });
    prepare(connection, path, schema);
  } catch (error) {
    connection?.close();
    throw storeFailure(path, error);
  }
  const opened = connection;
  return {
    path,
    use: (work) => {
      try {
        return work(opened);
      } catch (error) {
        throw storeFailure(path, error);
      }
    },
    close: () => {
      if (opened.isOpen) opened.close();
    },
  };
}

function prepare(connection: DatabaseSync, path: string, schema: Schema): void {
  // Checked before anything is written: a damaged file stays as it was found.
  const [check] = Object.values(connection.prepare('pragma quick_check(1)').get() ?? {});
  if (check !== 'ok') throw corruptRow(path, String(check).replaceAll(/\s+/g, ' '));
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma trusted_schema = off');
  migrate(connection, path, schema);
}

/** Loaded when first needed: everything else in this library also runs where Node has no SQLite. */
export async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (cause) {
    throw new Failure('store.unreadable', `This Node (${process.version}) has no built-in SQLite.`, {
      advice: 'Use Node 22.13 or newer.',
      context: { node: process.version },
      cause,
    });
  }
}
