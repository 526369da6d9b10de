/** Why the books cannot be opened, and with which command a person corrects them. */
import {
  assertNever,
  bookIn,
  formatQuantity,
  formatRatio,
  NO_SHARES,
  sharesIn,
  strategiesIn,
  toDecimal,
  type AdjustmentRefusal,
  type BookName,
  type Ledger,
  type Quantity,
  type Ticker,
} from '@alchemiser/domain';
import { Refused } from './refusal.ts';

const LOOK = 'Look the account up at the broker; `alchemiser status` shows our books.';

/** @param ledger with every execution in it that could be booked. */
export const booksRefused = (refusal: AdjustmentRefusal, ledger: Ledger): Refused =>
  new Refused(refusal.says, LOOK, ...commandsFor(refusal, ledger));

/** What else stands in the way; values from books that were not written would mislead. */
export const correctionRefused = ({ says }: AdjustmentRefusal): Refused =>
  new Refused(
    `With that in the books they would still not fit the account, so nothing was written. ${says}`,
    'What happened together is corrected together: a command takes several tickers, and several strategies.',
  );

/** "first 3, second 2.5" */
export function heldWords(ledger: Ledger, ticker: Ticker): string {
  const held = holdersOf(ledger, ticker).map(({ book, quantity }) => `${book} ${formatQuantity(quantity)}`);
  return held.length === 0 ? 'no strategy' : held.join(', ');
}

function commandsFor(refusal: AdjustmentRefusal, ledger: Ledger): readonly string[] {
  const { ticker } = refusal;
  switch (refusal.code) {
    case 'short':
      return [];
    case 'executions-unlisted':
      return [
        'Its list is late: run again in a few minutes. It is waited for until a day after the order ended; then its positions count.',
      ];
    case 'shares-added':
      return [
        refusal.split === null
          ? `If there was a split: \`alchemiser split ${ticker} TO:FROM\`.`
          : `\`alchemiser split ${ticker} ${formatRatio(refusal.split)}\` if it was one.`,
        `If they were moved in: \`alchemiser release ${ticker}${strategyOptions(ledger, ticker)}\`, then \`alchemiser adopt\` gives back what is whose.`,
      ];
    case 'shares-missing': {
      const ratio = refusal.split === null ? 'TO:FROM' : formatRatio(refusal.split);
      return [released(ledger, ticker, refusal.missing), `If they were merged: \`alchemiser split ${ticker} ${ratio}\`.`];
    }
    case 'shares-sold':
      return refusal.missing === NO_SHARES ? [] : [released(ledger, ticker, refusal.missing)];
    default:
      return assertNever(refusal);
  }
}

function released(ledger: Ledger, ticker: Ticker, missing: Quantity): string {
  const holders = holdersOf(ledger, ticker);
  const enough = holders.find(({ quantity }) => quantity >= missing);
  const which = enough === undefined ? strategyOptions(ledger, ticker) : ` --strategy ${enough.book} --quantity ${toDecimal(missing)}`;
  const whose = holders.length > 1 ? ` (held by ${heldWords(ledger, ticker)})` : '';
  return `If a person sold or moved them: buy them back, or \`alchemiser release ${ticker}${which}\`${whose}.`;
}

const strategyOptions = (ledger: Ledger, ticker: Ticker): string =>
  holdersOf(ledger, ticker)
    .map(({ book }) => ` --strategy ${book}`)
    .join('');

interface Holder {
  readonly book: BookName;
  readonly quantity: Quantity;
}

/** The strategies that hold some, those with the most first. */
const holdersOf = (ledger: Ledger, ticker: Ticker): readonly Holder[] =>
  strategiesIn(ledger)
    .map((book) => ({ book, quantity: sharesIn(bookIn(ledger, book), ticker) }))
    .filter(({ quantity }) => quantity > NO_SHARES)
    .sort((a, b) => (a.quantity < b.quantity ? 1 : a.quantity > b.quantity ? -1 : 0));
