/**
 * One process at a time, held by the operating system: a process that is killed lets go at once, and no stale lock is left behind.
 * SQLite's exclusive transaction on a file of its own does the locking on every platform.
 * https://www.sqlite.org/lockingv3.html
 */
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isFailure } from '@alchemiser/services';
import { databasePath } from './directory.ts';
import { resultCode, storeFailure } from './faults.ts';
import { IN_MEMORY, sqlite } from './sqlite.ts';

const BUSY = 5;

/** @param path the database the lock stands beside. @returns how to let go, or null while another process holds it. */
export async function tryLock(path: string, name: string): Promise<(() => void) | null> {
  try {
    return await lock(path, name, 0);
  } catch (error) {
    if (isFailure(error) && resultCode(error.cause) === BUSY) return null;
    throw error;
  }
}

/** Waits up to `timeoutMs`. @returns how to let go. @throws Failure store.unwritable while another process holds it. */
export async function lock(path: string, name: string, timeoutMs: number): Promise<() => void> {
  if (path === IN_MEMORY) return () => undefined;
  const { DatabaseSync: Connection } = await sqlite();
  const file = await databasePath(dirname(path), `${name}.lock`, true);
  let connection: DatabaseSync | undefined;
  try {
    connection = new Connection(file, { timeout: timeoutMs });
    connection.exec('begin exclusive');
  } catch (error) {
    connection?.close();
    throw storeFailure(file, error);
  }
  const held = connection;
  return () => {
    if (held.isOpen) held.close();
  };
}
