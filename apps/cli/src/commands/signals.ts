import { signalsOf } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentDecisions } from '../present/decision.ts';
import { presentTitle } from '../present/run.ts';

/** What every strategy decides for the session and why: from bars alone, whatever is held. */
export async function signalsCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false });
  try {
    const signals = await console.progress.during('Reading bars', () => signalsOf(desk, mandate, session));
    if (console.json) console.document(signals);
    else
      console.page([presentTitle(console.screen, { ...signals, account: null }), '', presentDecisions(console.screen, signals)].join('\n'));
    return signals.sleeves.some((sleeve) => sleeve.action === 'undecided') ? EXIT.refused : EXIT.done;
  } finally {
    close();
  }
}
