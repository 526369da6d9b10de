import type { Block, Fact, ReportView, Section } from '../view/report-view.ts';
import { columnsOf } from './columns.ts';
import { wrap } from './wrap.ts';

/** What mail readers show without breaking a line. */
const WIDTH = 72;
const LABEL_WIDTH = 24;
const RULE = '-'.repeat(WIDTH);

/** The view as plain text, 72 columns wide. */
export function reportText(view: ReportView): string {
  const paragraphs = [
    wrap(`${view.provenance.word} · ${view.provenance.sentence}`, WIDTH),
    [apart(view.title.toUpperCase(), view.status.word), view.session],
    wrap(view.says, WIDTH),
    wrap(view.meta, WIDTH),
    ...view.alerts.map((alert) => wrap(alert, WIDTH, '   ', '!! ')),
    ...view.notes.map((note) => wrap(note, WIDTH)),
    view.tiles.map((tile) => `${tile.label.padEnd(16)}${tile.value}`),
    ...view.sections.flatMap((section) => [sectionHead(section), ...section.blocks.map(blockLines)]),
    [RULE, ...view.footer.flatMap((line) => wrap(line, WIDTH))],
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function sectionHead({ title, aside }: Section): readonly string[] {
  const heading = title.toUpperCase();
  const isWide = heading.length + 3 + aside.length > WIDTH;
  return [...(isWide ? [heading, ...wrap(aside, WIDTH)] : [apart(heading, aside)]), RULE];
}

/** Two words at the two ends of a line. */
const apart = (left: string, right: string): string => `${left}${right.padStart(WIDTH - left.length)}`.trimEnd();

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return wrap(block.text, WIDTH);
    case 'alert':
      return wrap(block.text, WIDTH, '   ', '!! ');
    case 'sleeve':
      return [
        ...wrap(`${block.title}, ${block.share}: ${block.outcome}`, WIDTH, '  ', ''),
        ...block.reasons.flatMap((reason) => wrap(reason, WIDTH, '    ', '  - ')),
      ];
    case 'table':
      return columnsOf(block, WIDTH);
    case 'facts':
      return block.facts.flatMap(factLines);
  }
}

/** On one line where it fits, else the value beneath its label. */
function factLines({ label, value }: Fact): readonly string[] {
  const line = `${`${label}:`.padEnd(LABEL_WIDTH)} ${value}`;
  return line.length <= WIDTH ? [line] : [...wrap(`${label}:`, WIDTH), ...wrap(value, WIDTH, '  ')];
}
