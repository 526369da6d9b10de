import type { Block } from '../view/report-view.ts';
import { wrap } from './wrap.ts';

type Table = Extract<Block, { kind: 'table' }>;

const GAP = 3;

/**
 * A table in aligned columns: the first column left, numbers right, notes indented beneath their row.
 * One too wide for `width` is written row by row instead, so that a mail client never breaks a column.
 */
export function columnsOf(table: Table, width: number): readonly string[] {
  const titles = table.columns.map((column) => column.title);
  const cells = [titles, ...table.rows.map((row) => row.cells.map((cell) => cell.text))];
  const widths = titles.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  const whole = widths.reduce((sum, column) => sum + column, 0) + GAP * (titles.length - 1);
  if (whole > width) return table.rows.flatMap((row) => stacked(titles, row, width));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart((widths[at] ?? 0) + GAP)))
      .join('')
      .trimEnd();
  return [line(titles), ...table.rows.flatMap((row) => [line(row.cells.map((cell) => cell.text)), ...wrap(row.note, width, '  ')])];
}

function stacked(titles: readonly string[], row: Table['rows'][number], width: number): readonly string[] {
  const [name, ...values] = row.cells;
  return [
    ...wrap(name?.text ?? '', width),
    ...values.flatMap((cell, at) => (cell.text === '' ? [] : wrap(`${(titles[at + 1] ?? '').toLowerCase()} ${cell.text}`, width, '  '))),
    ...wrap(row.note, width, '  '),
  ];
}
