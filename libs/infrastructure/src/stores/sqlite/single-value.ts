import type { DatabaseSync } from 'node:sqlite';

/** The first column of the first row, or undefined where there is none. */
export const singleValue = (database: DatabaseSync, sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
