import { formatSession, sessionDate, type Outcome, type RunStatus } from '@alchemiser/domain';
import type { DayResult } from '@alchemiser/execution';
import { presentRun } from './run.ts';
import type { Screen } from './screen.ts';

/** "Orders 3/5" */
export const progressWords = ({ legs }: Outcome): string => {
  const done = legs.filter((leg) => leg.status === 'filled' || leg.status === 'dust').length;
  return `Orders ${String(done)}/${String(legs.length)}`;
};

/** A day as it was traded, where its mail is, and what comes next. @param halted what to say of that where nothing does. */
export function presentDay(screen: Screen, { record, repeated, mail }: DayResult, dataDirectory: string, halted?: string): string {
  const { colours } = screen;
  const session = formatSession(sessionDate(record.session));
  const again = repeated ? [colours.bold(`${session} was traded before: nothing was done now. This is what happened then.`), ''] : [];
  const sent =
    mail.status === 'off' ? [] : [mail.status === 'sent' ? `Mail     ${mail.where}` : colours.red(`Mail     not sent: ${mail.says}`)];
  const next = nextLines(screen, record.status, dataDirectory, halted);
  return [...again, presentRun(screen, record), '', ...sent, ...next].join('\n');
}

function nextLines({ colours }: Screen, status: RunStatus, dataDirectory: string, halted: string | undefined): readonly string[] {
  if (halted !== undefined) return [colours.red(halted)];
  if (status === 'refused') return [];
  const flag = dataDirectory === 'data' ? '' : ` --data ${dataDirectory}`;
  const look = `\`npm run alchemiser -- status${flag}\``;
  const again = flag === '' ? '`npm start`' : `\`npm start --${flag}\``;
  // What is unknown is named there, and how to end it.
  if (status === 'halted') return [colours.red(`Next     ${look} says what a person must find out`)];
  return [
    `Next     ${again} trades the following session`,
    `         ${look} shows account and books`,
    `         \`npm run alchemiser -- explain nuclear${flag}\` shows a whole rule sheet with the day's numbers`,
  ].map((line) => colours.dim(line));
}
