/** Everything that was executed since the books were last looked at, in the books: late executions of ours, and a person's trades. */
import type { Fill } from '../orders/order.ts';
import type { Book } from '../strategy/strategy.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import { lateEntries, unlistedTrades, type PastTrade, type UnlistedTrade } from './late.ts';
import type { Capital } from './opening.ts';
import { executionKey, post } from './post.ts';
import { unrounded } from './reconcile.ts';
import { strangersEntries } from './strangers.ts';

export interface BookedExecutions {
  readonly ledger: Ledger;
  /** What was missing: the ledger is `before` with these. */
  readonly entries: readonly LedgerEntry[];
  /** Executions since the cash was last equal: each may round by half a cent. */
  readonly executions: number;
  /** Sales of more shares than there were to sell: whose they are is for a person to say. */
  readonly unbooked: readonly Fill[];
  /** Trades of ours whose executions are not all in the list: it is late, or wrong. */
  readonly unlisted: readonly UnlistedTrade[];
}

/**
 * @param before the fold of `stored`.
 * @param fills what the broker lists, and what a person tells of.
 */
export function bookExecutions(
  before: Ledger,
  stored: readonly LedgerEntry[],
  fills: readonly Fill[],
  past: readonly PastTrade[],
  { book, capital }: { readonly book: Book; readonly capital: Capital },
): BookedExecutions {
  const late = lateEntries(before, stored, fills, past);
  const own = post(before, late);
  const others = fills.filter((fill) => !past.some(({ ids }) => ids.has(fill.venueOrderId)));
  const strangers = strangersEntries(own, others, book, capital);
  const ledger = post(own, strangers);
  const entries = [...late, ...strangers];
  const unbooked = fills.filter((fill) => !ledger.posted.has(executionKey(fill)));
  return {
    ledger,
    entries,
    executions: unrounded(stored, entries),
    unbooked,
    unlisted: unlistedTrades(past, [...stored, ...late], unbooked),
  };
}
