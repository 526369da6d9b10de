import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Book } from '@alchemiser/domain';
import { keptMarket, openDesk, type MarketChoice, type OpenedDesk } from '@alchemiser/desk';
import { configFailure, IN_MEMORY, openStores, parseConfig, pinoLogger, type Configuration, type Stores } from '@alchemiser/infrastructure';
import type { Logger } from '@alchemiser/services';
import { announceAccount } from './announce-account.ts';
import type { Console } from './console.ts';
import { EXIT } from './exit-codes.ts';
import type { CommonOptions } from './options.ts';
import { Problem } from './present/problem.ts';
import { PRODUCT } from './product.ts';

/** Read where the command is called, unless --config names another. */
export const CONFIG_FILE_NAME = 'alchemiser.config.json';
export const DATABASE_FILE = 'alchemiser.db';

export interface Composed extends OpenedDesk {
  readonly configuration: Configuration;
  readonly stores: Stores;
  close(): void;
}

export interface ComposeOptions {
  /** False for commands that only look. */
  readonly keep: boolean;
  /** Instead of the configured one. */
  readonly book?: Book;
  /** False where the account has been announced already. Default true. */
  readonly announce?: boolean;
}

/** Which adapter fills which port, for one command. */
export async function compose(
  console: Console,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  { keep, book, announce = true }: ComposeOptions,
): Promise<Composed> {
  const { configuration: configured, stores } = await openConfigured(options, env, keep);
  const configuration = book === undefined ? configured : { ...configured, book };
  try {
    const opened = await console.progress.during('Opening the market', (say) =>
      openDesk({
        configuration,
        stores,
        log: loggerFor(options, configuration),
        session: options.session,
        keep,
        release: PRODUCT.version,
        onWait: () => say('another process is at the exchange, waiting for it'),
      }),
    );
    const close = (): void => {
      opened.close();
      stores.close();
    };
    try {
      if (announce) await announceAccount(console, opened, configuration);
    } catch (error) {
      opened.close();
      throw error;
    }
    return { ...opened, configuration, stores, close };
  } catch (error) {
    stores.close();
    throw error;
  }
}

/** A data directory goes on with its own market unless a person names one. */
async function openConfigured(
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  keep: boolean,
  asked: Readonly<Record<string, unknown>> = {},
): Promise<Pick<Composed, 'configuration' | 'stores'>> {
  const { dataDirectory } = await configurationFor(options, env, undefined, asked);
  const isThere = existsSync(join(dataDirectory, DATABASE_FILE));
  // Looking at a market that was never traded leaves no trace.
  const stores = await openStores({ directory: keep || isThere ? dataDirectory : IN_MEMORY });
  try {
    return { stores, configuration: await configurationFor(options, env, await keptMarket(stores.documents), asked) };
  } catch (error) {
    stores.close();
    throw error;
  }
}

/** What a command goes by that looks at prices and at no account. @param asked whole keys that the command itself says. */
export async function lookingConfiguration(
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  asked: Readonly<Record<string, unknown>>,
): Promise<Configuration> {
  const { configuration, stores } = await openConfigured(options, env, false, asked);
  stores.close();
  return configuration;
}

const SILENT: Logger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The page says what happened; the log is for whoever asks. */
export const loggerFor = ({ verbose }: CommonOptions, { logLevel }: Configuration): Logger =>
  verbose ? pinoLogger({ level: logLevel }) : SILENT;

/**
 * The file, the environment and the command line as one configuration; what stands on the command line wins, and `kept` stands in where
 * all are silent. @param asked whole keys that the command itself says.
 */
export async function configurationFor(
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  kept?: MarketChoice,
  asked: Readonly<Record<string, unknown>> = {},
): Promise<Configuration> {
  const file = await fileFor(options);
  const otherwise = { market: kept === undefined ? undefined : settingOf(kept) };
  const read = (overrides: Readonly<Record<string, unknown>>): Configuration => {
    const parsed = parseConfig(file, env, { overrides, otherwise, live: options.live ?? false, read: besideOf(options) });
    if (!parsed.ok) throw configFailure(parsed.error, file === undefined ? 'Configuration' : (options.config ?? CONFIG_FILE_NAME));
    return parsed.value;
  };
  const overrides = { data: options.data, ...asked };
  const { market } = read(overrides);
  return read({ ...overrides, market: marketOf(options, market) ?? asked['market'] });
}

const settingOf = ({ kind, ...rest }: MarketChoice): unknown => ({ source: kind, ...rest });

function marketOf({ bars, seed }: CommonOptions, configured: Configuration['market']): unknown {
  if (bars !== undefined) return { source: 'csv', directory: bars, ...(seed === undefined ? {} : { seed }) };
  return seed === undefined ? undefined : { ...configured, seed };
}

/** Files that a configuration names lie where it says, seen from where it lies itself. */
const besideOf =
  ({ config = CONFIG_FILE_NAME }: CommonOptions) =>
  (path: string): string =>
    readFileSync(resolve(dirname(config), path), 'utf8');

async function fileFor({ config }: CommonOptions): Promise<string | undefined> {
  if (config === undefined && !existsSync(CONFIG_FILE_NAME)) return undefined;
  const path = config ?? CONFIG_FILE_NAME;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Problem(
      EXIT.usage,
      `The configuration file ${path} cannot be read: ${(error as Error).message}.`,
      'Correct --config, or leave it out to trade on paper with the defaults.',
    );
  }
}
