/**
 * One process at a time, held by the operating system: a process that is killed lets go at once, and no stale lock is left behind.
 * SQLite's exclusive transaction on a file of its own does the locking on every platform.
 * https://www.sqlite.org/lockingv3.html
 */
import type { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { databasePath } from './directory.ts';
import { IN_MEMORY, sqlite } from './database.ts';
import { resultCode, storeFailure } from './faults.ts';

const BUSY = 5;

/** @param path the database the lock stands beside. @returns how to let go, or null while another process holds it. */
export async function tryLock(path: string, name: string): Promise<(() => void) | null> {
  if (path === IN_MEMORY) return () => undefined;
  const { DatabaseSync: Connection } = await sqlite();
  const file = await databasePath(dirname(path), `${name}.lock`, true);
  let connection: DatabaseSync | undefined;
  try {
    connection = new Connection(file, { timeout: 0 });
    connection.exec('begin exclusive');
  } catch (error) {
    connection?.close();
    if (resultCode(error) === BUSY) return null;
    throw storeFailure(file, error);
  }
  const held = connection;
  return () => {
    if (held.isOpen) held.close();
  };
}
