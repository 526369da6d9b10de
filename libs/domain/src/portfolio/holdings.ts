/** What our books hold, and how that compares with what the broker says the account holds. */
import { NO_SHARES, plus, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { bookIn, isStrategyBook, sharesIn, strategiesIn } from '../ledger/books.ts';
import type { Ledger } from '../ledger/entry.ts';
import type { Position } from '../run/facts.ts';
import type { StrategyName } from '../strategy/strategy.ts';

/** A ticker in the books of strategies; what no strategy bought is not in here. */
export interface Holding {
  readonly ticker: Ticker;
  readonly quantity: Quantity;
  /** In alphabetical order of the strategies. */
  readonly by: readonly { readonly strategy: StrategyName; readonly quantity: Quantity }[];
}

/** Holdings of the strategies by ticker, in alphabetical order. */
export function strategyHoldings(ledger: Ledger): ReadonlyMap<Ticker, Holding> {
  const found = new Map<Ticker, Holding>();
  for (const strategy of strategiesIn(ledger)) {
    const book = bookIn(ledger, strategy);
    for (const ticker of book.lots.keys()) {
      const quantity = sharesIn(book, ticker);
      const known = found.get(ticker);
      found.set(ticker, {
        ticker,
        quantity: plus(quantity, known?.quantity ?? NO_SHARES),
        by: [...(known?.by ?? []), { strategy, quantity }],
      });
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface ComparedHolding {
  readonly ticker: Ticker;
  /** In the books of strategies. */
  readonly strategies: Quantity;
  /** In the book of what no strategy bought. */
  readonly unattributed: Quantity;
  /** Units of 1e-9 shares; negative for a short position. */
  readonly brokers: bigint;
}

/** Every ticker that the books or the broker know of, in alphabetical order. */
export function compareHoldings(ledger: Ledger, positions: readonly Position[]): readonly ComparedHolding[] {
  const rows = new Map<Ticker, { -readonly [K in keyof ComparedHolding]: ComparedHolding[K] }>();
  const rowOf = (ticker: Ticker) => {
    let row = rows.get(ticker);
    if (row === undefined) rows.set(ticker, (row = { ticker, strategies: NO_SHARES, unattributed: NO_SHARES, brokers: 0n }));
    return row;
  };
  for (const [name, book] of ledger.books) {
    for (const ticker of book.lots.keys()) {
      const row = rowOf(ticker);
      const whose = isStrategyBook(name) ? 'strategies' : 'unattributed';
      row[whose] = plus(row[whose], sharesIn(book, ticker));
    }
  }
  for (const { ticker, side, quantity } of positions) rowOf(ticker).brokers += side === 'long' ? quantity : -(quantity as bigint);
  return [...rows.values()].sort((a, b) => (a.ticker < b.ticker ? -1 : 1));
}
