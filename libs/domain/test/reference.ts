/** Reference tables that lie beside the repository on some machines and are never part of it: tests that need them skip, saying so. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHARED = join(import.meta.dirname, '../../../../shared');

/** The text of a reference file, or nothing where it is not there. */
export function reference(path: string): string | undefined {
  const file = join(SHARED, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export const notHere = (path: string): string => `../shared/${path} is not on this machine`;

/** Rows of a comma-separated table by column name; an empty cell and "NaN" are NaN, text columns read as NaN too. */
export function columns(text: string): ReadonlyMap<string, Float64Array> {
  const [head = '', ...rows] = text.trim().split(/\r?\n/);
  const cells = rows.map((row) => row.split(','));
  return new Map(
    head
      .split(',')
      .map((name, at) => [
        name.trim(),
        Float64Array.from(cells, (row) => (row[at] === undefined || row[at].trim() === '' ? Number.NaN : Number(row[at]))),
      ]),
  );
}
