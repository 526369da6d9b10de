/** What a run leaves in the books: the entries of its plan and of its executions, each posted once by however many processes. */
import { invariant } from '../result.ts';
import type { Instant } from '../values/time.ts';
import type { Ledger, LedgerEntry } from '../ledger/entry.ts';
import { outcomeEntries, rebalancedEntry } from '../ledger/fill-entries.ts';
import { isHeld } from '../ledger/late.ts';
import { post, postingKey } from '../ledger/post.ts';
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

/**
 * Those of a run's entries that the books do not hold yet. A sale of more than there was to sell is left out, as among late executions:
 * the certificate names it, and the next day is refused for it.
 */
export function missingEntries(ledger: Ledger, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const missing = entries.filter((entry) => !isPosted(ledger, entry));
  if (!missing.some(takesNobodys)) return missing;
  let books = ledger;
  return missing.filter((entry) => {
    if (entry.kind === 'fill' && !isHeld(books, entry)) return false;
    books = post(books, [entry]);
    return true;
  });
}

/** Only such a sale can be more than there was: a plan sells what its sleeves hold. */
const takesNobodys = (entry: LedgerEntry): boolean =>
  entry.kind === 'fill' && entry.side === 'sell' && entry.shares.some(({ book }) => book === 'unattributed');

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
