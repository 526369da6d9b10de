import type { DatabaseSync } from 'node:sqlite';

/** `work` as one transaction that holds the write lock from its first statement: what it read is still true when it writes. */
export function immediately<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    // A full disk or a failed commit may have ended the transaction already.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
