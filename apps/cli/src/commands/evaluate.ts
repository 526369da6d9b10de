import {
  alignHistory,
  evaluate,
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
  for (const date of [options.from, options.to]) {
    if (date === undefined || (date >= nyse.from && date <= nyse.through)) continue;
    throw new Problem(EXIT.usage, `The calendar of the NYSE is known from ${nyse.from} to ${nyse.through}, was asked for ${date}.`);
  }
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

/** @throws Problem where a session of the range is not decided; without `from` the range begins after the last such session. */
function evaluateRange(strategy: Strategy, history: History, from: SessionDate | undefined, through: SessionDate): readonly Day[] {
  const { sessions } = history;
  const columns = readColumns(strategy.tree, history);
  const first = sessions.findIndex((date) => from === undefined || date >= from);
  if (first === -1) {
    throw new Problem(
      EXIT.refused,
      `There is no session from ${from ?? through} through ${through} to evaluate.`,
      'Choose an earlier --from, or a later --to.',
    );
  }
  const decided = sessions.slice(first).map((date, at) => ({ date, row: first + at, weights: columns.weightsAt(first + at) }));
  const undecided = from === undefined ? decided.findLast(({ weights }) => !weights.ok) : decided.find(({ weights }) => !weights.ok);
  if (undecided !== undefined && (from !== undefined || undecided === decided.at(-1))) {
    const decision = evaluate(strategy, columns.lookupAt(undecided.row), undecided.date);
    throw new Problem(EXIT.refused, decision.ok ? 'It cannot decide.' : decision.error.says, adviceFor(undecided.weights, from));
  }
  return decided.slice(undecided === undefined ? 0 : undecided.row - first + 1).map(({ date, weights }): Day => {
    return { date, weights: Object.fromEntries((weights.ok ? weights.value : []).map(({ ticker, weight }) => [ticker, weight])) };
  });
}

function adviceFor(weights: ReturnType<Columns['weightsAt']>, from: SessionDate | undefined): string {
  if (!weights.ok && weights.error.code === 'ticker-unknown')
    return `Add bars of ${weights.error.tickers.join(', ')}: --bars names their folder.`;
  return from === undefined
    ? 'Choose an earlier --to, or add the bars that are missing.'
    : 'Choose another range, or add the bars that are missing.';
}

const wordsOf = (weights: Day['weights']): string =>
  Object.entries(weights)
    .map(([name, weight]) => `${name} ${formatWeight(weight)}`)
    .join(', ') || 'cash';
