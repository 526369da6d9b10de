import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Book } from '@alchemiser/domain';
import { openDesk, type OpenedDesk } from '@alchemiser/desk';
import { configFailure, IN_MEMORY, openStores, parseConfig, pinoLogger, type Configuration, type Stores } from '@alchemiser/infrastructure';
import type { Logger } from '@alchemiser/services';
import type { Console } from './console.ts';
import { EXIT } from './exit-codes.ts';
import type { CommonOptions } from './options.ts';
import { Problem } from './present/problem.ts';
import { PRODUCT } from './product.ts';

/** Read where the command is called, unless --config names another. */
export const CONFIG_FILE_NAME = 'alchemiser.config.json';
const DATABASE_FILE = 'alchemiser.db';

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
}

/** Which adapter fills which port, for one command. */
export async function compose(
  console: Console,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  { keep, book }: ComposeOptions,
): Promise<Composed> {
  const configured = await configurationFor(options, env);
  const configuration = book === undefined ? configured : { ...configured, book };
  const isThere = existsSync(join(configuration.dataDirectory, DATABASE_FILE));
  const stores = await openStores({
    // Looking at a market that was never traded leaves no trace.
    directory: keep || isThere ? configuration.dataDirectory : IN_MEMORY,
  });
  try {
    const opened = await console.progress.during('Opening the market', () =>
      openDesk({
        configuration,
        stores,
        log: loggerFor(options, configuration),
        session: options.session,
        keep,
        release: PRODUCT.version,
      }),
    );
    return { ...opened, configuration, stores, close: () => stores.close() };
  } catch (error) {
    stores.close();
    throw error;
  }
}

const SILENT: Logger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The page says what happened; the log is for whoever asks. */
const loggerFor = ({ verbose }: CommonOptions, { logLevel }: Configuration): Logger => (verbose ? pinoLogger({ level: logLevel }) : SILENT);

/** The file, the environment and the command line as one configuration; what stands on the command line wins. */
export async function configurationFor(options: CommonOptions, env: NodeJS.ProcessEnv): Promise<Configuration> {
  const file = await fileFor(options);
  const read = (overrides: Readonly<Record<string, unknown>>): Configuration => {
    const parsed = parseConfig(file, env, { overrides });
    if (!parsed.ok) throw configFailure(parsed.error, options.config ?? CONFIG_FILE_NAME);
    return parsed.value;
  };
  const overrides = { data: options.data };
  return read({ ...overrides, market: marketOf(options, read(overrides).market) });
}

function marketOf({ bars, seed }: CommonOptions, configured: Configuration['market']): unknown {
  if (bars !== undefined) return { source: 'csv', directory: bars, ...(seed === undefined ? {} : { seed }) };
  return seed === undefined ? undefined : { ...configured, seed };
}

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
