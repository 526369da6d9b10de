import {
  adjustments,
  instant,
  openingEntries,
  openLedger,
  post,
  strangersEntries,
  type Account,
  type Ledger,
  type LedgerEntry,
  type Position,
} from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { Refused } from './refusal.ts';

/** What the books say once everything that happened since the last run is in them, and the entries that were missing. */
export interface OpenedBooks {
  readonly ledger: Ledger;
  readonly entries: readonly LedgerEntry[];
}

/** Lists of executions are read from this long before the last entry: a fill may have come while that entry was written. */
const OVERLAP_MS = 24 * 60 * 60_000;

/**
 * Folds what happened outside our runs into the ledger: a first sight of the account, a person's trades, dividends, transfers.
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
    return { ledger: post(openLedger(), opened.value), entries: opened.value };
  }
  const before = post(openLedger(), stored);
  const since = instant(Math.max(...stored.map((entry) => entry.at)) - OVERLAP_MS);
  const trades = strangersEntries(before, await desk.broker.fillsSince(since), mandate.book, mandate.capital);
  const ledger = post(before, trades);
  const adjusted = adjustments(ledger, { at, account, positions, book: mandate.book, capital: mandate.capital, executions: trades.length });
  if (!adjusted.ok) throw new Refused(adjusted.error.says, 'Look the account up at the broker; `alchemiser status` shows our books.');
  return { ledger: post(ledger, adjusted.value), entries: [...trades, ...adjusted.value] };
}
