/** What the kill switch needs and nothing more: it must work when the configuration or the broker does not. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HALT_FILE, haltFile, openStores, type Stores } from '@alchemiser/infrastructure';
import type { HaltFlag } from '@alchemiser/services';
import { CONFIG_FILE_NAME, configurationFor, DATABASE_FILE } from './compose.ts';
import type { CommonOptions } from './options.ts';

export interface SwitchPorts {
  readonly dataDirectory: string;
  /** Set where the directory is no more than a guess: the configuration that may name another one cannot be read. */
  readonly guess: string | null;
  /** The file that halts. */
  readonly path: string;
  readonly haltFlag: HaltFlag;
  /** Whether anything was ever traded from here. */
  readonly hasDatabase: boolean;
  openStores(): Promise<Stores>;
}

export async function switchPorts(options: CommonOptions, env: NodeJS.ProcessEnv): Promise<SwitchPorts> {
  const configuration = await configurationFor(options, env).catch(() => null);
  const { dataDirectory, guess } = configuration === null ? await directoryIn(options, env) : { ...configuration, guess: null };
  const path = join(dataDirectory, HALT_FILE);
  return {
    dataDirectory,
    guess,
    path,
    haltFlag: haltFile(path),
    hasDatabase: existsSync(join(dataDirectory, DATABASE_FILE)),
    openStores: () => openStores({ directory: dataDirectory }),
  };
}

/** Where the data lie according to a configuration with something wrong elsewhere: a missing key must not keep anybody from halting. */
async function directoryIn({ data, config }: CommonOptions, env: NodeJS.ProcessEnv): Promise<Pick<SwitchPorts, 'dataDirectory' | 'guess'>> {
  const named = data ?? (env['ALCHEMISER_DATA'] === '' ? undefined : env['ALCHEMISER_DATA']);
  if (named !== undefined) return { dataDirectory: named, guess: null };
  const path = config ?? CONFIG_FILE_NAME;
  try {
    const file = JSON.parse(await readFile(path, 'utf8')) as { readonly data?: unknown } | null;
    return { dataDirectory: typeof file?.data === 'string' && file.data !== '' ? file.data : 'data', guess: null };
  } catch {
    return { dataDirectory: 'data', guess: `${path} cannot be read, and it may name another data directory.` };
  }
}
