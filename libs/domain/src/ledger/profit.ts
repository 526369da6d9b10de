/** What a book's holdings are worth at given prices, and what they would make if they were sold now. */
import { minus, NO_MONEY, notional, plus, type Money, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { LedgerBook } from './entry.ts';
import { costOf, sharesOf } from './lots.ts';

export interface MarkedBook {
  /** Holdings without the cash. */
  readonly holdings: Money;
  readonly unrealised: Money;
  /** Holdings without a price, in alphabetical order: they count at what they cost, and make nothing. */
  readonly unpriced: readonly Ticker[];
}

export function markBook(book: LedgerBook, prices: ReadonlyMap<Ticker, Price>): MarkedBook {
  let holdings = NO_MONEY;
  let unrealised = NO_MONEY;
  const unpriced: Ticker[] = [];
  for (const [ticker, lots] of [...book.lots].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cost = costOf(lots);
    const at = prices.get(ticker);
    if (at === undefined) unpriced.push(ticker);
    const worth = at === undefined ? cost : notional(sharesOf(lots), at);
    holdings = plus(holdings, worth);
    unrealised = plus(unrealised, minus(worth, cost));
  }
  return { holdings, unrealised, unpriced };
}
