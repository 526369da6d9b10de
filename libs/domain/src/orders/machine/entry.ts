/**
 * What a run writes down before it acts on it. The journal is the truth: a run's durable state is the fold of these
 * entries, and whoever loses the race to append one adopts what stands there instead.
 */
import type { Money, Price, Quantity } from '../../values/exact.ts';
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { AccountId } from '../../run/facts.ts';
import type { RebalancePlan, Side } from '../../rebalance/trade.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../order.ts';

/** The run itself, created once per (account, session, ordinal): the approved plan and what the machine must know of the day. */
export interface PlannedEntry {
  readonly kind: 'planned';
  readonly at: Instant;
  readonly account: AccountId;
  /** 0; rises only by an explicit command. */
  readonly ordinal: number;
  readonly open: Instant;
  readonly close: Instant;
  /** How long the broker refuses a client order id it has seen: without it nothing in doubt is sent again. */
  readonly dedupe: 'permanent' | 'session' | 'none';
  readonly plan: RebalancePlan;
  /** The smallest step of quantity per trade of the plan, in its order. */
  readonly increments: readonly Quantity[];
  /** SHA-256 of the facts the plan was made from. */
  readonly factsDigest: string | null;
}

/** The one reading of confirmed cash, and what each buy may spend of it. Budgets sum to at most `cash`. */
export interface FundedEntry {
  readonly kind: 'funded';
  readonly at: Instant;
  /** Confirmed, after the plan's reserve and what open buys hold. */
  readonly cash: Money;
  readonly buys: readonly { readonly ticker: Ticker; readonly target: Quantity; readonly budget: Money }[];
}

/** One order about to be sent for the first time. */
export interface IntendedEntry {
  readonly kind: 'intended';
  readonly at: Instant;
  readonly id: ClientOrderId;
  readonly ticker: Ticker;
  readonly side: Side;
  readonly step: number;
  readonly quantity: Quantity;
  readonly type: 'limit' | 'market';
  readonly limitPrice: Price | null;
  /** How long it rests before the next rung. */
  readonly rungMs: number;
}

/** The same id about to be sent again: the same body, or (burning it) one whose limit cannot trade. */
export interface ResentEntry {
  readonly kind: 'resent';
  readonly at: Instant;
  readonly id: ClientOrderId;
  readonly burnPrice: Price | null;
}

/** The broker has it. */
export interface AcceptedEntry {
  readonly kind: 'accepted';
  readonly at: Instant;
  readonly id: ClientOrderId;
  readonly venueOrderId: VenueOrderId;
}

/**
 * An order that can fill no more, on this evidence: the venue's own terminal status · its refusal of an id's only send ·
 * `us`: we never sent it and never will · a person who looked. A later one with more filled corrects an earlier one.
 */
export interface ClosedEntry {
  readonly kind: 'closed';
  readonly at: Instant;
  readonly id: ClientOrderId;
  readonly by: 'venue' | 'refusal' | 'us' | 'person';
  readonly venueOrderId: VenueOrderId | null;
  readonly status: 'filled' | 'canceled' | 'expired' | 'rejected' | 'denied';
  /** Cumulative. */
  readonly filled: Quantity;
  readonly averagePrice: Price | null;
  readonly says: string | null;
}

/** A leg takes no further step. */
export interface EndedEntry {
  readonly kind: 'ended';
  readonly at: Instant;
  readonly ticker: Ticker;
  readonly why: 'filled' | 'dust' | 'left';
  readonly says: string;
}

/** A leg takes no further step and a person is needed; what it has open is cancelled or looked up as long as that is possible. */
export interface HaltedEntry {
  readonly kind: 'halted';
  readonly at: Instant;
  readonly ticker: Ticker;
  readonly says: string;
}

/** Nothing resolved it by the deadline: it stays unknown until a person finds out. */
export interface LeftUnknownEntry {
  readonly kind: 'left-unknown';
  readonly at: Instant;
  readonly id: ClientOrderId;
}

/** From here on only cancels and look-ups. Any process may append it: no writer gets a new intent past it. */
export interface StoppedEntry {
  readonly kind: 'stopped';
  readonly at: Instant;
  readonly why: 'killed' | 'interrupted';
}

/** Our executions as the broker lists them, and the end: nothing has an effect after it. */
export interface FinishedEntry {
  readonly kind: 'finished';
  readonly at: Instant;
  readonly fills: readonly Fill[];
}

export type RunEntry =
  | PlannedEntry
  | FundedEntry
  | IntendedEntry
  | ResentEntry
  | AcceptedEntry
  | ClosedEntry
  | EndedEntry
  | HaltedEntry
  | LeftUnknownEntry
  | StoppedEntry
  | FinishedEntry;
