/** Values by hand for the daily reading: what a rule sheet decides when exactly these numbers are measured. */
import { evaluate } from '../src/strategy/evaluate.ts';
import type { MeasureLookup } from '../src/strategy/columns.ts';
import type { Decision, Reading, Undecided } from '../src/strategy/decision.ts';
import type { Allocation, Yardstick } from '../src/strategy/node.ts';
import type { Strategy } from '../src/strategy/strategy.ts';
import type { Result } from '../src/result.ts';
import { ticker as tickerOf } from '../src/values/ticker.ts';
import { sessionDate } from '../src/values/time.ts';

/** "rsi 10" */
export const yardstickKey = ({ indicator, windows }: Yardstick): string => [indicator, ...windows].join(' ');

/** The title of a group; other sub-trees have none. */
export const groupTitle = (node: Allocation): string => (node.kind === 'group' ? node.title : '');

/** "SPY rsi 10" → value; a group's stream by its title: "FNGU complex rsi 10". */
export type Given = Readonly<Record<string, Reading>>;

/** Every RSI 50, every return 0, deviations equal, prices 10 % above their averages. */
const NEUTRAL: Readonly<Record<string, number>> = {
  rsi: 50,
  close: 110,
  sma: 100,
  movingAverageOfReturn: 0,
  cumulativeReturn: 0,
  deviationOfReturn: 1,
};

/** What is not named has its neutral value. */
const neutralLookup = (given: Given): MeasureLookup => ({
  ofTicker: (yardstick, name) => given[`${name} ${yardstickKey(yardstick)}`] ?? NEUTRAL[yardstick.indicator]!,
  ofStream: (yardstick, node) => given[`${groupTitle(node)} ${yardstickKey(yardstick)}`] ?? NEUTRAL[yardstick.indicator]!,
});

export const decideGiven = (strategy: Strategy, given: Given): Result<Decision, Undecided> =>
  evaluate(strategy, neutralLookup(given), sessionDate('2024-08-05'));

/** "UVXY 25 + BIL 75", weights in percent; a refusal in its own words. */
export function holdingsGiven(strategy: Strategy, given: Given): string {
  const decision = decideGiven(strategy, given);
  if (!decision.ok) return decision.error.says;
  return decision.value.weights.map(({ ticker, weight }) => `${ticker} ${Number((weight * 100).toFixed(1))}`).join(' + ');
}

/** A ticker of which there is no bar anywhere. */
export const absent = (name: string): Reading => ({ code: 'ticker-unknown', what: `${name}'s value`, tickers: [tickerOf(name)] });
