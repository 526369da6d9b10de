import {
  compareWithHoldings,
  formatWeight,
  nyse,
  PARITY_OPTIONS,
  type HeldDay,
  type ParityDay,
  type TickerWeight,
} from '@alchemiser/domain';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import { holdingsFrom } from '../holdings-file.ts';
import type { ParityOptions } from '../parity-options.ts';
import { Problem } from '../present/problem.ts';
import { table } from '../present/screen.ts';
import { strategyFor, textOf } from '../strategy-argument.ts';
import { checkCalendar, historyFor, marketFor } from '../strategy-history.ts';

/** A strategy against holdings that somebody else says it had: where they agree, and where they do not, why. */
export async function parityCommand(console: Console, options: ParityOptions, env: NodeJS.ProcessEnv, argument: string): Promise<number> {
  const strategy = await strategyFor(argument);
  const held = holdingsFrom(await textOf(options.holdings), options.holdings);
  checkCalendar(held[0]?.date, held.at(-1)?.date);
  const decidedOn = held.map((day) => lagged(day, options.lag));
  const market = await marketFor(options, env);
  const days = await console.progress.during('Comparing', async () => {
    const history = await historyFor(console, strategy, market, decidedOn.at(-1)?.date);
    return compareWithHoldings(strategy, history, decidedOn, {
      ...PARITY_OPTIONS,
      edgePercent: options.edge ?? PARITY_OPTIONS.edgePercent,
    });
  });
  if (days.length === 0) {
    throw new Problem(
      EXIT.refused,
      `No day of ${options.holdings} is a session of the market.`,
      'Name the bars of those days with --bars.',
    );
  }
  const differing = days.filter(({ cause }) => cause !== undefined);
  if (console.json) {
    console.document({
      strategy: strategy.name,
      sessions: days.length,
      agreeing: days.length - differing.length,
      differing: differing.map(asRecord),
    });
  } else console.page(presentParity(console, strategy.title, options.holdings, days, differing));
  return EXIT.done;
}

function lagged({ date, weights }: HeldDay, lag: number): HeldDay {
  let decided = nyse.isSession(date) ? date : nyse.previous(date);
  for (let back = 0; back < lag; back++) decided = nyse.previous(decided);
  return { date: decided, weights };
}

function presentParity(
  { screen }: Console,
  title: string,
  path: string,
  days: readonly ParityDay[],
  differing: readonly ParityDay[],
): string {
  const agreeing = days.length - differing.length;
  const verdict = `${title} against ${path}: ${String(agreeing)} of ${String(days.length)} sessions agree (${formatWeight(agreeing / days.length)}).`;
  if (differing.length === 0) return verdict;
  const columns = [
    { title: 'close of' },
    { title: 'same', align: 'right' },
    { title: 'ours' },
    { title: 'theirs' },
    { title: 'cause' },
  ] as const;
  const rows = differing.map(({ date, agreement, ours, theirs, cause, says }) => {
    return [date, formatWeight(agreement), words(ours), words(theirs), says === undefined ? (cause ?? '') : `${cause ?? ''}: ${says}`];
  });
  return `${verdict}\n\n${table(screen, columns, rows)}`;
}

const words = (weights: readonly TickerWeight[]): string =>
  weights.map(({ ticker, weight }) => `${ticker} ${formatWeight(weight)}`).join(', ') || 'cash';

const asRecord = ({ ours, theirs, ...day }: ParityDay) => ({ ...day, ours: byTicker(ours), theirs: byTicker(theirs) });

const byTicker = (weights: readonly TickerWeight[]): Readonly<Record<string, number>> =>
  Object.fromEntries(weights.map(({ ticker, weight }) => [ticker, weight]));
