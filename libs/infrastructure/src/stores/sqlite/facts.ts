import { createHash } from 'node:crypto';
import type { FactsStore } from '@alchemiser/services';
import type { Database } from './database.ts';
import { corruptRow } from './faults.ts';

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes under their own digest, checked again whenever they are read. */
export function sqliteFactsStore(database: Database): FactsStore {
  return {
    put: async (bytes) => {
      const digest = digestOf(bytes);
      database.use((connection) =>
        connection.prepare('insert into facts (digest, bytes) values (?, ?) on conflict do nothing').run(digest, bytes),
      );
      return digest;
    },
    get: async (digest) =>
      database.use((connection) => {
        const bytes = connection.prepare('select bytes from facts where digest = ?').get(digest)?.['bytes'];
        if (bytes === undefined) return undefined;
        if (!(bytes instanceof Uint8Array) || digestOf(bytes) !== digest)
          throw corruptRow(database.path, `the facts ${digest} are not what was stored`);
        return bytes;
      }),
  };
}
