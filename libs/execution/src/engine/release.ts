/** Shares of strategies become nobody's, at a person's word: what was sold or moved out by hand can then be booked as theirs. */
import {
  bookIn,
  formatQuantity,
  NO_SHARES,
  sharesIn,
  type Instant,
  type Ledger,
  type LedgerEntry,
  type Quantity,
  type StrategyName,
  type Ticker,
} from '@alchemiser/domain';
import { heldWords } from './books-refused.ts';
import type { Desk, Mandate } from './desk.ts';
import { keepBooks } from './keep-books.ts';
import { openBooks } from './open-books.ts';
import { Refused } from './refusal.ts';

/** What each of the strategies holds of each of the tickers: a position closed by hand may have been of several. */
export interface Release {
  readonly tickers: ReadonlySet<Ticker>;
  readonly strategies: ReadonlySet<StrategyName>;
  /** Of one ticker and one strategy. Undefined: all there are. */
  readonly quantity: Quantity | undefined;
}

export type ReleasedEntry = Extract<LedgerEntry, { kind: 'released' }>;

/** @throws Refused for shares that the strategies do not have to give, and when the books would not fit the account afterwards. */
export async function releaseShares(desk: Desk, mandate: Mandate, release: Release): Promise<readonly ReleasedEntry[]> {
  const { entries } = await keepBooks(desk, mandate, (seen) =>
    openBooks(desk, mandate, seen, (booked) => releasedEntries(booked, release, desk.clock.now())),
  );
  const kept = entries.filter((entry) => entry.kind === 'released');
  for (const { ticker, book, quantity } of kept) desk.log.warn('shares released', { ticker, book, quantity: formatQuantity(quantity) });
  return kept;
}

function releasedEntries(booked: Ledger, { tickers, strategies, quantity }: Release, at: Instant): readonly ReleasedEntry[] {
  const held = [...strategies]
    .flatMap((book) => [...tickers].map((ticker) => ({ book, ticker, quantity: sharesIn(bookIn(booked, book), ticker) })))
    .filter((part) => part.quantity > NO_SHARES);
  for (const ticker of tickers) if (!held.some((part) => part.ticker === ticker)) throw notHeld(booked, strategies, new Set([ticker]));
  for (const book of strategies) if (!held.some((part) => part.book === book)) throw notHeld(booked, new Set([book]), tickers);
  return held.map((part) => ({ kind: 'released', at, ...part, quantity: checked(part, quantity) }));
}

const notHeld = (booked: Ledger, strategies: Release['strategies'], tickers: Release['tickers']): Refused =>
  new Refused(
    `There are no ${[...tickers].join(' or ')} of ${[...strategies].join(' or ')} to release.`,
    [...tickers].map((ticker) => `${ticker} is held by ${heldWords(booked, ticker)}.`).join(' '),
  );

function checked({ book, ticker, quantity: there }: Omit<ReleasedEntry, 'kind' | 'at'>, asked: Quantity | undefined): Quantity {
  if (asked === undefined || (asked > NO_SHARES && asked <= there)) return asked ?? there;
  throw new Refused(
    `Shares to release must be more than none and at most the ${formatQuantity(there)} ${ticker} of ${book}, was ${formatQuantity(asked)}.`,
  );
}
