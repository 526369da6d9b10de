import {
  formatPrice,
  formatSession,
  formatSignedPercent,
  formatWeight,
  sessionDate,
  type RunRecord,
  type SleeveRecord,
} from '@alchemiser/domain';
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
  const verdict = sleeve.action === 'keep' ? 'keep what it holds' : `hold ${wanted(sleeve)}`;
  const reasons = sleeve.reasons.map((reason) => wrap(reason, screen.width, '    '));
  const flips = sleeve.flips.map(
    (flip) =>
      `    ${colours.dim(`Nearest flip: ${flip.ticker} at ${formatPrice(flip.price)} (${formatSignedPercent(flip.changePercent)}) → ${flip.becomes}`)}`,
  );
  return [`${name}   ${colours.green(verdict)}`, ...reasons, ...flips].join('\n');
}

const wanted = (sleeve: SleeveRecord): string =>
  sleeve.weights.length === 0
    ? 'cash'
    : sleeve.weights.length === 1 && sleeve.weights[0]?.weight === 1
      ? sleeve.weights[0].ticker
      : sleeve.weights.map(({ ticker, weight }) => `${ticker} ${formatWeight(weight)}`).join(', ');
