import { sessionDate, type SessionDate } from '@alchemiser/domain';
import { InvalidArgumentError, type Command } from 'commander';

/** How a command shows what it has to say. */
export interface ScreenOptions {
  readonly json: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** What every command about a market takes. */
export interface CommonOptions extends ScreenOptions {
  readonly data?: string;
  readonly bars?: string;
  readonly session?: SessionDate;
  readonly seed?: number;
  readonly config?: string;
  /** Asks for live trading; the configuration must allow it and name the account. */
  readonly live?: boolean;
}

const SEED_MAX = 2 ** 32 - 1;

export const withScreenOptions = (command: Command): Command =>
  command
    .option('--json', 'print one JSON document on stdout and nothing else', false)
    .option('--no-color', 'plain text')
    .option('--verbose', 'log to stderr, and show the stack of an error', false);

/** The same options on every command, so that they may stand where a person expects them. */
export const withCommonOptions = (command: Command): Command =>
  withScreenOptions(command)
    .option('--data <dir>', 'where the database, the records and the mails live (default: data)')
    .option('--bars <csv dir>', 'take daily bars from a folder of TICKER.csv files instead of the synthetic market')
    .option(
      '--session <date>',
      'the session in which to trade, e.g. 2024-08-06; the decision sees bars up to the session before it',
      parseSession,
    )
    .option('--seed <number>', 'seed of the synthetic market', parseSeed)
    .option('--config <file>', 'configuration file (default: alchemiser.config.json here, where there is one)');

/** For commands that look at an account or trade in it. */
export const withAccountOptions = (command: Command): Command =>
  withCommonOptions(command).option('--live', 'trade real money: only where the configuration allows it and names the account', false);

export function parseSession(text: string): SessionDate {
  try {
    return sessionDate(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > SEED_MAX)
    throw new InvalidArgumentError(`Seed must be a whole number from 0 to ${String(SEED_MAX)}, was ${JSON.stringify(text)}.`);
  return seed;
}
