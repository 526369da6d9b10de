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
import { booksRefused, correctionRefused } from './books-refused.ts';
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

/** The account as the broker shows it. */
export interface Seen {
  readonly account: Account;
  readonly positions: readonly Position[];
}

/** What a person says happened, as entries: they go in after every execution that can be booked. @throws Refused when they do not fit. */
export type Correction = (booked: Ledger) => readonly LedgerEntry[];

const NOTHING_SAID: Correction = () => [];

/**
 * Folds what happened outside our runs into the ledger: a first sight of the account, late executions of ours, a person's trades,
 * dividends, transfers.
 * @param correct must leave the books such that they can be opened.
 * @throws Refused when shares of ours are missing, for short positions, and for more of a ticker of ours than anything explains.
 */
export async function openBooks(
  desk: Desk,
  mandate: Mandate,
  { account, positions }: Seen,
  correct: Correction = NOTHING_SAID,
): Promise<OpenedBooks> {
  const at = desk.clock.now();
  const stored = await desk.ledger.read(account.id);
  if (stored.length === 0) {
    const opened = openingEntries(at, account, positions, mandate.book, mandate.capital);
    if (!opened.ok) throw new Refused(opened.error.says, 'Correct the account or the configured capital, then run again.');
    const ledger = post(openLedger(), opened.value);
    const said = correct(ledger);
    return { ledger: post(ledger, said), stored, entries: [...opened.value, ...said], past: [] };
  }
  const past = await pastRuns(desk, account.id);
  const fills = await fillsSinceLastEntry(desk, stored);
  const bookWith = (more: readonly LedgerEntry[]): BookedExecutions => bookAll([...stored, ...more], fills, past, mandate);
  const booked = bookWith([]);
  const said = correct(booked.ledger);
  const { ledger, entries, executions, unbooked, unlisted } = said.length === 0 ? booked : bookAgain(booked, said, bookWith);
  const context = { at, account, positions, book: mandate.book, capital: mandate.capital, executions, unbooked, unlisted };
  const adjusted = adjustments(ledger, context);
  if (!adjusted.ok) throw said.length === 0 ? booksRefused(adjusted.error, ledger) : correctionRefused(adjusted.error);
  return { ledger: post(ledger, adjusted.value), stored, entries: [...entries, ...adjusted.value], past };
}

/** Books with every execution in them that the broker lists or a person tells of, before anything is adjusted to the account. */
export const bookAll = (
  stored: readonly LedgerEntry[],
  fills: readonly Fill[],
  past: readonly PastRun[],
  mandate: Pick<Mandate, 'book' | 'capital'>,
): BookedExecutions => bookExecutions(post(openLedger(), stored), stored, [...fills, ...toldFills(past)], pastTrades(past), mandate);

/** A sale that no book had the shares for may have them now. */
function bookAgain(
  booked: BookedExecutions,
  said: readonly LedgerEntry[],
  bookWith: (more: readonly LedgerEntry[]) => BookedExecutions,
): BookedExecutions {
  const before = [...booked.entries, ...said];
  const rest = bookWith(before);
  return { ...rest, entries: [...before, ...rest.entries] };
}
