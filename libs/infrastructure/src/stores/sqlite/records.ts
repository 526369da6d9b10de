import { Failure, type RecordStore } from '@alchemiser/services';
import type { Database } from './database.ts';
import { immediately } from './transaction.ts';

const GET = 'select record from records where account = ? and session = ? and ordinal = ?';
const INSERT = 'insert into records (account, session, ordinal, record) values (?, ?, ?, ?)';
const LIST = 'select session, ordinal from records where account = ? order by session desc, ordinal desc limit ?';

/** A finished run has one record: putting the same text again changes nothing, other text is a `store.conflict`. */
export function sqliteRecordStore(database: Database): RecordStore {
  return {
    put: async (account, session, ordinal, record) =>
      database.use((connection) =>
        immediately(connection, () => {
          const existing = connection.prepare(GET).get(account, session, ordinal)?.['record'];
          if (existing === undefined) connection.prepare(INSERT).run(account, session, ordinal, record);
          else if (existing !== record) {
            throw new Failure('store.conflict', `Session ${session}, run ${ordinal}, already has another record.`, {
              advice: 'A finished run is never rewritten; look at the record that is there.',
              context: { session, ordinal },
            });
          }
        }),
      ),
    get: async (account, session, ordinal) =>
      database.use((connection) => {
        const record = connection.prepare(GET).get(account, session, ordinal)?.['record'];
        return record === undefined ? undefined : String(record);
      }),
    list: async (account, limit) =>
      database.use((connection) =>
        connection
          .prepare(LIST)
          .all(account, limit)
          .map((row) => ({ session: String(row['session']), ordinal: Number(row['ordinal']) })),
      ),
  };
}
