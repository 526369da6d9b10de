/** What a run leaves in the books: the entries of its plan and of its executions, each posted once by however many processes. */
import { invariant } from '../result.ts';
import type { Instant } from '../values/time.ts';
import type { Ledger, LedgerEntry } from '../ledger/entry.ts';
import { outcomeEntries, rebalancedEntry } from '../ledger/fill-entries.ts';
import { postingKey } from '../ledger/post.ts';
import { planEntries } from '../rebalance/capital.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { Decided } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Outcome } from './outcome.ts';

/** What a run did: its plan and what became of it; no outcome where nothing needed trading. */
export interface RunDeeds {
  readonly facts: Facts;
  readonly decided: Decided;
  readonly outcome: Outcome | null;
}

/** @param at when the books are closed. */
export function closingEntries(deeds: RunDeeds, at: Instant): readonly LedgerEntry[] {
  const { facts, outcome } = deeds;
  const { target, plan } = deeds.decided;
  invariant(target !== null && plan !== null, 'A run that is closed had a plan');
  const rebalanced = facts.instruction === 'flatten' ? [] : rebalancedBy(deeds.decided, outcome);
  return [
    ...planEntries(plan, target, facts.ledger, facts.gatheredAt),
    ...(outcome === null ? [] : outcomeEntries(plan.trades, outcome, facts.session)),
    ...(rebalanced.length === 0 ? [] : [rebalancedEntry(rebalanced, facts.session, at)]),
  ];
}

/** Those of a run's entries that the books do not hold yet. */
export const missingEntries = (ledger: Ledger, entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  entries.filter((entry) => !isPosted(ledger, entry));

function isPosted(ledger: Ledger, entry: LedgerEntry): boolean {
  if (entry.kind === 'rebalanced') return entry.strategies.every((name) => ledger.lastRebalance.get(name) === entry.session);
  const key = postingKey(entry);
  return key !== null && ledger.posted.has(key);
}

/**
 * Strategies whose rebalance is complete with a run: those that the plan rebalances, once every trade of it is done. A plan that had
 * to leave its buys out completes nothing, or a monthly strategy would stay in cash for a month.
 */
const rebalancedBy = ({ target, withoutBuys }: Decided, outcome: Outcome | null): readonly StrategyName[] =>
  withoutBuys === null && (outcome === null || outcome.status === 'done')
    ? (target?.sleeves ?? []).filter((sleeve) => sleeve.action === 'rebalance').map((sleeve) => sleeve.strategy)
    : [];
