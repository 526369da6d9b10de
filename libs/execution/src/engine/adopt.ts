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
import { amendRecords } from './amend.ts';
import type { Desk, Mandate } from './desk.ts';
import { findOut, refuseUnknown } from './find-out.ts';
import { readAccount } from './gather.ts';
import { openBooks } from './open-books.ts';
import { refuseUnderWay } from './past-runs.ts';
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
  for (;;) {
    const account = await readAccount(desk, mandate);
    refuseUnknown(await findOut(desk, account.id));
    const positions = await desk.broker.positions();
    const opened = await openBooks(desk, mandate, { account, positions });
    // After the reading: the fills of a run that began in the meantime are in none of the lists above.
    await refuseUnderWay(desk, account.id);
    const entry: AdoptedEntry = { kind: 'adopted', at: desk.clock.now(), book, ticker, quantity: sharesToGive(opened.ledger, adoption) };
    await amendRecords(desk, opened, { account, positions });
    const { status } = await desk.ledger.append(account.id, opened.stored.length, [...opened.entries, entry]);
    if (status === 'conflict') continue;
    desk.log.warn('shares adopted', { ticker, book, quantity: formatQuantity(entry.quantity) });
    return entry;
  }
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
