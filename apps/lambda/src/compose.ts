import type { SessionDate } from '@alchemiser/domain';
import { openDesk, type OpenedDesk } from '@alchemiser/desk';
import { configFailure, openStores, parseConfig, pinoLogger, type Configuration } from '@alchemiser/infrastructure';
import { PRODUCT } from './product.ts';

/** The one folder a function may write to; it lives as long as its container. */
const SCRATCH = '/tmp/alchemiser';

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
  const parsed = parseConfig(file, { ALCHEMISER_DATA: SCRATCH, ...rest });
  if (!parsed.ok) throw configFailure(parsed.error, 'ALCHEMISER_CONFIG');
  return parsed.value;
}
