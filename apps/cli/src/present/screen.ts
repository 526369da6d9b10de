import Table from 'cli-table3';
import pc from 'picocolors';

/** A page of text being written for one terminal: its width, and whether it takes colour. */
export interface Screen {
  readonly width: number;
  readonly colours: ReturnType<typeof pc.createColors>;
}

export const screenFor = (stream: { readonly columns?: number; readonly isTTY?: boolean }, colour: boolean): Screen => ({
  // Piped output has no width of its own: 100 columns keep every table whole.
  width: stream.isTTY === true ? Math.max(60, stream.columns ?? 80) : 100,
  colours: pc.createColors(colour),
});

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const NO_RULES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Rows under titles, no rules, numbers to the right: what a ledger looks like. Indented by two. */
export function table(screen: Screen, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({
    head: columns.map((column) => screen.colours.dim(column.title)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: NO_RULES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  grid.push(...rows.map((row) => [...row]));
  return grid
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** A section's heading, with a remark that may stand at the right. */
export const heading = (screen: Screen, title: string, remark = ''): string =>
  remark === '' ? screen.colours.bold(title) : `${screen.colours.bold(title)}   ${screen.colours.dim(remark)}`;

/** Breaks a sentence at spaces so that it fits, later lines indented. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line.trim() === '' ? `${indent}${word}` : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
