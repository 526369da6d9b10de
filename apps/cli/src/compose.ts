import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeLedgerEntry, encodeLedgerEntry } from '@alchemiser/domain';
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

/** Which adapter fills which port, for one command. `keep` is false for commands that only look. */
export async function compose(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv, { keep }: { readonly keep: boolean }): Promise<Composed> {
  const configuration = await configurationFor(options, env);
  const isThere = existsSync(join(configuration.dataDirectory, DATABASE_FILE));
  const stores = await openStores({
    // Looking at a market that was never traded leaves no trace.
    directory: keep || isThere ? configuration.dataDirectory : IN_MEMORY,
    ledgerCodec: { encode: encodeLedgerEntry, decode: decodeLedgerEntry },
  });
  try {
    const opened = await console.progress.during('Opening the market', () =>
      openDesk({
        configuration,
        stores,
        log: loggerFor(options, configuration),
        session: options.session,
        keep,
        release: `${PRODUCT.name} ${PRODUCT.version}`,
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

async function configurationFor(options: CommonOptions, env: NodeJS.ProcessEnv): Promise<Configuration> {
  const file = await fileFor(options);
  const parsed = parseConfig(withOptions(file, options), env);
  if (!parsed.ok) throw configFailure(parsed.error, options.config ?? CONFIG_FILE_NAME);
  return parsed.value;
}

async function fileFor({ config }: CommonOptions): Promise<string | undefined> {
  if (config === undefined && !existsSync(CONFIG_FILE_NAME)) return undefined;
  const path = config ?? CONFIG_FILE_NAME;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Problem(EXIT.usage, `The configuration file ${path} cannot be read: ${(error as Error).message}.`, 'Correct --config, or leave it out to trade on paper with the defaults.');
  }
}

/** What stands on the command line wins over the file. */
function withOptions(file: string | undefined, options: CommonOptions): unknown {
  const json = file === undefined ? {} : readJson(file, options.config ?? CONFIG_FILE_NAME);
  const market = marketOf(options, json['market']);
  return {
    ...json,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(market === undefined ? {} : { market }),
  };
}

function marketOf({ bars, seed }: CommonOptions, configured: unknown): unknown {
  const known = typeof configured === 'object' && configured !== null ? configured : {};
  if (bars !== undefined) return { source: 'csv', directory: bars, ...(seed === undefined ? {} : { seed }) };
  if (seed !== undefined) return { source: 'synthetic', ...known, seed };
  return configured;
}

function readJson(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new Problem(EXIT.usage, `The configuration file ${path} is not JSON: ${(error as Error).message}.`, 'Correct it there.');
  }
  throw new Problem(EXIT.usage, `The configuration file ${path} must hold one JSON object.`, 'For example {"sleeves":{"nuclear":1}}.');
}
