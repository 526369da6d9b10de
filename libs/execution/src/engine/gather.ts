import { runRequirements, tradedBefore, type Account, type Facts, type LedgerEntry, type SessionHours } from '@alchemiser/domain';
import type { Day, Desk, Mandate } from './desk.ts';
import { gatherHistory } from './gather-history.ts';
import { openBooks, type OpenedBooks } from './open-books.ts';
import { Refused } from './refusal.ts';

/** Facts, and the ledger entries that what we found calls for: they are kept before anything is decided on them. */
export interface Gathered {
  readonly facts: Facts;
  readonly entries: readonly LedgerEntry[];
  readonly opened: OpenedBooks;
}

/**
 * The only stage that reads. A read that fails ends it: nothing here is ever taken for zero, for empty or for unchanged.
 * @throws Failure when the world does not answer. @throws Refused when it answers what we must not trade on.
 */
export async function gather(desk: Desk, mandate: Mandate, day: Day): Promise<Gathered> {
  const hours = desk.calendar.hours(day.session);
  checkHours(hours, desk.clock.now());
  const asOf = desk.calendar.previous(day.session);
  const account = await readAccount(desk, mandate);
  const [positions, openOrders] = await Promise.all([desk.broker.positions(), desk.broker.openOrders()]);
  const opened = await openBooks(desk, mandate, { account, positions });
  const { ledger, entries } = opened;
  const before = tradedBefore(opened.past.filter(({ run }) => run.session === day.session).map(({ log }) => log));
  // To sell what is held takes no strategy.
  const { bars, priced } = runRequirements(day.instruction === 'flatten' ? [] : mandate.book, ledger);
  const [history, instruments] = await Promise.all([
    gatherHistory(
      desk,
      bars.map(({ ticker }) => ticker),
      asOf,
    ),
    desk.broker.instruments(priced),
  ]);
  // Quotes come last: nothing else we read grows old as fast.
  const quotes: Facts['quotes'] = priced.length === 0 ? new Map() : await desk.market.quotes(priced);
  return {
    entries,
    opened,
    facts: {
      provenance: desk.provenance,
      session: day.session,
      hours,
      asOf,
      gatheredAt: desk.clock.now(),
      history,
      quotes,
      instruments,
      account,
      positions,
      openOrders,
      ledger,
      ...(before === undefined ? {} : { tradedBefore: before }),
      ...(day.instruction === undefined ? {} : { instruction: day.instruction }),
    },
  };
}

/** @throws Refused for an account that is not the one configured. */
export async function readAccount(desk: Pick<Desk, 'broker'>, mandate: Pick<Mandate, 'accountId'>): Promise<Account> {
  const account = await desk.broker.account();
  if (mandate.accountId !== null && account.id !== mandate.accountId) {
    throw new Refused(
      `The key belongs to account …${account.id.slice(-4)}, the configuration names …${mandate.accountId.slice(-4)}.`,
      'Correct "accountId" in the configuration, or use the key of that account.',
    );
  }
  return account;
}

/** @throws Refused outside regular hours: a plan is made on quotes, and there are none. */
function checkHours(hours: SessionHours, now: number): void {
  if (now >= hours.open && now < hours.close) return;
  const when = now < hours.open ? 'has not opened yet' : 'is over';
  throw new Refused(
    `The session ${hours.date} ${when}: orders are planned on its quotes, and there are none now.`,
    'Run during regular hours, a few minutes before the close.',
  );
}
