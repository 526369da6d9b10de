/** The page of a strategy: its sheet in the words of `explain`, what it needs, and where it departs from where it came from. */
import { catalogue, explainTree, klm, klmVariants, requirements, type Line, type Strategy } from '@alchemiser/domain';
import { ABOUT, EVERYWHERE, type Departure } from './departures.ts';

export const pageName = ({ name }: Strategy): string => `${name}.md`;

const NOTE = '<!-- Written by `npm run docs:strategies` from the rule sheet itself; a test fails where the two differ. -->';

export function strategyPage(strategy: Strategy): string {
  const about = ABOUT[strategy.name];
  if (about === undefined) throw new Error(`${strategy.name} has no entry in departures.ts`);
  return [
    `# ${strategy.title}`,
    NOTE,
    about.says,
    `On the command line it is \`${strategy.name}\`: \`alchemiser explain ${strategy.name}\` shows this sheet with the numbers of a day.`,
    '## The rules',
    rules(strategy),
    '## What it needs',
    needs(strategy),
    '## Where it departs from the Python original',
    departureTable(about.departures),
    'And as all of them:',
    departureTable(EVERYWHERE),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

export function indexPage(): string {
  const rows = catalogue.map((strategy) => [
    `[${strategy.title}](${pageName(strategy)})`,
    `\`${strategy.name}\``,
    ABOUT[strategy.name]?.says ?? '',
  ]);
  return [
    '# Strategies',
    NOTE,
    'One page for each rule sheet, in the words in which a decision is explained.',
    table(['strategy', 'name', 'what it does'], rows),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The ensemble is eight pages long: it says what it ranks, and the pages say the rest. */
function rules(strategy: Strategy): string {
  const lines = explainTree(strategy.tree);
  if (strategy !== klm) return fenced(lines);
  const [ranking = { text: '' }] = lines;
  const links = klmVariants.map((variant) => `- [${variant.title}](${pageName(variant)})`).join('\n');
  return `${capital(ranking.text)} these, in the order that breaks ties:\n\n${links}`;
}

const fenced = (lines: readonly Line[]): string =>
  ['```text', ...lines.map(({ depth, text }) => `${'  '.repeat(depth)}${text}`), '```'].join('\n');

function needs({ tree }: Strategy): string {
  const rows = requirements(tree).tickers.map(({ ticker, warmUpBars, settlingBars }) => [ticker, String(warmUpBars), String(settlingBars)]);
  return table(['ticker', 'bars to decide', 'bars to settle'], rows);
}

const departureTable = (departures: readonly Departure[]): string =>
  table(
    ['what', 'original', 'here'],
    departures.map(({ what, original, here }) => [what, original, here]),
  );

/** As prettier writes it: columns as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
