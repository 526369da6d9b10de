/** What our books hold, and how that compares with what the broker says the account holds. */
import { NO_SHARES, plus, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { bookIn, sharesIn, strategiesIn } from '../ledger/books.ts';
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
  const ours = new Map<Ticker, Quantity>();
  for (const strategy of strategiesIn(ledger)) {
    const book = bookIn(ledger, strategy);
    for (const ticker of book.lots.keys()) ours.set(ticker, plus(ours.get(ticker) ?? NO_SHARES, sharesIn(book, ticker)));
  }
  const others = bookIn(ledger, 'unattributed');
  const brokers = new Map<Ticker, bigint>();
  for (const { ticker, side, quantity } of positions) {
    brokers.set(ticker, (brokers.get(ticker) ?? 0n) + (side === 'long' ? quantity : -(quantity as bigint)));
  }
  return [...new Set([...ours.keys(), ...others.lots.keys(), ...brokers.keys()])].sort().map((ticker) => ({
    ticker,
    strategies: ours.get(ticker) ?? NO_SHARES,
    unattributed: sharesIn(others, ticker),
    brokers: brokers.get(ticker) ?? 0n,
  }));
}
