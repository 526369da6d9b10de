import { formatSession, formatWeight, sessionDate, type RunRecord, type SleeveRecord } from '@alchemiser/domain';
import { nearestFlipLines } from './flips.ts';
import { heading, wrap, type Screen } from './screen.ts';

/** What every strategy decided and why, on the bars up to `asOf`. */
export function presentDecisions(screen: Screen, record: Pick<RunRecord, 'asOf' | 'historyFrom' | 'sleeves'>): string {
  const asOf = `bars up to ${formatSession(sessionDate(record.asOf))}, history from ${record.historyFrom}`;
  return [heading(screen, 'Decision', asOf), ...record.sleeves.map((sleeve) => presentSleeve(screen, sleeve))].join('\n');
}

function presentSleeve(screen: Screen, sleeve: SleeveRecord): string {
  const { colours } = screen;
  const name = `  ${colours.bold(sleeve.title)}  ${formatWeight(sleeve.share)}`;
  if (sleeve.undecided !== undefined)
    return [`${name}   ${colours.red('cannot decide')}`, wrap(sleeve.undecided.says, screen.width, '    ')].join('\n');
  const verdict = sleeve.action === 'keep' ? 'keep what it holds' : `hold ${wantedWords(sleeve)}`;
  const reasons = sleeve.reasons.map((reason) => wrap(reason, screen.width, '    '));
  const edges = nearestFlipLines(sleeve.flips).map((line) => colours.dim(wrap(line, screen.width, '    ')));
  return [`${name}   ${colours.green(verdict)}`, ...reasons, ...edges].join('\n');
}

/** "TQQQ" · "UVXY 75.0 %, BTAL 25.0 %" · "cash" */
export const wantedWords = (sleeve: SleeveRecord): string =>
  sleeve.weights.length === 0
    ? 'cash'
    : sleeve.weights.length === 1 && sleeve.weights[0]?.weight === 1
      ? sleeve.weights[0].ticker
      : sleeve.weights.map(({ ticker, weight }) => `${ticker} ${formatWeight(weight)}`).join(', ');
