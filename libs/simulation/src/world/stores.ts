/** The store twin: journals by compare-and-set, the ledger, facts and records, with writes that fail, tear or go unheard. */
import {
  EMPTY_LOG,
  foldEntries,
  toldOf,
  type Facts,
  type LedgerEntry,
  type PastTrade,
  type RunEntry,
  type RunLog,
} from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import { FAULTS } from '../chance/faults.ts';
import type { Appended, Call, Reply, RunName } from '../process/calls.ts';
import { sessionOf } from '../process/practices.ts';
import type { DayRecord } from '../process/record.ts';

export interface Stores {
  readonly journals: ReadonlyMap<RunName, readonly RunEntry[]>;
  readonly ledger: readonly LedgerEntry[];
  /** The fold of a run's journal. @throws what the fold throws for one that contradicts itself. */
  logOf(run: RunName): RunLog;
  readonly records: ReadonlyMap<RunName, DayRecord>;
  /** By number. */
  readonly facts: readonly Facts[];
  /** @returns the reply, and whether the process dies in the middle of the write. */
  perform(call: StoreCall, chance: Pick<Chance, 'strikes'>): { readonly reply: Reply; readonly dies: boolean };
  /** Straight into a journal, as another process would. */
  append(run: RunName, entries: readonly RunEntry[]): void;
}

export type StoreCall = Exclude<
  Call,
  { readonly of: 'account' | 'positions' | 'openOrders' | 'orders' | 'order' | 'fills' | 'quotes' | 'submit' | 'cancel' }
>;

/** Told of everything that is written, at the moment it is there. */
export interface WriteWatch {
  written(run: RunName, entries: readonly RunEntry[]): void;
  posted(entries: readonly LedgerEntry[]): void;
  recorded(run: RunName, record: DayRecord): void;
}

/** Of a run that is over: each trade with the ids that its orders have at the venue. */
function pastTrades({ planned, finished, legs }: RunLog): readonly PastTrade[] {
  if (planned === null || finished === null) return [];
  return planned.plan.trades.map((trade, i) => ({
    session: planned.plan.session,
    trade,
    ids: new Set(legs[i]!.orders.flatMap(({ venueOrderId }) => venueOrderId ?? [])),
    told: toldOf(legs[i]!),
  }));
}

export function storeTwin(opening: readonly LedgerEntry[], watch: WriteWatch): Stores {
  const journals = new Map<RunName, RunEntry[]>();
  const records = new Map<RunName, DayRecord>();
  const facts: Facts[] = [];
  const logs = new Map<RunName, RunLog>();

  /** Journals only grow: what was folded once stays folded. */
  function logOf(run: RunName): RunLog {
    const known = logs.get(run) ?? EMPTY_LOG;
    const log = foldEntries(known, (journals.get(run) ?? []).slice(known.length));
    logs.set(run, log);
    return log;
  }

  const append = (run: RunName, entries: readonly RunEntry[]): void => {
    const journal = journals.get(run);
    if (journal === undefined) journals.set(run, [...entries]);
    else journal.push(...entries);
    watch.written(run, entries);
  };

  /** A compare-and-set append to one of the lists, with what can befall it. */
  function write<Entry>(
    there: readonly Entry[],
    expected: number,
    entries: readonly Entry[],
    add: (entries: readonly Entry[]) => void,
    { strikes }: Pick<Chance, 'strikes'>,
  ): { reply: Reply; dies: boolean } {
    if (strikes(FAULTS['write-failed'])) return { reply: { ok: false, says: 'the write failed' }, dies: false };
    if (there.length !== expected) {
      const conflict: Appended<Entry> = { status: 'conflict', entries: there.slice(expected) };
      return { reply: { ok: true, value: conflict }, dies: false };
    }
    if (entries.length > 1 && strikes(FAULTS['write-torn'])) {
      add(entries.slice(0, entries.length >> 1));
      return { reply: { ok: false, says: 'the write broke off' }, dies: true };
    }
    add(entries);
    if (strikes(FAULTS['write-unheard'])) return { reply: { ok: false, says: 'the write failed' }, dies: false };
    return { reply: { ok: true, value: { status: 'appended' } }, dies: false };
  }

  const post = (entries: readonly LedgerEntry[]): void => {
    // A new list with every write: who has read one keeps what was read.
    stores.ledger = [...stores.ledger, ...entries];
    watch.posted(entries);
  };

  function read(call: StoreCall): unknown {
    switch (call.of) {
      case 'readRun':
        return [...(journals.get(call.run) ?? [])];
      case 'readLedger':
        return stores.ledger;
      case 'readFacts':
        return facts[Number(call.name)] ?? null;
      case 'readRecord':
        return records.get(call.run) ?? null;
      case 'unfinishedRuns':
        return [...journals.keys()].filter((run) => sessionOf(run) < call.before && !records.has(run)).sort();
      case 'pastTrades':
        return [...journals.keys()].flatMap((run) => pastTrades(logOf(run)));
      case 'keepFacts':
        return String(facts.push(call.facts) - 1);
      case 'keepRecord': {
        const first = records.get(call.run);
        if (first !== undefined) return first;
        records.set(call.run, call.record);
        watch.recorded(call.run, call.record);
        return call.record;
      }
      case 'append':
      case 'appendLedger':
        return undefined;
    }
  }

  const stores: Stores & { ledger: readonly LedgerEntry[] } = {
    journals,
    logOf,
    ledger: opening,
    records,
    facts,
    append,
    perform(call, chance) {
      if (call.of === 'append') {
        return write(journals.get(call.run) ?? [], call.expected, call.entries, (entries) => append(call.run, entries), chance);
      }
      if (call.of === 'appendLedger') return write(stores.ledger, call.expected, call.entries, post, chance);
      if (chance.strikes(FAULTS['read-failed'])) return { reply: { ok: false, says: 'the store does not answer' }, dies: false };
      return { reply: { ok: true, value: read(call) }, dies: false };
    },
  };
  return stores;
}
