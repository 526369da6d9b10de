import { evaluate, formatWeight, readColumns, type Columns, type History, type SessionDate, type Strategy } from '@alchemiser/domain';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { table } from '../present/screen.ts';
import { strategyFor } from '../strategy-argument.ts';
import { checkCalendar, historyFor, marketFor } from '../strategy-history.ts';

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
  checkCalendar(options.from, options.to);
  const market = await marketFor(options, env);
  const days = await console.progress.during('Evaluating', async () => {
    const history = await historyFor(console, strategy, market, options.to);
    return evaluateRange(strategy, history, options.from);
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

/** @throws Problem where a session of the range is not decided; without `from` the range begins after the last such session. */
function evaluateRange(strategy: Strategy, history: History, from: SessionDate | undefined): readonly Day[] {
  const { sessions } = history;
  const columns = readColumns(strategy.tree, history);
  const first = sessions.findIndex((date) => from === undefined || date >= from);
  if (first === -1) {
    const through = sessions.at(-1) ?? 'the last bar';
    throw new Problem(
      EXIT.refused,
      `There is no session from ${from ?? 'the first bar'} through ${through} to evaluate.`,
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
