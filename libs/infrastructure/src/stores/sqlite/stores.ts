import { decodeLedgerEntry, encodeLedgerEntry } from '@alchemiser/domain';
import type { DocumentStore, FactsStore, Journal, LedgerStore, RecordStore } from '@alchemiser/services';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { sqliteDocumentStore } from './documents.ts';
import { sqliteFactsStore } from './facts.ts';
import { sqliteJournal } from './journal.ts';
import { tryLock } from './lock.ts';
import { sqliteLedgerStore, type LedgerCodec } from './ledger.ts';
import { sqliteRecordStore } from './records.ts';
import { RUNS_SCHEMA } from './schema.ts';

/** All that a data directory keeps, in one file. */
export interface Stores {
  /** The database file. */
  readonly path: string;
  readonly journal: Journal;
  readonly ledger: LedgerStore;
  readonly records: RecordStore;
  readonly facts: FactsStore;
  readonly documents: DocumentStore;
  /** One process at a time per name. @returns how to let go (a process that dies lets go too), or null while another process holds it. */
  tryLock(name: string): Promise<(() => void) | null>;
  close(): void;
}

const LEDGER_CODEC: LedgerCodec = { encode: encodeLedgerEntry, decode: decodeLedgerEntry };

export interface StoresOptions extends DatabaseOptions {
  /** Default: the domain's own. */
  readonly ledgerCodec?: LedgerCodec;
}

/**
 * Opens (and makes, where it is missing) `alchemiser.db` in the data directory. Safe for several processes at once.
 * @throws Failure `store.unwritable`, `store.unreadable` or `store.corrupt`, with a sentence and advice.
 */
export async function openStores(options: StoresOptions): Promise<Stores> {
  const database = await openDatabase(RUNS_SCHEMA, options);
  return {
    path: database.path,
    journal: sqliteJournal(database),
    ledger: sqliteLedgerStore(database, options.ledgerCodec ?? LEDGER_CODEC),
    records: sqliteRecordStore(database),
    facts: sqliteFactsStore(database),
    documents: sqliteDocumentStore(database),
    tryLock: (name) => tryLock(database.path, name),
    close: () => database.close(),
  };
}
