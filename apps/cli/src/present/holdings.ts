import {
  formatMoney,
  formatWeight,
  formatPrice,
  formatQuantity,
  formatSignedMoney,
  type BookRecord,
  type PositionRecord,
} from '@alchemiser/domain';
import { table, type Screen } from './screen.ts';

/** What the account holds, and whose it is. */
export function presentPositions(screen: Screen, positions: readonly PositionRecord[]): string {
  if (positions.length === 0) return '  no positions: all cash';
  const columns = [
    { title: '' },
    { title: 'shares', align: 'right' },
    { title: 'price', align: 'right' },
    { title: 'value', align: 'right' },
    { title: 'weight', align: 'right' },
    { title: 'books' },
  ] as const;
  const rows = positions.map((position) => [
    position.ticker,
    formatQuantity(position.quantity),
    position.price === null ? '–' : formatPrice(position.price),
    position.value === null ? '–' : formatMoney(position.value),
    position.weight === null ? '–' : formatWeight(position.weight),
    position.books.map(({ book, quantity }) => (position.books.length === 1 ? book : `${book} ${formatQuantity(quantity)}`)).join(', '),
  ]);
  return table(screen, columns, rows);
}

/** One line per strategy's book: cash, value, profit. */
export function presentBooks(screen: Screen, books: readonly BookRecord[]): string {
  const columns = [
    { title: '' },
    { title: 'cash', align: 'right' },
    { title: 'holdings', align: 'right' },
    { title: 'realised', align: 'right' },
    { title: 'unrealised', align: 'right' },
  ] as const;
  const rows = books.map((book) => [
    book.book,
    formatMoney(book.cash),
    formatMoney(book.value),
    formatSignedMoney(book.realised),
    formatSignedMoney(book.unrealised),
  ]);
  return table(screen, columns, rows);
}
