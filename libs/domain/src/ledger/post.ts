/** The ledger is the fold of its entries. Posting the same fill, cross or shared-out capital twice changes nothing. */
import { assertNever, invariant } from '../result.ts';
import { minus, negate, NO_SHARES, notional, plus, toDecimal, total, type Money, type Price, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import type { Fill } from '../orders/order.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import { EMPTY_BOOK } from './books.ts';
import type { BookName, Ledger, LedgerBook, LedgerEntry, Lot } from './entry.ts';
import { splitLots, takeOldest } from './lots.ts';

/** A ledger in which nothing has happened. */
export const openLedger = (): Ledger => ({ books: new Map(), posted: new Set(), length: 0, lastRebalance: new Map() });

interface DraftBook {
  cash: Money;
  readonly lots: Map<Ticker, readonly Lot[]>;
  realised: Money;
}

/** Books while entries are folded; nobody outside sees them change. */
interface Draft {
  /** As they stand: those of the ledger, and in the place of what changes a draft. */
  readonly books: Map<BookName, LedgerBook>;
  readonly drafts: Map<BookName, DraftBook>;
  readonly posted: Set<string>;
  readonly lastRebalance: Map<StrategyName, SessionDate>;
}

/** @throws InvariantViolation for an entry that does not add up, or that takes out shares a book does not hold. */
export function post(ledger: Ledger, entries: readonly LedgerEntry[]): Ledger {
  if (entries.length === 0) return ledger;
  const draft: Draft = {
    books: new Map(ledger.books),
    drafts: new Map(),
    posted: new Set(ledger.posted),
    lastRebalance: new Map(ledger.lastRebalance),
  };
  for (const entry of entries) {
    const key = postingKey(entry);
    if (key !== null && draft.posted.has(key)) continue;
    apply(draft, entry);
    if (key !== null) draft.posted.add(key);
  }
  const { books, posted, lastRebalance } = draft;
  return { books, posted, length: ledger.length + entries.length, lastRebalance };
}

/** What makes an execution the same as one told of before, by whichever way: the stream and the lists give both. */
export const executionKey = ({ venueOrderId, cumulativeQuantity }: Pick<Fill, 'venueOrderId' | 'cumulativeQuantity'>): string =>
  `fill ${venueOrderId} ${toDecimal(cumulativeQuantity)}`;

/** What makes an entry the same as one posted before; null where every entry counts. */
export function postingKey(entry: LedgerEntry): string | null {
  switch (entry.kind) {
    case 'fill':
      return executionKey(entry);
    case 'cross':
      return `cross ${entry.session} ${String(entry.at)} ${entry.ticker} ${entry.from} ${entry.to}`;
    case 'capital':
      return `capital ${entry.session} ${String(entry.at)}`;
    case 'opened':
      return 'opened';
    case 'rebalanced':
    case 'shares-found':
    case 'adopted':
    case 'released':
    case 'split':
    case 'cash-moved':
    case 'rounding':
      return null;
    default:
      return assertNever(entry);
  }
}

function apply(draft: Draft, entry: LedgerEntry): void {
  switch (entry.kind) {
    case 'opened':
      moveCash(draft, entry.cash);
      return;
    case 'fill':
      applyFill(draft, entry);
      return;
    case 'cross':
      give(draft, entry.from, entry.ticker, entry.quantity, notional(entry.quantity, entry.price));
      take(draft, entry.to, entry.ticker, entry.quantity, notional(entry.quantity, entry.price), entry);
      return;
    case 'capital':
      invariant(total(entry.cash.map((part) => part.amount)) === 0n, 'Capital moved between books sums to nothing');
      moveCash(draft, entry.cash);
      return;
    case 'rebalanced':
      for (const name of entry.strategies) draft.lastRebalance.set(name, entry.session);
      return;
    case 'shares-found':
      applySharesFound(draft, entry);
      return;
    case 'adopted':
      changeHands(draft, 'unattributed', entry.book, entry);
      return;
    case 'released':
      changeHands(draft, entry.book, 'unattributed', entry);
      return;
    case 'split':
      applySplit(draft, entry);
      return;
    case 'cash-moved':
      invariant(total(entry.cash.map((part) => part.amount)) === entry.amount, 'Cash that moved is what its books got');
      moveCash(draft, entry.cash);
      return;
    case 'rounding':
      moveCash(draft, [{ book: 'broker-rounding', amount: entry.amount }]);
      return;
    default:
      assertNever(entry);
  }
}

function applyFill(draft: Draft, fill: Extract<LedgerEntry, { kind: 'fill' }>): void {
  invariant(fill.quantity > NO_SHARES, 'A fill has shares');
  invariant(total(fill.shares.map((share) => share.quantity)) === fill.quantity, 'The parts of a fill are the whole of it');
  let before = NO_SHARES;
  for (const { book, quantity } of fill.shares) {
    const after = plus(before, quantity);
    // Differences of running amounts, so that the books together move exactly what the execution moved.
    const amount = minus(notional(after, fill.price), notional(before, fill.price));
    before = after;
    if (quantity === NO_SHARES) continue;
    if (fill.side === 'sell') give(draft, book, fill.ticker, quantity, amount);
    else take(draft, book, fill.ticker, quantity, amount, fill);
  }
}

/** Shares that came without an order of ours cost no cash here: what was paid for them shows as cash that moved. */
function applySharesFound(draft: Draft, entry: Extract<LedgerEntry, { kind: 'shares-found' }>): void {
  const book = draftBook(draft, 'unattributed');
  if (entry.change.side === 'in') {
    invariant(entry.price !== null, 'Shares that were found come with a price');
    addLot(book.lots, entry.ticker, { quantity: entry.change.quantity, price: entry.price, at: entry.at });
  } else {
    const { left } = takeOldest(entry.ticker, book.lots.get(entry.ticker) ?? [], entry.change.quantity);
    setLots(book.lots, entry.ticker, left);
  }
}

/** Lots change hands as they are: no cash moves and nothing is realised. */
function changeHands(
  draft: Draft,
  from: BookName,
  to: BookName,
  { ticker, quantity }: { readonly ticker: Ticker; readonly quantity: Quantity },
): void {
  const giver = draftBook(draft, from);
  const { taken, left } = takeOldest(ticker, giver.lots.get(ticker) ?? [], quantity);
  setLots(giver.lots, ticker, left);
  const taker = draftBook(draft, to);
  for (const lot of taken) addLot(taker.lots, ticker, lot);
}

function applySplit(draft: Draft, { ticker, ratio, books }: Extract<LedgerEntry, { kind: 'split' }>): void {
  const named = new Set(books.map(({ book }) => book));
  const holders = [...draft.books].filter(([, { lots }]) => lots.has(ticker)).map(([name]) => name);
  invariant(
    named.size === books.length && holders.length === named.size && holders.every((name) => named.has(name)),
    'A split is of every book that holds the ticker',
  );
  for (const { book, quantity } of books) {
    const { lots } = draftBook(draft, book);
    setLots(lots, ticker, splitLots(lots.get(ticker) ?? [], quantity, ratio));
  }
}

function give(draft: Draft, name: BookName, ticker: Ticker, shares: Quantity, proceeds: Money): void {
  const book = draftBook(draft, name);
  const { left, cost } = takeOldest(ticker, book.lots.get(ticker) ?? [], shares);
  book.realised = plus(book.realised, minus(proceeds, cost));
  book.cash = plus(book.cash, proceeds);
  setLots(book.lots, ticker, left);
}

type Bought = { readonly at: Instant; readonly price: Price };

function take(draft: Draft, name: BookName, ticker: Ticker, shares: Quantity, cost: Money, { at, price }: Bought): void {
  const book = draftBook(draft, name);
  book.cash = plus(book.cash, negate(cost));
  addLot(book.lots, ticker, { quantity: shares, price, at });
}

function moveCash(draft: Draft, parts: readonly { readonly book: BookName; readonly amount: Money }[]): void {
  for (const { book, amount } of parts) {
    const target = draftBook(draft, book);
    target.cash = plus(target.cash, amount);
  }
}

function draftBook({ books, drafts }: Draft, name: BookName): DraftBook {
  const known = drafts.get(name);
  if (known !== undefined) return known;
  const { cash, lots, realised } = books.get(name) ?? EMPTY_BOOK;
  const draft: DraftBook = { cash, lots: new Map(lots), realised };
  drafts.set(name, draft);
  books.set(name, draft);
  return draft;
}

const addLot = (lots: Map<Ticker, readonly Lot[]>, ticker: Ticker, lot: Lot): void => {
  lots.set(ticker, [...(lots.get(ticker) ?? []), lot]);
};

const setLots = (lots: Map<Ticker, readonly Lot[]>, ticker: Ticker, left: readonly Lot[]): void => {
  if (left.length === 0) lots.delete(ticker);
  else lots.set(ticker, left);
};
