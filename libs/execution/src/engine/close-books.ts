import {
  closingEntries,
  compareOrders,
  DEFAULT_EXECUTION_POLICY,
  instant,
  missingEntries,
  openLedger,
  post,
  reconcile,
  roundingEntries,
  unrounded,
  type Account,
  type CertificateRecord,
  type ComparedOrders,
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

/** What the broker says of a run that just ended may lag: it is asked again for so long before it counts. */
const { lagMsMax: LAG_MS, pollMs: AGAIN_MS, clockSkewMs: SKEW_MS } = DEFAULT_EXECUTION_POLICY;

/**
 * Posts a run to the books once, however often it is called and by however many processes, then compares orders, executions, shares and
 * cash with the broker's.
 * @throws Failure when the broker or the store does not answer: the run can be resumed and ends here again.
 */
export async function closeBooks(desk: Desk, deeds: RunDeeds): Promise<ClosedBooks> {
  const account = deeds.facts.account.id;
  const own = closingEntries(deeds, desk.clock.now());
  const patientUntil = desk.clock.now() + LAG_MS;
  for (;;) {
    const [seen, positions, orders] = await Promise.all([desk.broker.account(), desk.broker.positions(), comparedOrders(desk, deeds)]);
    const stored = await desk.ledger.read(account);
    const before = post(openLedger(), stored);
    const missing = missingEntries(before, own);
    const posted = post(before, missing);
    const executions = unrounded(stored, missing);
    const rounding = roundingEntries(posted, seen.cash, executions, desk.clock.now());
    const ledger = post(posted, rounding);
    const certificate = reconcile(ledger, seen.cash, positions, orders);
    if (certificate.status === 'different' && desk.clock.now() < patientUntil) {
      await desk.clock.sleep(AGAIN_MS);
      continue;
    }
    const entries = [...missing, ...rounding];
    const appended = entries.length === 0 ? { status: 'appended' } : await desk.ledger.append(account, stored.length, entries);
    // Somebody else closed the same run a moment ago: look again at what is left to do.
    if (appended.status === 'appended') return { ledger, account: seen, positions, certificate };
  }
}

/** One call lists all orders since the run was planned. */
async function comparedOrders(desk: Pick<Desk, 'broker'>, { facts, outcome }: RunDeeds): Promise<ComparedOrders | null> {
  if (outcome === null || outcome.legs.every(({ orders }) => orders.length === 0)) return null;
  return compareOrders(outcome, await desk.broker.ordersSince(instant(Math.max(0, facts.gatheredAt - SKEW_MS))));
}
