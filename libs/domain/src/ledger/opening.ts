/** The first sight of an account: capital for the strategies by share, everything else for nobody. */
import { err, ok, type Result } from '../result.ts';
import { minus, NO_MONEY, NO_SHARES, type Money } from '../values/exact.ts';
import { formatMoney } from '../values/format.ts';
import type { Instant } from '../values/time.ts';
import { splitProRata, weightUnits } from '../values/weight.ts';
import type { Account, Position } from '../run/facts.ts';
import type { Book } from '../strategy/strategy.ts';
import type { BookName, LedgerEntry } from './entry.ts';

/** What the strategies may use: `all-cash` of the account, now and later, or a fixed sum; the rest is never touched. */
export type Capital = { readonly kind: 'all-cash' } | { readonly kind: 'fixed'; readonly amount: Money };

export interface CashPart {
  readonly book: BookName;
  readonly amount: Money;
}

/** @returns entries for an empty ledger after which its books equal the account, or why the account cannot be opened. */
export function openingEntries(
  at: Instant,
  account: Pick<Account, 'cash'>,
  positions: readonly Position[],
  book: Book,
  capital: Capital,
): Result<readonly LedgerEntry[], { readonly code: 'short' | 'capital'; readonly says: string }> {
  const shorts = positions.filter((position) => position.side === 'short').map((position) => position.ticker);
  if (shorts.length > 0) return err({ code: 'short', says: `The account is short of ${shorts.join(', ')}: close that by hand first.` });
  const given = capital.kind === 'fixed' ? capital.amount : account.cash;
  if (given <= 0n || given > account.cash) {
    const words = `The strategies cannot be given ${formatMoney(given)}: the account has ${formatMoney(account.cash)} in cash.`;
    return err({ code: 'capital', says: words });
  }
  const rest = minus(account.cash, given);
  const cash: CashPart[] = [...byShare(book, given), ...(rest === NO_MONEY ? [] : [{ book: 'unattributed' as const, amount: rest }])];
  return ok([
    { kind: 'opened', at, cash },
    ...positions.filter((position) => position.quantity > NO_SHARES).map((position) => foundEntry(at, position)),
  ]);
}

const foundEntry = (at: Instant, { ticker, quantity, averageEntryPrice }: Position): LedgerEntry => ({
  kind: 'shares-found',
  at,
  ticker,
  change: { side: 'in', quantity },
  price: averageEntryPrice,
});

/** An amount, also a negative one, divided like the shares of the book. */
export function byShare(book: Book, amount: Money): readonly CashPart[] {
  const size = amount < 0n ? -(amount as bigint) : (amount as bigint);
  const split = splitProRata(size, weightUnits(book.map((sleeve) => sleeve.share)));
  return book.map(({ strategy }, i) => ({ book: strategy.name, amount: (amount < 0n ? -split[i]! : split[i]!) as Money }));
}
