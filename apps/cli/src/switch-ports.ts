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
  /** The file that halts. */
  readonly path: string;
  readonly haltFlag: HaltFlag;
  /** Whether anything was ever traded from here. */
  readonly hasDatabase: boolean;
  openStores(): Promise<Stores>;
}

export async function switchPorts(options: CommonOptions, env: NodeJS.ProcessEnv): Promise<SwitchPorts> {
  const configuration = await configurationFor(options, env).catch(() => null);
  const dataDirectory = configuration?.dataDirectory ?? (await dataDirectoryIn(options, env));
  const path = join(dataDirectory, HALT_FILE);
  return {
    dataDirectory,
    path,
    haltFlag: haltFile(path),
    hasDatabase: existsSync(join(dataDirectory, DATABASE_FILE)),
    openStores: () => openStores({ directory: dataDirectory }),
  };
}

/** Where the data lie according to a configuration with something wrong elsewhere: a missing key must not keep anybody from halting. */
async function dataDirectoryIn({ data, config }: CommonOptions, env: NodeJS.ProcessEnv): Promise<string> {
  const named = data ?? (env['ALCHEMISER_DATA'] === '' ? undefined : env['ALCHEMISER_DATA']);
  if (named !== undefined) return named;
  try {
    const file = JSON.parse(await readFile(config ?? CONFIG_FILE_NAME, 'utf8')) as { readonly data?: unknown } | null;
    return typeof file?.data === 'string' && file.data !== '' ? file.data : 'data';
  } catch {
    return 'data';
  }
}
