import { statusOf } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentStatus } from '../present/status.ts';

/** Account, positions, books and the last runs, as they stand. */
export async function statusCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false });
  try {
    const status = await console.progress.during('Reading the account', () => statusOf(desk, mandate, session));
    if (console.json) console.document(status);
    else console.page(presentStatus(console.screen, status));
    if (status.halts.length > 0 || status.unknown.length > 0) return EXIT.halted;
    return status.unfinished.length > 0 ? EXIT.partly : EXIT.done;
  } finally {
    close();
  }
}
