import {
  adjustments,
  bookExecutions,
  instant,
  openingEntries,
  openLedger,
  post,
  type Account,
  type BookedExecutions,
  type Fill,
  type Ledger,
  type LedgerEntry,
  type Position,
} from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { pastRuns, pastTrades, toldFills, type PastRun } from './past-runs.ts';
import { Refused } from './refusal.ts';

/** What the books say once everything that happened since the last run is in them, and the entries that were missing. */
export interface OpenedBooks {
  readonly ledger: Ledger;
  /** As the store holds them. */
  readonly stored: readonly LedgerEntry[];
  readonly entries: readonly LedgerEntry[];
  /** Runs that have ended, newest first: some of the entries may be executions of theirs. */
  readonly past: readonly PastRun[];
}

/**
 * Lists of executions are read from this long before the last entry: a fill may have come while that entry was written, and a run that
 * was cut short before a long weekend gets its entries days later.
 */
const OVERLAP_MS = 7 * 24 * 60 * 60_000;

export const fillsSinceLastEntry = (desk: Pick<Desk, 'broker'>, stored: readonly LedgerEntry[]): Promise<readonly Fill[]> =>
  // What was executed before the books were opened is in what they were opened with.
  desk.broker.fillsSince(instant(Math.max(stored[0]?.at ?? 0, Math.max(...stored.map((entry) => entry.at)) - OVERLAP_MS)));

/**
 * Folds what happened outside our runs into the ledger: a first sight of the account, late executions of ours, a person's trades,
 * dividends, transfers.
 * @throws Refused when shares of ours are missing, for short positions, and for what looks like a split.
 */
export async function openBooks(
  desk: Desk,
  mandate: Mandate,
  { account, positions }: { readonly account: Account; readonly positions: readonly Position[] },
): Promise<OpenedBooks> {
  const at = desk.clock.now();
  const stored = await desk.ledger.read(account.id);
  if (stored.length === 0) {
    const opened = openingEntries(at, account, positions, mandate.book, mandate.capital);
    if (!opened.ok) throw new Refused(opened.error.says, 'Correct the account or the configured capital, then run again.');
    return { ledger: post(openLedger(), opened.value), stored, entries: opened.value, past: [] };
  }
  const past = await pastRuns(desk, account.id);
  const booked = bookAll(stored, await fillsSinceLastEntry(desk, stored), past, mandate);
  const { executions, unbooked } = booked;
  const context = { at, account, positions, book: mandate.book, capital: mandate.capital, executions, unbooked };
  const adjusted = adjustments(booked.ledger, context);
  if (!adjusted.ok) throw new Refused(adjusted.error.says, 'Look the account up at the broker; `alchemiser status` shows our books.');
  return { ledger: post(booked.ledger, adjusted.value), stored, entries: [...booked.entries, ...adjusted.value], past };
}

/** Books with every execution in them that the broker lists or a person tells of, before anything is adjusted to the account. */
export const bookAll = (
  stored: readonly LedgerEntry[],
  fills: readonly Fill[],
  past: readonly PastRun[],
  mandate: Pick<Mandate, 'book' | 'capital'>,
): BookedExecutions => bookExecutions(post(openLedger(), stored), stored, [...fills, ...toldFills(past)], pastTrades(past), mandate);
