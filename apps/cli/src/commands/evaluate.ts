import {
  alignHistory,
  formatWeight,
  nyse,
  readColumns,
  tickersOf,
  type Bar,
  type Columns,
  type History,
  type SessionDate,
  type Strategy,
  type Ticker,
} from '@alchemiser/domain';
import { marketChoiceOf, openMarket } from '@alchemiser/desk';
import { configurationFor } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { table } from '../present/screen.ts';
import { strategyFor } from '../strategy-argument.ts';

export interface EvaluateOptions extends CommonOptions {
  readonly from?: SessionDate;
  readonly to?: SessionDate;
}

/** Target weights decided at the close of a session; what they do not add up to stays in cash. */
interface Day {
  readonly date: SessionDate;
  readonly weights: Readonly<Record<string, number>>;
}

/** What a strategy wants at the close of every session of a range: no account, no drift, no schedule. */
export async function evaluateCommand(
  console: Console,
  options: EvaluateOptions,
  env: NodeJS.ProcessEnv,
  argument: string,
): Promise<number> {
  const strategy = await strategyFor(argument);
  const configuration = await configurationFor(options, env);
  const days = await console.progress.during('Evaluating', async () => {
    const tickers = tickersOf(strategy.tree);
    const { source, firstRun } = await openMarket(marketChoiceOf(configuration), tickers);
    const through = options.to ?? firstRun;
    const bars = new Map<Ticker, readonly Bar[]>();
    for (const name of tickers) {
      const series = source.bars(name, through);
      if (series !== undefined) bars.set(name, series);
    }
    return evaluateRange(strategy, historyOf(bars, through), options.from, through);
  });
  if (console.json) console.document(days);
  else
    console.page(
      table(
        console.screen,
        [{ title: 'close of' }, { title: 'holds' }],
        days.map(({ date, weights }) => [date, wordsOf(weights)]),
      ),
    );
  return EXIT.done;
}

function historyOf(bars: ReadonlyMap<Ticker, readonly Bar[]>, through: SessionDate): History {
  const first = [...bars.values()].map((series) => series[0]?.date ?? through).sort()[0] ?? through;
  return alignHistory(nyse.sessions(first < nyse.from ? nyse.from : first, through), bars);
}

function evaluateRange(strategy: Strategy, history: History, from: SessionDate | undefined, through: SessionDate): readonly Day[] {
  const columns = readColumns(strategy.tree, history);
  const firstRow = history.sessions.findIndex((date, row) => (from === undefined ? columns.weightsAt(row).ok : date >= from));
  if (firstRow === -1)
    throw new Problem(
      EXIT.refused,
      from === undefined ? lacks(strategy, columns, history) : `There is no session from ${from} through ${through} to evaluate.`,
      'Choose an earlier --from, or a later --to.',
    );
  return history.sessions.slice(firstRow).map((date, index): Day => {
    const decided = columns.weightsAt(firstRow + index);
    if (!decided.ok)
      throw new Problem(
        EXIT.refused,
        `${strategy.title} cannot decide at the close of ${date}: ${wordsOfMissing(decided.error)}.`,
        'Choose a later --from, or add the bars that are missing.',
      );
    return { date, weights: Object.fromEntries(decided.value.map(({ ticker, weight }) => [ticker, weight])) };
  });
}

function lacks(strategy: Strategy, columns: Columns, history: History): string {
  const last = columns.weightsAt(history.sessions.length - 1);
  return `${strategy.title} cannot decide on any session up to ${history.sessions.at(-1) ?? 'the last bar'}${last.ok ? '' : `: ${wordsOfMissing(last.error)}`}.`;
}

type MissingOf = Extract<ReturnType<Columns['weightsAt']>, { ok: false }>['error'];

const wordsOfMissing = ({ what, code, barsNeeded, barsPresent }: MissingOf): string =>
  barsNeeded === undefined ? `${what} (${code})` : `${what} needs ${String(barsNeeded)} bars and has ${String(barsPresent ?? 0)}`;

const wordsOf = (weights: Day['weights']): string =>
  Object.entries(weights)
    .map(([name, weight]) => `${name} ${formatWeight(weight)}`)
    .join(', ') || 'cash';
