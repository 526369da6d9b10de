/** What configuration would say: the book and the limits. */
import { above, close, DEFAULT_POLICY, sma, weight, weighted, when, type Book, type DecidePolicy } from '@alchemiser/domain';
import type { Scenario, SimulatedSleeve } from '../scenario/scenario.ts';

/** All cash of the account belongs to the strategies. */
export const CAPITAL = { kind: 'all-cash' } as const;
export const POLICY: DecidePolicy = DEFAULT_POLICY;

export const bookOf = (scenario: Scenario): Book =>
  scenario.sleeves.map((sleeve) => ({
    strategy: { name: sleeve.name, title: sleeve.name, tree: treeOf(scenario, sleeve), rebalance: { frequency: 'daily' } },
    share: weight(sleeve.share),
    onFailure: sleeve.onFailure,
  }));

/** One that fails asks for an average that its history is too short for. */
function treeOf({ tickers }: Scenario, { weights, fails }: SimulatedSleeve) {
  const wanted = weighted(...weights);
  const { ticker } = tickers[0]!;
  return fails ? when(above(close(ticker), sma(ticker, 200)), { then: wanted, else: wanted }) : wanted;
}
