import { join, relative, resolve } from 'node:path';
import type { SessionDate } from '@alchemiser/domain';
import { openDesk, type OpenedDesk } from '@alchemiser/desk';
import {
  configFailure,
  configFault,
  openStores,
  parseConfig,
  pinoLogger,
  type ConfigFault,
  type Configuration,
} from '@alchemiser/infrastructure';
import { PRODUCT } from './product.ts';

/** The one folder a function may write to without a mount. It is gone with its container. */
const SCRATCH = '/tmp';

/**
 * Which adapter fills which port, made anew for each event: nothing survives in a warm container but what the stores keep.
 * `ALCHEMISER_CONFIG` holds the configuration as JSON; other `ALCHEMISER_…` variables override single keys of it.
 */
export async function compose(
  env: NodeJS.ProcessEnv,
  session: SessionDate | undefined,
  keep: boolean,
  requestId: string,
): Promise<OpenedDesk> {
  const configuration = configurationFrom(env);
  const stores = await openStores({ directory: configuration.dataDirectory });
  try {
    const log = pinoLogger({ level: configuration.logLevel, fields: { requestId } });
    const opened = await openDesk({ configuration, stores, log, session, keep, release: PRODUCT.version });
    const close = (): void => {
      opened.close();
      stores.close();
    };
    return { ...opened, close };
  } catch (error) {
    stores.close();
    throw error;
  }
}

function configurationFrom({ ALCHEMISER_CONFIG: file, ...rest }: NodeJS.ProcessEnv): Configuration {
  const parsed = parseConfig(file, rest, { live: 'never', otherwise: { data: join(SCRATCH, 'alchemiser') } });
  if (!parsed.ok) throw configFailure(parsed.error, 'ALCHEMISER_CONFIG');
  const { broker, dataDirectory } = parsed.value;
  // At the built-in exchange the account is gone with its books; at Alpaca it would still hold what no book knows of any more.
  if (broker === 'alpaca' && isWithin(SCRATCH, dataDirectory)) throw configFailure([lostBooks(dataDirectory)], 'ALCHEMISER_CONFIG');
  return parsed.value;
}

const isWithin = (folder: string, path: string): boolean => !relative(folder, resolve(path)).startsWith('..');

const lostBooks = (found: string): ConfigFault =>
  configFault('data', 'a mounted folder that outlives the container while the broker is Alpaca', JSON.stringify(found));
