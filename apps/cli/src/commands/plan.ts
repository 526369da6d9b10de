import { planDay } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentRun } from '../present/run.ts';

/** Everything up to the approved plan; nothing is kept and nothing is sent. */
export async function planCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false });
  try {
    const record = await console.progress.during('Planning', () => planDay(desk, mandate, { session, ordinal: 0 }));
    if (console.json) console.document(record);
    else console.page(presentRun(console.screen, record));
    return exitCodeOf(record.status);
  } finally {
    close();
  }
}
