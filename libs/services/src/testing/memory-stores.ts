/** Stores that forget everything when the process ends; they keep every promise of the ports but durability. */
import { sha256 } from '@alchemiser/domain';
import type { LedgerEntry } from '@alchemiser/domain';
import { Failure } from '../failure.ts';
import type { Appended, Journal, JournalEntry, RunKey } from '../ports/journal.ts';
import type { DocumentStore, FactsStore, LedgerStore, RecordStore } from '../ports/stores.ts';

const newestFirst = (a: { session: string; ordinal: number }, b: { session: string; ordinal: number }): number =>
  b.session < a.session ? -1 : b.session > a.session ? 1 : b.ordinal - a.ordinal;

const keyOf = (account: string, session: string, ordinal: number): string => JSON.stringify([account, session, ordinal]);

/** Appends to the list under `key` if it has the length that the writer expects. */
function compareAndAppend<T>(lists: Map<string, readonly T[]>, key: string, expectedLength: number, added: readonly T[]): Appended {
  const existing = lists.get(key) ?? [];
  if (existing.length !== expectedLength) return { status: 'conflict', length: existing.length };
  if (added.length > 0) lists.set(key, [...existing, ...added]);
  return { status: 'appended', length: existing.length + added.length };
}

export function memoryJournal(): Journal {
  // Text, as a real journal keeps it: an entry that is not plain JSON fails here too.
  const lists = new Map<string, readonly string[]>();
  const runs = new Map<string, RunKey>();
  return {
    read: async ({ account, session, ordinal }) =>
      (lists.get(keyOf(account, session, ordinal)) ?? []).map((text) => JSON.parse(text) as JournalEntry),
    append: async ({ account, session, ordinal }, expectedLength, entries) => {
      const key = keyOf(account, session, ordinal);
      const appended = compareAndAppend(
        lists,
        key,
        expectedLength,
        entries.map((entry) => JSON.stringify(entry)),
      );
      if (lists.has(key)) runs.set(key, { account, session, ordinal });
      return appended;
    },
    accounts: async () => [...new Set([...runs.values()].map(({ account }) => account))].sort(),
    runs: async (account) => [...runs.values()].filter((run) => run.account === account).sort(newestFirst),
  };
}

export function memoryLedgerStore(): LedgerStore {
  const lists = new Map<string, readonly LedgerEntry[]>();
  return {
    read: async (account) => lists.get(account) ?? [],
    append: async (account, expectedLength, entries) =>
      compareAndAppend(
        lists,
        account,
        expectedLength,
        entries.map((entry) => structuredClone(entry)),
      ),
  };
}

export function memoryRecordStore(): RecordStore {
  const records = new Map<
    string,
    { readonly account: string; readonly session: string; readonly ordinal: number; readonly record: string }
  >();
  return {
    put: async (account, session, ordinal, record) => {
      const key = keyOf(account, session, ordinal);
      const existing = records.get(key);
      if (existing !== undefined && existing.record !== record)
        throw new Failure('store.conflict', `Session ${session}, run ${ordinal}, already has another record.`);
      records.set(key, { account, session, ordinal, record });
    },
    get: async (account, session, ordinal) => records.get(keyOf(account, session, ordinal))?.record,
    list: async (account, limit) =>
      [...records.values()]
        .filter((record) => record.account === account)
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ session, ordinal }) => ({ session, ordinal })),
  };
}

export function memoryFactsStore(): FactsStore {
  const facts = new Map<string, Uint8Array>();
  return {
    put: async (bytes) => {
      const digest = sha256(bytes);
      facts.set(digest, bytes.slice());
      return digest;
    },
    get: async (digest) => facts.get(digest)?.slice(),
  };
}

export function memoryDocumentStore(): DocumentStore {
  const documents = new Map<string, string>();
  return {
    get: async (name) => documents.get(name),
    put: async (name, text) => void documents.set(name, text),
  };
}
