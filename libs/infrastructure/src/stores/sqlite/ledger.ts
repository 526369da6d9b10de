import type { LedgerEntry } from '@alchemiser/domain';
import { isFailure, type LedgerStore } from '@alchemiser/services';
import type { Database } from './database.ts';
import { corruptRow } from './faults.ts';
import { immediately } from './transaction.ts';

/** A ledger entry as text and back. `decode` throws for text that is no entry. */
export interface LedgerCodec {
  readonly encode: (entry: LedgerEntry) => string;
  readonly decode: (text: string) => LedgerEntry;
}

const READ = 'select sequence, entry from ledger where account = ? order by sequence';
const LENGTH = 'select count(*) as length from ledger where account = ?';
const INSERT = 'insert into ledger (account, sequence, entry) values (?, ?, ?)';

export function sqliteLedgerStore(database: Database, codec: LedgerCodec): LedgerStore {
  return {
    read: async (account) =>
      database.use((connection) =>
        connection
          .prepare(READ)
          .all(account)
          .map((row, index) => {
            if (row['sequence'] !== index) throw corruptRow(database.path, `the ledger lacks entry ${index}`);
            try {
              return codec.decode(String(row['entry']));
            } catch (error) {
              throw isFailure(error) ? error : corruptRow(database.path, `entry ${index} of the ledger cannot be read`, error);
            }
          }),
      ),
    append: async (account, expectedLength, entries) => {
      const texts = entries.map((entry) => codec.encode(entry));
      return database.use((connection) =>
        immediately(connection, () => {
          const length = Number(connection.prepare(LENGTH).get(account)?.['length']);
          if (length !== expectedLength) return { status: 'conflict', length } as const;
          const insert = connection.prepare(INSERT);
          texts.forEach((text, index) => insert.run(account, length + index, text));
          return { status: 'appended', length: length + texts.length } as const;
        }),
      );
    },
  };
}
