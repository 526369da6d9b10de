import type { LedgerEntry } from '@alchemiser/domain';
import type { Appended } from './journal.ts';

/** The ledger's entries per account, append-only with compare-and-set. */
export interface LedgerStore {
  read(account: string): Promise<readonly LedgerEntry[]>;
  append(account: string, expectedLength: number, entries: readonly LedgerEntry[]): Promise<Appended>;
}

/** Finished run records as JSON text, by run. Putting the same run again with other text is refused. */
export interface RecordStore {
  put(account: string, session: string, ordinal: number, record: string): Promise<void>;
  get(account: string, session: string, ordinal: number): Promise<string | undefined>;
  /** Newest first. */
  list(account: string, limit: number): Promise<readonly { readonly session: string; readonly ordinal: number }[]>;
}

/** Bytes under their own SHA-256: facts are kept because vendors rewrite adjusted history. */
export interface FactsStore {
  put(bytes: Uint8Array): Promise<string>;
  get(digest: string): Promise<Uint8Array | undefined>;
}

/** A named document replaced as a whole: the paper exchange's snapshot, the last mail sent. */
export interface DocumentStore {
  get(name: string): Promise<string | undefined>;
  put(name: string, text: string): Promise<void>;
}
