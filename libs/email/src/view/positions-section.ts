import {
  formatMoney,
  formatPrice,
  formatQuantity,
  formatSignedMoney,
  formatWeight,
  money,
  plus,
  type PositionRecord,
  type RunRecord,
} from '@alchemiser/domain';
import { left, paragraph, right, row, table } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Row, Section } from './report-view.ts';

/** What the account holds and whose it is; in dollars also the strategies' books. */
export function positionsSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  const positions = record.positions.map((position) => positionRow(position, say, neutral));
  const titles = ['Ticker', 'Shares', ...(neutral ? [] : ['Price', 'Value']), 'Weight'];
  const held = positions.length === 0 ? paragraph('No positions: all cash.') : table(titles, [...positions, ...cashRow(record, neutral)]);
  const books =
    neutral || record.books.length === 0
      ? []
      : [
          table(
            ['Book', 'Cash', 'Holdings', 'Profit'],
            record.books.map((book) => bookRow(book, say)),
          ),
        ];
  return [{ title: 'Positions', aside: sentNothing(record) ? 'unchanged by this run' : 'after the run', blocks: [held, ...books] }];
}

export const sentNothing = (record: RunRecord): boolean => record.legs.every((leg) => leg.orders.length === 0);

function positionRow(position: PositionRecord, say: Prose, neutral: boolean): Row {
  const price = position.price === null ? '–' : formatPrice(position.price);
  const value = position.value === null ? '–' : formatMoney(position.value);
  return row(
    [
      left(say(position.ticker)),
      right(formatQuantity(position.quantity)),
      ...(neutral ? [] : [right(price), right(value)]),
      right(position.weight === null ? '–' : formatWeight(position.weight)),
    ],
    ownerWords(position, say),
  );
}

/** "nuclear" · "nuclear 10, unattributed 5 (no strategy bought them: left alone)" */
function ownerWords({ books }: PositionRecord, say: Prose): string {
  const owners = books.map(({ book, quantity }) => {
    const shares = books.length === 1 ? '' : ` ${formatQuantity(quantity)}`;
    return `${say(book)}${shares}${book === 'unattributed' ? ' (bought by no strategy: left alone)' : ''}`;
  });
  return owners.join(', ');
}

/** The rest of equity, where every position could be valued. */
function cashRow(record: RunRecord, neutral: boolean): readonly Row[] {
  const weights = record.positions.map((position) => position.weight);
  if (weights.includes(null)) return [];
  const cash = weights.reduce<number>((rest, weight) => rest - (weight ?? 0), 1);
  return [row([left('cash'), right(''), ...(neutral ? [] : [right(''), right('')]), right(formatWeight(cash))])];
}

function bookRow(book: RunRecord['books'][number], say: Prose): Row {
  const profit = plus(money(book.realised), money(book.unrealised));
  return row(
    [left(say(book.book)), right(formatMoney(book.cash)), right(formatMoney(book.value)), right(formatSignedMoney(profit))],
    `realised ${formatSignedMoney(book.realised)}, unrealised ${formatSignedMoney(book.unrealised)}`,
  );
}
