import {
  adjustments,
  bookIn,
  byShare,
  minus,
  negate,
  NO_MONEY,
  openingEntries,
  openLedger,
  plus,
  post,
  postingKey,
  sharesIn,
  strangersFill,
  exchangeTime,
  instant,
  type Account,
  type Fill,
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
  const trades = strangersTrades(before, await desk.broker.fillsSince(since), mandate);
  const ledger = post(before, trades);
  const adjusted = adjustments(ledger, { at, account, positions, book: mandate.book, capital: mandate.capital, executions: trades.length });
  if (!adjusted.ok) throw new Refused(adjusted.error.says, 'Look the account up at the broker; `alchemiser status` shows our books.');
  return { ledger: post(ledger, adjusted.value), entries: [...trades, ...adjusted.value] };
}

/** Executions that no run of ours made. Cash a person spent comes out of what the strategies were given, when that is all of it. */
function strangersTrades(ledger: Ledger, fills: readonly Fill[], mandate: Mandate): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let books = ledger;
  for (const fill of fills) {
    const entry = strangersFill(fill, exchangeTime(fill.at).date);
    const key = postingKey(entry);
    if (key === null || books.posted.has(key)) continue;
    // A sale of more than nobody's shares is a sale of ours: left out here, so that the comparison with the broker refuses it by name.
    if (fill.side === 'sell' && sharesIn(bookIn(books, 'unattributed'), fill.ticker) < fill.quantity) continue;
    entries.push(entry);
    books = post(books, [entry]);
  }
  const spent = minus(bookIn(books, 'unattributed').cash, bookIn(ledger, 'unattributed').cash);
  const last = entries.at(-1);
  if (last === undefined || spent === NO_MONEY || mandate.capital.kind !== 'all-cash') return entries;
  const settled = [{ book: 'unattributed' as const, amount: negate(spent) }, ...byShare(mandate.book, spent)];
  return [...entries, { kind: 'cash-moved', at: last.at, why: "a person's trades", amount: settled.reduce((sum, part) => plus(sum, part.amount), NO_MONEY), cash: settled }];
}
