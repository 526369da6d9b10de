/** A finished run's record, told again once more is known of its orders. The record as it was is not touched. */
import { toDecimal, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { toIsoInstant, type Instant } from '../values/time.ts';
import type { Ledger } from '../ledger/entry.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { Account, Position } from './facts.ts';
import { bookRecords, positionRecords } from './holdings-record.ts';
import type { Outcome } from './outcome.ts';
import { fillRecord, legRecord } from './plan-record.ts';
import type { CertificateRecord, RunRecord } from './record.ts';
import { sentenceOf, statusOf } from './says.ts';

export interface Amendment {
  readonly at: Instant;
  /** What came to light, a sentence each. */
  readonly says: readonly string[];
  readonly plan: RebalancePlan;
  /** As it is known now. */
  readonly outcome: Outcome;
  /** The books and the account once it is posted: no run has traded in between. */
  readonly ledger: Ledger;
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly certificate: CertificateRecord;
  /** Of the run's own facts. */
  readonly prices: ReadonlyMap<Ticker, Price>;
}

export function amendRecord(record: RunRecord, amendment: Amendment): RunRecord {
  const { at, says, plan, outcome, ledger, account, positions, certificate, prices } = amendment;
  const ending = { decided: { status: 'approved', plan }, outcome, certificate } as const;
  const known = record.amendment?.says ?? [];
  return {
    ...record,
    status: statusOf(ending),
    says: sentenceOf(ending),
    account: { ...record.account, cashAfter: toDecimal(account.cash), equityAfter: toDecimal(account.equity) },
    legs: outcome.legs.map(legRecord),
    fills: outcome.fills.map(fillRecord),
    positions: positionRecords(positions, ledger, account.equity, prices),
    books: bookRecords(
      ledger,
      record.sleeves.map((sleeve) => sleeve.strategy as StrategyName),
      prices,
    ),
    reconciliation: certificate,
    amendment: { at: toIsoInstant(at), says: [...known, ...says.filter((sentence) => !known.includes(sentence))] },
  };
}
