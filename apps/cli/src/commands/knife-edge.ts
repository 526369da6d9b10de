import { FLIP_RANGE_PERCENT, formatSession, sessionDate, tickersOf, type SleeveRecord, type Ticker } from '@alchemiser/domain';
import { signalsOf } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { wantedWords } from '../present/decision.ts';
import { presentFlips } from '../present/flips.ts';
import { presentTitle } from '../present/run.ts';
import { heading, wrap } from '../present/screen.ts';
import { bookOfOne, strategyFor } from '../strategy-argument.ts';

/** The close of every ticker with which a strategy would have decided otherwise, on each side, nearest first. */
export async function knifeEdgeCommand(
  console: Console,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  argument: string,
): Promise<number> {
  const strategy = await strategyFor(argument);
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false, book: bookOfOne(strategy) });
  try {
    const signals = await console.progress.during('Reading bars', () => signalsOf(desk, mandate, session));
    const [sleeve] = signals.sleeves;
    if (sleeve === undefined) return EXIT.failed;
    const { provenance, asOf, historyFrom } = signals;
    const flipping = new Set<string>(sleeve.flips.map(({ ticker }) => ticker));
    const without = tickersOf(strategy.tree).filter((ticker) => !flipping.has(ticker));
    if (console.json) {
      const { title, weights, flips, undecided } = sleeve;
      const decided = { strategy: sleeve.strategy, title, weights, ...(undecided === undefined ? {} : { undecided }) };
      console.document({ provenance, session, asOf, historyFrom, ...decided, rangePercent: FLIP_RANGE_PERCENT, flips, without });
    } else {
      const bars = `bars up to ${formatSession(sessionDate(asOf))}`;
      const { screen } = console;
      console.page(
        [
          presentTitle(screen, { ...signals, account: null }),
          '',
          heading(screen, sleeve.title, bars),
          ...edgesOf(console, sleeve, without),
        ].join('\n'),
      );
    }
    return sleeve.undecided === undefined ? EXIT.done : EXIT.refused;
  } finally {
    close();
  }
}

function edgesOf({ screen }: Console, sleeve: SleeveRecord, without: readonly Ticker[]): readonly string[] {
  if (sleeve.undecided !== undefined)
    return ['', screen.colours.red(wrap(sleeve.undecided.says, screen.width, '')), '  Where nothing is decided, nothing can flip.'];
  const range = `± ${String(FLIP_RANGE_PERCENT)} %`;
  const verdict = `  ${screen.colours.green(`hold ${wantedWords(sleeve)}`)}`;
  const edges = sleeve.flips.length === 0 ? [] : ['', presentFlips(screen, sleeve.flips)];
  const rest =
    without.length === 0 ? [] : ['', wrap(`No close within ${range} changes the decision: ${without.join(', ')}`, screen.width, '  ')];
  return [verdict, ...edges, ...rest];
}
