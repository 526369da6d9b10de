import {
  outcomeEntries,
  planEntries,
  post,
  postingKey,
  openLedger,
  reconcile,
  rebalancedEntry,
  roundingEntries,
  type Account,
  invariant,
  type CertificateRecord,
  type Decided,
  type Facts,
  type Ledger,
  type LedgerEntry,
  type Outcome,
  type Position,
  type StrategyName,
} from '@alchemiser/domain';
import type { Desk } from './desk.ts';

/** A run's end, as the books and the broker tell it. */
export interface ClosedBooks {
  readonly ledger: Ledger;
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly certificate: CertificateRecord;
}

/** What a run did: its plan and what became of it; no plan where nothing needed trading. */
export interface Deeds {
  readonly facts: Facts;
  readonly decided: Decided;
  readonly outcome: Outcome | null;
  /** Strategies whose rebalance is complete with this run. */
  readonly rebalanced: readonly StrategyName[];
}

/**
 * Posts a run to the books once, however often it is called and by however many processes, then compares them with the broker.
 * @throws Failure when the broker or the store does not answer: the run can be resumed and ends here again.
 */
export async function closeBooks(desk: Desk, deeds: Deeds): Promise<ClosedBooks> {
  const { facts } = deeds;
  const own = entriesOf(deeds, desk);
  for (;;) {
    const [account, positions] = await Promise.all([desk.broker.account(), desk.broker.positions()]);
    const stored = await desk.ledger.read(facts.account.id);
    const before = post(openLedger(), stored);
    const missing = own.filter((entry) => !isPosted(before, entry));
    const posted = post(before, missing);
    const executions = missing.filter((entry) => entry.kind === 'fill').length;
    const rounding = roundingEntries(posted, account.cash, executions, desk.clock.now());
    const entries = [...missing, ...rounding];
    const appended = entries.length === 0 ? { status: 'appended' } : await desk.ledger.append(facts.account.id, stored.length, entries);
    // Somebody else closed the same run a moment ago: look again at what is left to do.
    if (appended.status === 'conflict') continue;
    const ledger = post(posted, rounding);
    return { ledger, account, positions, certificate: reconcile(ledger, account.cash, positions) };
  }
}

function entriesOf({ facts, decided: { target, plan }, outcome, rebalanced }: Deeds, desk: Desk): readonly LedgerEntry[] {
  invariant(target !== null && plan !== null, 'A run that is closed had a plan');
  return [
    ...planEntries(plan, target, facts.ledger, facts.gatheredAt),
    ...(outcome === null ? [] : outcomeEntries(plan.trades, outcome, facts.session)),
    ...(rebalanced.length === 0 ? [] : [rebalancedEntry(rebalanced, facts.session, desk.clock.now())]),
  ];
}

function isPosted(ledger: Ledger, entry: LedgerEntry): boolean {
  if (entry.kind === 'rebalanced') return entry.strategies.every((name) => ledger.lastRebalance.get(name) === entry.session);
  const key = postingKey(entry);
  return key !== null && ledger.posted.has(key);
}

/** Strategies whose sleeve rebalanced with this run: those that chose to, once every trade of the plan is done. */
export const rebalancedBy = ({ sleeves }: Decided, outcome: Outcome | null): readonly StrategyName[] =>
  outcome === null || outcome.status === 'done' ? sleeves.filter((sleeve) => sleeve.action === 'rebalance').map(({ strategy }) => strategy.name) : [];
