/** Alpaca's documents and recorded replies, where this checkout has them beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../shared/alpaca');

/** Why a test that needs them is skipped; undefined where they are. */
export const REFERENCE_MISSING = existsSync(FOLDER) ? undefined : 'Alpaca’s reference replies are not beside this checkout';

// Read by tests that claim what is in it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const reference = (path: string): any => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));

/** The kind of every field, by name, in alphabetical order: what two replies of one shape have in common. */
export function kindsOf(record: object): readonly string[] {
  const kind = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
  return Object.entries(record)
    .map(([name, value]) => `${name}: ${kind(value)}`)
    .sort();
}
