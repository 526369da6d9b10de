import {
  closingEntries,
  missingEntries,
  openLedger,
  post,
  reconcile,
  roundingEntries,
  type Account,
  type CertificateRecord,
  type Ledger,
  type Position,
  type RunDeeds,
} from '@alchemiser/domain';
import type { Desk } from './desk.ts';

/** A run's end, as the books and the broker tell it. */
export interface ClosedBooks {
  readonly ledger: Ledger;
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly certificate: CertificateRecord;
}

/**
 * Posts a run to the books once, however often it is called and by however many processes, then compares them with the broker.
 * @throws Failure when the broker or the store does not answer: the run can be resumed and ends here again.
 */
export async function closeBooks(desk: Desk, deeds: RunDeeds): Promise<ClosedBooks> {
  const { facts } = deeds;
  const own = closingEntries(deeds, desk.clock.now());
  for (;;) {
    const [account, positions] = await Promise.all([desk.broker.account(), desk.broker.positions()]);
    const stored = await desk.ledger.read(facts.account.id);
    const before = post(openLedger(), stored);
    const missing = missingEntries(before, own);
    const posted = post(before, missing);
    const executions = missing.filter((entry) => entry.kind === 'fill').length;
    const rounding = roundingEntries(posted, account.cash, executions, desk.clock.now());
    const entries = [...missing, ...rounding];
    const appended = entries.length === 0 ? { status: 'appended' } : await desk.ledger.append(facts.account.id, stored.length, entries);
    // Somebody else closed the same run a moment ago: look again at what is left to do.
    if (appended.status === 'conflict') continue;
    const ledger = post(posted, rounding);
    return { ledger, account, positions, certificate: reconcile(ledger, account.cash, positions) };
  }
}
