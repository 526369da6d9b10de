/**
 * One SQLite file, written ahead (WAL) and flushed at every commit (synchronous=FULL): what a store acknowledged survives a
 * kill and a power cut. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { databasePath } from './directory.ts';
import { corruptRow, storeFailure } from './faults.ts';
import { lock } from './lock.ts';
import { migrate, type Schema } from './schema.ts';
import { singleValue } from './single-value.ts';
import { IN_MEMORY, sqlite } from './sqlite.ts';

export interface Database {
  readonly path: string;
  /** Runs `work` on the connection; what SQLite reports comes out as a `Failure`. */
  use<T>(work: (connection: DatabaseSync) => T): T;
  close(): void;
}

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
  const timeout = options.busyTimeoutMs ?? 5_000;
  let connection: DatabaseSync | undefined;
  try {
    connection = new Connection(path, { timeout });
    check(connection, path);
    await writeAhead(connection, path, timeout);
    migrate(connection, path, schema);
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

/** Before anything is written: a damaged file stays as it was found. */
function check(connection: DatabaseSync, path: string): void {
  const found = singleValue(connection, 'pragma quick_check(1)');
  if (found !== 'ok') throw corruptRow(path, String(found).replaceAll(/\s+/g, ' '));
}

async function writeAhead(connection: DatabaseSync, path: string, timeoutMs: number): Promise<void> {
  connection.exec('pragma synchronous = full; pragma trusted_schema = off');
  if (singleValue(connection, 'pragma journal_mode') === 'wal') return;
  // Of two processes that change the mode of a new file at once, SQLite turns one away without waiting: they come here in turns.
  const release = await lock(path, basename(path), timeoutMs);
  try {
    connection.exec('pragma journal_mode = wal');
  } finally {
    release();
  }
}
