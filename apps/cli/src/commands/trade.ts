import { ordinalAgain, ordinalToTrade, readAccount, tradingDay } from '@alchemiser/execution';
import { formatSession } from '@alchemiser/domain';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { exitCodeOfDay } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentDay, progressWords } from '../present/day.ts';

export interface TradeOptions extends CommonOptions {
  /** One more run of a session that was traded. */
  readonly again?: boolean;
}

/** Trades one session to its end and shows it; a session that was traded before is shown as it was. */
export async function tradeCommand(console: Console, options: TradeOptions, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: true });
  try {
    const { id } = await readAccount(desk, mandate);
    const ordinal = await (options.again === true ? ordinalAgain : ordinalToTrade)(desk, id, session);
    const result = await console.progress.during(`Trading ${formatSession(session)}`, (say) =>
      tradingDay(desk, mandate, { session, ordinal, signal, onProgress: (outcome) => say(progressWords(outcome)) }),
    );
    if (console.json) console.document({ ...result.record, repeated: result.repeated, mail: result.mail });
    else console.page(presentDay(console.screen, result, options));
    return exitCodeOfDay(result);
  } finally {
    close();
  }
}
