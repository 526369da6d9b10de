/** Decisions of the sleeves → one target portfolio. Here weights leave the float world. */
import { UNITS_PER_ONE } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { weightUnits, type Weight } from '../values/weight.ts';
import type { TickerWeight } from '../strategy/decision.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { SleeveTarget, TargetPortfolio } from './target.ts';

/** What a sleeve came to after its schedule: new weights of its own equity, or its quantities as they are. */
export type SleeveChoice =
  | { readonly strategy: StrategyName; readonly share: Weight; readonly action: 'rebalance'; readonly weights: readonly TickerWeight[] }
  | { readonly strategy: StrategyName; readonly share: Weight; readonly action: 'keep'; readonly why: string };

/**
 * Units of `wanted` are of the equity that is shared out anew: sleeves that keep take theirs out, the others divide the rest by share.
 * @throws RangeError when shares or a sleeve's weights are not fractions that sum to at most 1.
 */
export function combine(choices: readonly SleeveChoice[]): TargetPortfolio {
  const shares = weightUnits(choices.map((choice) => choice.share));
  const sharedOut = choices.reduce((sum, choice, i) => (choice.action === 'rebalance' ? sum + shares[i]! : sum), 0n);
  const wanted = new Map<Ticker, { units: bigint; by: { strategy: StrategyName; units: bigint }[] }>();
  const sleeves = choices.map((choice, i): SleeveTarget => {
    if (choice.action === 'keep') return choice;
    const weights = unitsPerTicker(choice.weights);
    for (const { ticker, units } of weights) {
      const own = sharedOut === 0n ? 0n : (shares[i]! * units) / sharedOut;
      if (own === 0n) continue;
      const row = wanted.get(ticker) ?? { units: 0n, by: [] };
      wanted.set(ticker, { units: row.units + own, by: [...row.by, { strategy: choice.strategy, units: own }] });
    }
    return { strategy: choice.strategy, share: choice.share, action: 'rebalance', weights };
  });
  const rows = [...wanted].map(([ticker, row]) => ({ ticker, ...row }));
  return { sleeves, wanted: rows.sort((a, b) => (a.units === b.units ? (a.ticker < b.ticker ? -1 : 1) : a.units > b.units ? -1 : 1)) };
}

/** A sleeve's weights as integers of 1e-9 in written order; what rounds to nothing is not wanted. */
function unitsPerTicker(weights: readonly TickerWeight[]): readonly { readonly ticker: Ticker; readonly units: bigint }[] {
  const units = weightUnits(weights.map((entry) => entry.weight));
  return weights.map(({ ticker }, i) => ({ ticker, units: units[i]! })).filter((entry) => entry.units > 0n && entry.units <= UNITS_PER_ONE);
}
