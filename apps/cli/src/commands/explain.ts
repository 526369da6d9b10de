import { explainTrace, formatSession, sessionDate } from '@alchemiser/domain';
import { signalsOf } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentFlips } from '../present/flips.ts';
import { presentLines } from '../present/lines.ts';
import { presentTitle } from '../present/run.ts';
import { heading, wrap } from '../present/screen.ts';
import { bookOfOne, strategyFor } from '../strategy-argument.ts';

/** Flips that stand below the tree. */
const SHOWN = 3;

/** The whole tree of a strategy with the day's numbers, the path taken marked. */
export async function explainCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv, argument: string): Promise<number> {
  const strategy = await strategyFor(argument);
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false, book: bookOfOne(strategy) });
  try {
    const signals = await console.progress.during('Reading bars', () => signalsOf(desk, mandate, session));
    const [sleeve] = signals.sleeves;
    if (console.json) {
      const { provenance, asOf, historyFrom } = signals;
      console.document({ provenance, session, asOf, historyFrom, ...sleeve });
    } else if (sleeve !== undefined) {
      const { screen } = console;
      const verdict = sleeve.undecided === undefined ? [] : ['', screen.colours.red(wrap(sleeve.undecided.says, screen.width, ''))];
      const lines = sleeve.trace === null ? [] : [presentLines(screen, explainTrace(sleeve.trace))];
      const remark = sleeve.flips.length > SHOWN ? `alchemiser knife-edge ${argument} shows all ${String(sleeve.flips.length)}` : '';
      const edges =
        sleeve.flips.length === 0 ? [] : ['', heading(screen, 'Nearest flips', remark), presentFlips(screen, sleeve.flips.slice(0, SHOWN))];
      console.page(
        [
          presentTitle(screen, { ...signals, account: null }),
          '',
          heading(screen, sleeve.title, `bars up to ${formatSession(sessionDate(signals.asOf))}`),
          ...lines,
          ...verdict,
          ...edges,
        ].join('\n'),
      );
    }
    return sleeve?.undecided === undefined ? EXIT.done : EXIT.refused;
  } finally {
    close();
  }
}
