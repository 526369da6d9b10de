/** What the account holds and whose it is, at the prices the run decided on. */
import { notional, toDecimal, type Money, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { bookIn, sharesIn, strategiesIn } from '../ledger/books.ts';
import type { BookName, Ledger } from '../ledger/entry.ts';
import { markBook } from '../ledger/profit.ts';
import type { Position } from './facts.ts';
import type { BookRecord, PositionRecord } from './record.ts';

type Prices = ReadonlyMap<Ticker, Price>;

/** Long positions, largest first, those without a price last. */
export function positionRecords(positions: readonly Position[], ledger: Ledger, equity: Money, prices: Prices): readonly PositionRecord[] {
  const books: readonly BookName[] = [...strategiesIn(ledger), 'unattributed'];
  const rows = positions
    .filter((position) => position.side === 'long' && position.quantity > 0n)
    .map(({ ticker, quantity }) => {
      const price = prices.get(ticker) ?? null;
      return { ticker, quantity, price, value: price === null ? null : notional(quantity, price) };
    })
    .sort((a, b) => compare(b.value ?? -1n, a.value ?? -1n) || (a.ticker < b.ticker ? -1 : 1));
  return rows.map(({ ticker, quantity, price, value }) => ({
    ticker,
    quantity: toDecimal(quantity),
    price: price === null ? null : toDecimal(price),
    value: value === null ? null : toDecimal(value),
    weight: value === null || equity <= 0n ? null : Number(value) / Number(equity),
    books: books.flatMap((book) => {
      const shares = sharesIn(bookIn(ledger, book), ticker);
      return shares > 0n ? [{ book, quantity: toDecimal(shares) }] : [];
    }),
  }));
}

/** Strategies in the order given, then those that only the ledger knows, then what is nobody's where there is any. */
export function bookRecords(ledger: Ledger, configured: readonly BookName[], prices: Prices): readonly BookRecord[] {
  const retired = strategiesIn(ledger).filter((name) => !configured.includes(name));
  const others = (['unattributed', 'broker-rounding'] as const).filter((name) => ledger.books.has(name));
  return [...configured, ...retired, ...others].map((name) => {
    const book = bookIn(ledger, name);
    const { holdings, unrealised } = markBook(book, prices);
    return {
      book: name,
      cash: toDecimal(book.cash),
      value: toDecimal(holdings),
      realised: toDecimal(book.realised),
      unrealised: toDecimal(unrealised),
    };
  });
}

/** What no quote was gathered for, in words: shown at cost. */
export function unpricedNotes(ledger: Ledger, prices: Prices): readonly string[] {
  const unpriced = new Set([...ledger.books.values()].flatMap((book) => markBook(book, prices).unpriced));
  return unpriced.size === 0 ? [] : [`Shown at cost, because no strategy needs a quote of it: ${[...unpriced].sort().join(', ')}.`];
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
