/**
 * All a run saw, decided and did, as one JSON document: decimals as text, measured things as numbers, instants as ISO text.
 * Terminal, mail and dashboard read this and nothing else. A past day replays to the same bytes.
 */
import type { DecimalText } from '../values/exact.ts';
import type { Flip, Missing, TickerWeight, Trace } from '../strategy/decision.ts';
import type { Provenance } from './facts.ts';

export const RECORD_VERSION = 1;

/**
 * `traded` all of it · `unchanged` nothing needed trading · `partly` some of it · `refused` nothing was sent ·
 * `halted` a person is needed · `planned` a dry run.
 */
export type RunStatus = 'traded' | 'unchanged' | 'partly' | 'refused' | 'halted' | 'planned';

export interface SleeveRecord {
  readonly strategy: string;
  readonly title: string;
  /** Fraction of the book. */
  readonly share: number;
  readonly action: 'rebalance' | 'keep' | 'undecided';
  readonly weights: readonly TickerWeight[];
  readonly reasons: readonly string[];
  readonly trace: Trace | null;
  readonly flips: readonly Flip[];
  readonly undecided?: { readonly says: string; readonly missing: Missing };
}

export interface RiskCheckRecord {
  readonly name: string;
  readonly passed: boolean;
  /** "Largest weight 100.0 %, limit 100.0 %" */
  readonly says: string;
}

export interface PlanRecord {
  readonly sizingEquity: DecimalText;
  readonly reserve: DecimalText;
  readonly openingCash: DecimalText;
  readonly rows: readonly {
    readonly ticker: string;
    readonly held: DecimalText;
    readonly price: DecimalText;
    readonly heldWeight: number;
    readonly targetWeight: number;
    readonly action: 'buy' | 'sell' | 'leave';
    readonly why: string;
  }[];
  readonly trades: readonly {
    readonly ticker: string;
    readonly side: 'buy' | 'sell';
    readonly quantity: DecimalText;
    readonly decisionPrice: DecimalText;
    readonly notional: DecimalText;
    readonly reason: 'enters' | 'leaves' | 'drifted';
    readonly shares: readonly { readonly strategy: string; readonly quantity: DecimalText }[];
  }[];
  readonly crosses: readonly {
    readonly ticker: string;
    readonly from: string;
    readonly to: string;
    readonly quantity: DecimalText;
    readonly price: DecimalText;
  }[];
}

export interface OrderRecord {
  readonly clientOrderId: string;
  readonly venueOrderId: string | null;
  readonly step: number;
  readonly type: 'limit' | 'market';
  readonly quantity: DecimalText;
  readonly limitPrice: DecimalText | null;
  readonly status: 'filled' | 'canceled' | 'expired' | 'rejected' | 'denied' | 'unknown';
  readonly filled: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly submittedAt: string;
  readonly says?: string;
}

export interface LegRecord {
  readonly ticker: string;
  readonly side: 'buy' | 'sell';
  readonly planned: DecimalText;
  readonly target: DecimalText;
  readonly filled: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly decisionPrice: DecimalText;
  readonly slippageBps: number | null;
  readonly status: 'filled' | 'partly' | 'unfilled' | 'dust' | 'halted';
  readonly says: string;
  readonly orders: readonly OrderRecord[];
}

export interface FillRecord {
  readonly ticker: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly at: string;
  readonly venueOrderId: string;
  readonly cumulativeQuantity: DecimalText;
}

export interface PositionRecord {
  readonly ticker: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText | null;
  readonly value: DecimalText | null;
  /** Fraction of the account's equity. */
  readonly weight: number | null;
  readonly books: readonly { readonly book: string; readonly quantity: DecimalText }[];
}

export interface BookRecord {
  readonly book: string;
  readonly cash: DecimalText;
  /** Holdings at decision prices, without the cash. */
  readonly value: DecimalText;
  readonly realised: DecimalText;
  readonly unrealised: DecimalText;
}

/** Ours against the broker's: equal, or each difference named in shares and cents. */
export interface CertificateRecord {
  readonly status: 'equal' | 'different';
  readonly words: string;
  readonly differences: readonly {
    readonly what: string;
    readonly ours: DecimalText;
    readonly brokers: DecimalText;
    readonly difference: DecimalText;
  }[];
}

export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  /** Derived from account, session and ordinal. */
  readonly runId: string;
  readonly status: RunStatus;
  /** One sentence: what happened. */
  readonly says: string;
  readonly provenance: Provenance;
  readonly session: string;
  readonly asOf: string;
  readonly historyFrom: string;
  readonly hours: { readonly open: string; readonly close: string; readonly early: boolean };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly account: {
    /** The last four characters: the whole id stays in the store. */
    readonly endsWith: string;
    readonly cashBefore: DecimalText;
    readonly equityBefore: DecimalText;
    readonly cashAfter: DecimalText | null;
    readonly equityAfter: DecimalText | null;
  };
  readonly sleeves: readonly SleeveRecord[];
  /** Null when a sleeve could not decide. */
  readonly plan: PlanRecord | null;
  readonly risk: readonly RiskCheckRecord[];
  readonly legs: readonly LegRecord[];
  readonly fills: readonly FillRecord[];
  /** After the run; before it for a dry run. */
  readonly positions: readonly PositionRecord[];
  readonly books: readonly BookRecord[];
  readonly reconciliation: CertificateRecord | null;
  /** Before the first order. */
  readonly reconciliationBefore?: CertificateRecord;
  /** What came to light after the run had ended; the record as it was then is kept beside this one. */
  readonly amendment?: { readonly at: string; readonly says: readonly string[] };
  /** SHA-256 of the gathered facts in the store, and of the plan. */
  readonly factsDigest: string;
  readonly planDigest: string | null;
  readonly notes: readonly string[];
}
