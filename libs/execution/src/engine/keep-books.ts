import type { Desk, Mandate } from './desk.ts';
import { amendRecords } from './amend.ts';
import { findOut, refuseUnknown } from './find-out.ts';
import { readAccount } from './gather.ts';
import type { OpenedBooks, Seen } from './open-books.ts';
import { refuseUnderWay } from './past-runs.ts';

/**
 * What a person puts into the books. The account is looked at first, as a run would, and all of it is kept or nothing.
 * @param open called again when somebody else wrote meanwhile.
 * @throws Refused while a run is under way. @throws Halted while nobody knows what became of an order.
 */
export async function keepBooks<B extends OpenedBooks>(desk: Desk, mandate: Mandate, open: (seen: Seen) => Promise<B>): Promise<B> {
  for (;;) {
    const account = await readAccount(desk, mandate);
    await refuseUnderWay(desk, account.id);
    refuseUnknown(await findOut(desk, account.id));
    const positions = await desk.broker.positions();
    const opened = await open({ account, positions });
    // Again, after the reading: the fills of a run that began in the meantime are in none of the lists above.
    await refuseUnderWay(desk, account.id);
    await amendRecords(desk, opened, { account, positions });
    const { status } = await desk.ledger.append(account.id, opened.stored.length, opened.entries);
    if (status === 'appended') return opened;
  }
}
