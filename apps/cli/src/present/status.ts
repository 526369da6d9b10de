import { formatMoney, formatSession, sessionDate } from '@alchemiser/domain';
import { haltWords, type Status } from '@alchemiser/execution';
import { presentBooks, presentPositions } from './holdings.ts';
import { presentTitle } from './run.ts';
import { heading, wrap, type Screen } from './screen.ts';

export function presentStatus(screen: Screen, status: Status): string {
  const { account } = status;
  const sections = [
    presentTitle(screen, { ...status, session: status.session }).replace(' · session ', ' · next session '),
    ...presentHalts(screen, status),
    ...presentUnknown(screen, status),
    [
      heading(screen, 'Account', `…${account.endsWith} · ${account.status}`),
      `  equity ${formatMoney(account.equity)} · cash ${formatMoney(account.cash)}`,
    ].join('\n'),
    [heading(screen, 'Positions'), presentPositions(screen, status.positions)].join('\n'),
    [heading(screen, 'Books'), presentBooks(screen, status.books)].join('\n'),
    [heading(screen, 'Last runs'), presentRuns(screen, status)].join('\n'),
  ];
  for (const { session, command } of status.unfinished) {
    sections.push(
      screen.colours.yellow(`Unfinished: ${formatSession(sessionDate(session))}. \`alchemiser ${command}\` goes on where it stopped.`),
    );
  }
  return sections.join('\n\n');
}

function presentHalts({ colours, width }: Screen, { halts }: Status): readonly string[] {
  if (halts.length === 0) return [];
  const lines = halts.map((halt) => wrap(haltWords(halt), width, '  '));
  return [[colours.red(colours.bold('Halted: no order leaves until `alchemiser resume`.')), ...lines].join('\n')];
}

function presentUnknown({ colours, width }: Screen, { unknown }: Status): readonly string[] {
  if (unknown.length === 0) return [];
  const lines = unknown.map(({ says }) => wrap(says, width, '  '));
  const advice = 'Look them up at the broker, then `alchemiser resolve <id>` with --filled and --price, --canceled or --never-arrived.';
  const title = colours.red(colours.bold('Unknown: nothing is traded until somebody says what became of'));
  return [[title, ...lines, wrap(advice, width, '  ')].join('\n')];
}

function presentRuns({ width }: Screen, { runs }: Status): string {
  if (runs.length === 0) return '  none yet: `alchemiser trade` trades the first';
  const broad = Math.max(...runs.map(({ status }) => status.length));
  return runs
    .map(({ session, status, says }) => {
      const head = `  ${formatSession(sessionDate(session)).padEnd(SESSION_WIDTH)}  ${status.padEnd(broad)}  `;
      return `${head}${wrap(says, width, ' '.repeat(head.length)).trimStart()}`;
    })
    .join('\n');
}

/** "Tue 13 Aug 2024" */
const SESSION_WIDTH = 15;
