/** Executions that no run of ours made, as entries: a person traded by hand between two runs. */
import { minus, negate, NO_MONEY, total } from '../values/exact.ts';
import { exchangeDate } from '../market/new-york-time.ts';
import type { Fill } from '../orders/order.ts';
import type { Book } from '../strategy/strategy.ts';
import { bookIn, sharesIn } from './books.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import { strangersFill } from './fill-entries.ts';
import { byShare, type Capital, type CashPart } from './opening.ts';
import { post, postingKey } from './post.ts';

/** @returns one entry per execution not yet posted. Cash a person spent comes out of what the strategies were given, when that is all of it. */
export function strangersEntries(ledger: Ledger, fills: readonly Fill[], book: Book, capital: Capital): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let books = ledger;
  // Purchases first: what a person sold and bought back is theirs, in whichever order.
  for (const fill of [...fills.filter(({ side }) => side === 'buy'), ...fills.filter(({ side }) => side === 'sell')]) {
    const entry = strangersFill(fill, exchangeDate(fill.at));
    const key = postingKey(entry);
    if (key === null || books.posted.has(key)) continue;
    // A sale of more than nobody's shares is a sale of ours: left out, and the day is refused for it.
    if (fill.side === 'sell' && sharesIn(bookIn(books, 'unattributed'), fill.ticker) < fill.quantity) continue;
    entries.push(entry);
    books = post(books, [entry]);
  }
  const spent = minus(bookIn(books, 'unattributed').cash, bookIn(ledger, 'unattributed').cash);
  const last = entries.at(-1);
  if (last === undefined || spent === NO_MONEY || capital.kind !== 'all-cash') return entries;
  const cash: readonly CashPart[] = [{ book: 'unattributed', amount: negate(spent) }, ...byShare(book, spent)];
  return [...entries, { kind: 'cash-moved', at: last.at, why: "a person's trades", amount: total(cash.map(({ amount }) => amount)), cash }];
}
