/** Reading a ledger's books: one per strategy, `unattributed` for what no strategy bought, `broker-rounding` for fractions of cents. */
import { NO_MONEY, total, type Money, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { BookName, Ledger, LedgerBook } from './entry.ts';

/** To which nothing was ever posted. */
export const EMPTY_BOOK: LedgerBook = { cash: NO_MONEY, lots: new Map(), realised: NO_MONEY };

export const bookIn = (ledger: Ledger, name: BookName): LedgerBook => ledger.books.get(name) ?? EMPTY_BOOK;

export const isStrategyBook = (name: BookName): name is StrategyName => name !== 'unattributed' && name !== 'broker-rounding';

/** The strategies with a book, in alphabetical order. */
export const strategiesIn = (ledger: Ledger): readonly StrategyName[] => [...ledger.books.keys()].filter(isStrategyBook).sort();

export const sharesIn = (book: LedgerBook, ticker: Ticker): Quantity => total((book.lots.get(ticker) ?? []).map((lot) => lot.quantity));

/** Cash of all books together: what the account should hold. */
export const cashOf = (ledger: Ledger): Money => total([...ledger.books.values()].map((book) => book.cash));
