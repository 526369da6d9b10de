/** All a run saw, decided and did → one document. What is in it depends on nothing but its inputs. */
import { digestOf, sha256 } from '../values/digest.ts';
import { toDecimal, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { toIsoInstant, type Instant } from '../values/time.ts';
import type { Ledger } from '../ledger/entry.ts';
import { reconcile } from '../ledger/reconcile.ts';
import { midPrice } from '../market/quote.ts';
import type { ReadingOptions } from '../strategy/columns.ts';
import type { Flip } from '../strategy/decision.ts';
import { flips } from '../strategy/flips.ts';
import type { Decided, DecidedSleeve } from './decide.ts';
import { encodeFacts } from './facts-codec.ts';
import type { Account, Facts, Position } from './facts.ts';
import { bookRecords, positionRecords, unpricedNotes } from './holdings-record.ts';
import type { Outcome } from './outcome.ts';
import { fillRecord, legRecord, planRecord } from './plan-record.ts';
import { RECORD_VERSION, type CertificateRecord, type RunRecord, type SleeveRecord } from './record.ts';
import { runIdOf } from './run-id.ts';
import { sentenceOf, statusOf } from './says.ts';

export interface RunSeen {
  readonly facts: Facts;
  readonly decided: Decided;
  /** Null when nothing was sent. */
  readonly outcome: Outcome | null;
  /** The end as the books and the broker tell it; null for a refusal and for a dry run. */
  readonly closed: {
    readonly ledger: Ledger;
    readonly account: Account;
    readonly positions: readonly Position[];
    readonly certificate: CertificateRecord;
  } | null;
  readonly ordinal: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Of the stored facts, where they were stored already; else it is made here. */
  readonly factsDigest?: string;
  /** How the trees were read when it was decided: their knife edges are looked for in the same way. */
  readonly reading: ReadingOptions;
  readonly notes?: readonly string[];
}

export function recordOf(seen: RunSeen): RunRecord {
  const { facts, decided, outcome, closed } = seen;
  const ending = { decided, outcome, certificate: closed?.certificate ?? null };
  const { ledger, account, positions } = closed ?? facts;
  const prices = new Map<Ticker, Price>([...facts.quotes].map(([ticker, quote]) => [ticker, midPrice(quote)]));
  const plan = decided.plan === null ? null : planRecord(decided.plan);
  const shorts = positions.filter((position) => position.side === 'short').map((position) => position.ticker);
  return {
    version: RECORD_VERSION,
    runId: runIdOf(facts.account.id, facts.session, seen.ordinal),
    status: statusOf(ending),
    says: sentenceOf(ending),
    provenance: facts.provenance,
    session: facts.session,
    asOf: facts.asOf,
    historyFrom: facts.history.sessions[0] ?? facts.asOf,
    hours: { open: toIsoInstant(facts.hours.open), close: toIsoInstant(facts.hours.close), early: facts.hours.early },
    startedAt: toIsoInstant(seen.startedAt),
    endedAt: toIsoInstant(seen.endedAt),
    account: {
      endsWith: facts.account.id.slice(-4),
      cashBefore: toDecimal(facts.account.cash),
      equityBefore: toDecimal(facts.account.equity),
      cashAfter: closed === null ? null : toDecimal(closed.account.cash),
      equityAfter: closed === null ? null : toDecimal(closed.account.equity),
    },
    sleeves: decided.sleeves.map((sleeve) => sleeveRecord(sleeve, flipsOf(sleeve, seen))),
    plan,
    risk: decided.checks.map(({ name, passed, says }) => ({ name, passed, says })),
    legs: (outcome?.legs ?? []).map(legRecord),
    fills: (outcome?.fills ?? []).map(fillRecord),
    positions: positionRecords(positions, ledger, account.equity, prices),
    books: bookRecords(
      ledger,
      decided.sleeves.map((sleeve) => sleeve.strategy.name),
      prices,
    ),
    reconciliation: closed?.certificate ?? null,
    reconciliationBefore: reconcile(facts.ledger, facts.account.cash, facts.positions),
    factsDigest: seen.factsDigest ?? sha256(encodeFacts(facts)),
    planDigest: plan === null ? null : digestOf(plan),
    notes: [
      ...(seen.notes ?? []),
      ...unpricedNotes(ledger, prices),
      ...(shorts.length === 0 ? [] : [`Short and not listed: ${shorts.join(', ')}.`]),
    ],
  };
}

/** A person's command in place of the strategies has no edges. */
const flipsOf = ({ strategy, decision }: DecidedSleeve, { facts, reading }: RunSeen): readonly Flip[] =>
  decision.ok && facts.instruction === undefined ? flips(strategy, facts.history, reading) : [];

/** A sleeve as it stands in the record. */
export function sleeveRecord({ strategy, share, decision, action, why }: DecidedSleeve, flips: readonly Flip[]): SleeveRecord {
  const sleeve = { strategy: strategy.name, title: strategy.title, share, action, flips };
  if (!decision.ok) {
    const { says, missing, trace } = decision.error;
    return { ...sleeve, weights: [], reasons: [], trace, undecided: { says, missing } };
  }
  const { weights, reasons, trace } = decision.value;
  return { ...sleeve, weights, reasons: action === 'keep' ? [...reasons, `keeps its shares: ${why}`] : reasons, trace };
}
