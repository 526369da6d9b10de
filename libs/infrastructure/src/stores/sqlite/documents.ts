import type { DocumentStore } from '@alchemiser/services';
import type { Database } from './database.ts';

const PUT = 'insert into documents (name, text) values (?, ?) on conflict (name) do update set text = excluded.text';

export function sqliteDocumentStore(database: Database): DocumentStore {
  return {
    get: async (name) =>
      database.use((connection) => {
        const text = connection.prepare('select text from documents where name = ?').get(name)?.['text'];
        return text === undefined ? undefined : String(text);
      }),
    put: async (name, text) => database.use((connection) => void connection.prepare(PUT).run(name, text)),
  };
}
