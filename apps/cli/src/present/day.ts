import { formatSession, sessionDate, type Outcome, type RunStatus } from '@alchemiser/domain';
import type { DayResult, Delivery } from '@alchemiser/execution';
import type { CommonOptions } from '../options.ts';
import { presentRun } from './run.ts';
import { wrap, type Screen } from './screen.ts';

/** "Orders 3/5" */
export const progressWords = ({ legs }: Outcome): string => {
  const done = legs.filter((leg) => leg.status === 'filled' || leg.status === 'dust').length;
  return `Orders ${String(done)}/${String(legs.length)}`;
};

/** What was typed that says which account is traded, and where. */
type Typed = Pick<CommonOptions, 'data' | 'config' | 'live'>;

/** A day as it was traded, where its mail is, and what comes next. @param halted what to say of that where nothing does. */
export function presentDay(screen: Screen, { record, repeated, mail }: DayResult, typed: Typed, halted?: string): string {
  const { colours } = screen;
  const session = formatSession(sessionDate(record.session));
  const again = repeated ? [colours.bold(`${session} was traded before: nothing was done now. This is what happened then.`), ''] : [];
  const next = nextLines(screen, record.status, typed, halted);
  return [...again, presentRun(screen, record), '', ...mailLines(screen, mail), ...next].join('\n');
}

function mailLines({ colours, width }: Screen, mail: Delivery): readonly string[] {
  switch (mail.status) {
    case 'off':
      return [];
    case 'sent':
      return [`Mail     ${mail.where}`];
    case 'failed': {
      const advice = mail.advice === undefined ? [] : [wrap(mail.advice, width, '         ')];
      return [`Mail     not sent: ${mail.says}`, ...advice].map((line) => colours.red(line));
    }
  }
}

function nextLines({ colours }: Screen, status: RunStatus, typed: Typed, halted: string | undefined): readonly string[] {
  if (halted !== undefined) return [colours.red(halted)];
  if (status === 'refused') return [];
  const place = valueFlag('data', typed.data) + valueFlag('config', typed.config);
  const account = place + (typed.live === true ? ' --live' : '');
  const look = `\`npm run alchemiser -- status${account}\``;
  const again = account === '' ? '`npm start`' : `\`npm start --${account}\``;
  // What is unknown is named there, and how to end it.
  if (status === 'halted') return [colours.red(`Next     ${look} says what a person must find out`)];
  return [
    `Next     ${again} trades the following session`,
    `         ${look} shows account and books`,
    `         \`npm run alchemiser -- explain nuclear${place}\` shows a whole rule sheet with the day's numbers`,
  ].map((line) => colours.dim(line));
}

/** As it is to be typed again: quoted for the shell where it has characters of meaning there. */
function valueFlag(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  return ` --${name} ${/^[\w./:@=-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`}`;
}
