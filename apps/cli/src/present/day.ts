import { formatSession, sessionDate, type Outcome } from '@alchemiser/domain';
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
  const next = halted !== undefined ? [colours.red(halted)] : record.status === 'refused' ? [] : [colours.dim(nextWords(dataDirectory))];
  return [...again, presentRun(screen, record), '', ...sent, ...next].join('\n');
}

function nextWords(dataDirectory: string): string {
  const flag = dataDirectory === 'data' ? '' : ` --data ${dataDirectory}`;
  return `Next     \`npm start\` trades the following session · \`npm run alchemiser -- status${flag}\` shows account and books`;
}
