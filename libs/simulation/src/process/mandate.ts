/** What configuration would say: the book, the limits, and the last look at an order. */
import {
  above,
  close,
  DEFAULT_POLICY,
  denies,
  lastClose,
  sma,
  weight,
  weighted,
  when,
  type Account,
  type Book,
  type DecidePolicy,
  type Facts,
  type OrderGuard,
  type PlannedEntry,
  type RiskLimits,
} from '@alchemiser/domain';
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

/** The risk rows that judge a single order, with what is known at that moment. @param before the account as read before the run. */
export const guardOf =
  (facts: Facts, before: Account, planned: PlannedEntry, limits: RiskLimits): OrderGuard =>
  (ticket, { quote, now, cash, account }) =>
    denies(
      ticket,
      {
        instrument: facts.instruments.get(ticket.ticker) ?? null,
        quote,
        now,
        lastClose: lastClose(facts.history, ticket.ticker),
        sizingEquity: planned.plan.sizingEquity,
        cash,
        account: account ?? before,
      },
      limits,
    );
