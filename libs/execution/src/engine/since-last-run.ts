/** What changed in the account between two runs, in words for the record. */
import { assertNever, formatQuantity, formatSignedMoney, isStrategyBook, toDecimal, type LedgerEntry } from '@alchemiser/domain';

/** @param entries as they are about to be booked when a run begins; the first sight of an account is no change. */
export function changesSince(entries: readonly LedgerEntry[]): readonly string[] {
  if (entries.some((entry) => entry.kind === 'opened')) return [];
  const words = entries.flatMap(wordsOf);
  return words.length === 0 ? [] : [`Since the last run: ${words.join('; ')}.`];
}

function wordsOf(entry: LedgerEntry): readonly string[] {
  switch (entry.kind) {
    case 'fill': {
      const own = entry.shares.some(({ book }) => isStrategyBook(book));
      const traded = `${entry.side === 'buy' ? 'bought' : 'sold'} ${formatQuantity(entry.quantity)} ${entry.ticker}`;
      return [own ? `an order of ours ${traded} after its run had ended` : `somebody else ${traded}`];
    }
    case 'shares-found':
      return [
        `${formatQuantity(entry.change.quantity)} ${entry.ticker} ${entry.change.side === 'in' ? 'came into' : 'left'} the account without an order of ours`,
      ];
    case 'cash-moved':
      return [`${formatSignedMoney(toDecimal(entry.amount))} in cash (${entry.why})`];
    case 'opened':
    case 'adopted':
    case 'released':
    case 'split':
    case 'cross':
    case 'capital':
    case 'rebalanced':
    case 'rounding':
      return [];
    default:
      return assertNever(entry);
  }
}
