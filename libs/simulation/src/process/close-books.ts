/** Posts a run to the books once, however often and by however many processes it is done, then compares them with the broker. */
import {
  missingEntries,
  post,
  reconcile,
  roundingEntries,
  unrounded,
  type CertificateRecord,
  type LedgerEntry,
  type RunDeeds,
} from '@alchemiser/domain';
import { answerOf, ask, askAll, type Life, type Process } from './process.ts';

export function* closeBooks(process: Process, deeds: RunDeeds): Life<CertificateRecord> {
  const own = process.practices.closingEntries(deeds, process.now());
  for (;;) {
    const [onAccount, onPositions] = yield* askAll(process, [{ of: 'account' }, { of: 'positions' }]);
    const account = yield* answerOf<'account'>(process, onAccount!.reply);
    const positions = yield* answerOf<'positions'>(process, onPositions!.reply);
    const stored = yield* ask(process, { of: 'readLedger' });
    const before = process.books(stored);
    const missing = missingEntries(before, own);
    const posted = post(before, missing);
    const executions = unrounded(stored, missing);
    const rounding = roundingEntries(posted, account.cash, executions, process.now());
    const entries: readonly LedgerEntry[] = [...missing, ...rounding];
    // Somebody else closed the same run a moment ago: look again at what is left to do.
    if (entries.length > 0 && (yield* ask(process, { of: 'appendLedger', expected: stored.length, entries })).status === 'conflict')
      continue;
    return reconcile(post(posted, rounding), account.cash, positions);
  }
}
