import type { Journal, JournalEntry, RunKey } from '@alchemiser/services';
import type { Database } from './database.ts';
import { corruptRow } from './faults.ts';
import { immediately } from './transaction.ts';

const READ = 'select sequence, entry from journal where account = ? and session = ? and ordinal = ? order by sequence';
const LENGTH = 'select count(*) as length from journal where account = ? and session = ? and ordinal = ?';
const INSERT = 'insert into journal (account, session, ordinal, sequence, entry) values (?, ?, ?, ?, ?)';
const ACCOUNTS = 'select distinct account from journal order by account';
const RUNS = 'select distinct session, ordinal from journal where account = ? order by session desc, ordinal desc';

/** Compare-and-set in one transaction that holds the write lock, so that two processes cannot both win. */
export function sqliteJournal(database: Database): Journal {
  return {
    read: async (run) =>
      database.use((connection) =>
        connection
          .prepare(READ)
          .all(run.account, run.session, run.ordinal)
          .map((row, index) => {
            if (row['sequence'] !== index) throw corruptRow(database.path, `the journal of ${name(run)} lacks entry ${index}`);
            return entryFrom(database.path, run, index, String(row['entry']));
          }),
      ),
    append: async (run, expectedLength, entries) => {
      const texts = entries.map((entry) => JSON.stringify(entry));
      return database.use((connection) =>
        immediately(connection, () => {
          const length = Number(connection.prepare(LENGTH).get(run.account, run.session, run.ordinal)?.['length']);
          if (length !== expectedLength) return { status: 'conflict', length } as const;
          const insert = connection.prepare(INSERT);
          texts.forEach((text, index) => insert.run(run.account, run.session, run.ordinal, length + index, text));
          return { status: 'appended', length: length + texts.length } as const;
        }),
      );
    },
    accounts: async () =>
      database.use((connection) =>
        connection
          .prepare(ACCOUNTS)
          .all()
          .map((row) => String(row['account'])),
      ),
    runs: async (account) =>
      database.use((connection) =>
        connection
          .prepare(RUNS)
          .all(account)
          .map((row) => ({ account, session: String(row['session']), ordinal: Number(row['ordinal']) })),
      ),
  };
}

const name = (run: RunKey): string => `session ${run.session}, run ${run.ordinal}`;

function entryFrom(path: string, run: RunKey, index: number, text: string): JournalEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw corruptRow(path, `entry ${index} of the journal of ${name(run)} is not JSON`, error);
  }
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string') {
    throw corruptRow(path, `entry ${index} of the journal of ${name(run)} names no kind`);
  }
  return value as JournalEntry;
}
