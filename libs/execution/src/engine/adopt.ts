/** Shares that no strategy bought are given to one, at a person's word: from the next run on it sizes on them and trades them. */
import {
  bookIn,
  formatQuantity,
  NO_SHARES,
  sharesIn,
  type Ledger,
  type LedgerEntry,
  type Quantity,
  type StrategyName,
  type Ticker,
} from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { keepBooks } from './keep-books.ts';
import { openBooks } from './open-books.ts';
import { Refused } from './refusal.ts';

export interface Adoption {
  readonly ticker: Ticker;
  readonly strategy: StrategyName;
  /** Undefined: all there are. */
  readonly quantity: Quantity | undefined;
}

type AdoptedEntry = Extract<LedgerEntry, { kind: 'adopted' }>;

/**
 * The account is looked at first as a run would, so that what a person bought a moment ago can be adopted too.
 * @throws Refused for a strategy that is not in the book, for shares that nobody has to give, and while a run is under way.
 */
export async function adoptShares(desk: Desk, mandate: Mandate, adoption: Adoption): Promise<AdoptedEntry> {
  const { ticker, strategy: book } = adoption;
  checkStrategy(mandate, book);
  const { entry } = await keepBooks(desk, mandate, async (seen) => {
    const opened = await openBooks(desk, mandate, seen);
    const given: AdoptedEntry = { kind: 'adopted', at: desk.clock.now(), book, ticker, quantity: sharesToGive(opened.ledger, adoption) };
    return { ...opened, entries: [...opened.entries, given], entry: given };
  });
  desk.log.warn('shares adopted', { ticker, book, quantity: formatQuantity(entry.quantity) });
  return entry;
}

function checkStrategy({ book }: Mandate, name: StrategyName): void {
  const names = book.map(({ strategy }) => strategy.name);
  if (!names.includes(name)) throw new Refused(`There is no strategy ${name} in the book.`, `It trades ${names.join(', ')}.`);
}

function sharesToGive(ledger: Ledger, { ticker, quantity }: Adoption): Quantity {
  const nobodys = bookIn(ledger, 'unattributed');
  const there = sharesIn(nobodys, ticker);
  if (there === NO_SHARES) {
    const others = [...nobodys.lots.keys()].sort().map((name) => `${name} ${formatQuantity(sharesIn(nobodys, name))}`);
    throw new Refused(
      `There are no ${ticker} that no strategy bought.`,
      others.length === 0 ? 'Nothing in this account is unattributed.' : `Unattributed are: ${others.join(', ')}.`,
    );
  }
  if (quantity !== undefined && (quantity > there || quantity === NO_SHARES)) {
    throw new Refused(
      `Shares to adopt must be more than none and at most the ${formatQuantity(there)} ${ticker} that no strategy bought, was ${formatQuantity(quantity)}.`,
    );
  }
  return quantity ?? there;
}
