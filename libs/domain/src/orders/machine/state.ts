/**
 * The machine's state: what is written down, and what was merely observed. The second half is lost in a crash and
 * everything in it can be asked for again; nothing is decided from it alone that must not be decided twice.
 */
import type { Quantity } from '../../values/exact.ts';
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Quote } from '../../market/quote.ts';
import type { Account } from '../../run/facts.ts';
import type { ClientOrderId, Fill, VenueOrder } from '../order.ts';
import type { OrderStatus } from '../moves.ts';
import type { Query } from './effect.ts';
import type { PlannedEntry, RunEntry } from './entry.ts';
import type { RunLog } from './log.ts';

/** What we see of a leg's open order. */
export interface OrderLive {
  readonly id: ClientOrderId;
  readonly status: OrderStatus;
  /** The latest sight of it at the broker; its cumulative quantity only grows. */
  readonly seen: VenueOrder | null;
  /** Cumulative quantity seen so far. */
  readonly filled: Quantity;
  /** Since when it rests at the broker, as far as this process knows. */
  readonly workingSince: Instant | null;
  /** The refusal of what this process believes to be the id's only send. */
  readonly refused: string | null;
  /** It was never sent by the process that alone had the right to, and never will be. */
  readonly unsent: string | null;
  /** Look-ups by id: how many came back without it (or not at all) since the last send, one under way, when the next is due. */
  readonly lookUps: number;
  readonly lookingUp: boolean;
  readonly lookUpAt: Instant;
  readonly cancelling: boolean;
  readonly cancelAt: Instant;
}

/** What we see of a leg. */
export interface LegLive {
  readonly order: OrderLive | null;
  /** The quote for the next rung: undefined until asked for, null when there is none. */
  readonly quote: Quote | null | undefined;
  /** Not to be asked for again before. */
  readonly quoteAt: Instant;
  /** Since when the next rung waits for a price. */
  readonly waitingSince: Instant | null;
  /** What must not be true of an order of ours, in words: halts the leg. */
  readonly fault: string | null;
}

/** A kind of read: at most one under way, failures back off. */
export interface Read<T> {
  /** The number of the question under way. */
  readonly asked: number | null;
  readonly dueAt: Instant;
  readonly failures: number;
  /** The latest answer, and when it was asked for; null until one came. */
  readonly answer: T | null;
  readonly answeredAsk: number;
}

export interface Reads {
  readonly orders: Read<readonly VenueOrder[]>;
  readonly openOrders: Read<readonly VenueOrder[]>;
  readonly fills: Read<readonly Fill[]>;
  readonly account: Read<Account>;
  readonly quotes: Read<ReadonlySet<Ticker>>;
}

export interface MachineState {
  readonly log: RunLog;
  readonly now: Instant;
  /** The plan to write if the journal holds none; null before the start. */
  readonly plan: PlannedEntry | null;
  /** The append under way. */
  readonly pending: readonly RunEntry[] | null;
  readonly legs: readonly LegLive[];
  readonly reads: Reads;
  /** Questions under way by number; look-ups of single orders among them. */
  readonly asks: ReadonlyMap<number, Query>;
  readonly lastAsk: number;
  /** Answers to questions older than this say nothing of the phase we are in: set when the sells, or all legs, came to rest. */
  readonly restAsk: { readonly sells: number | null; readonly all: number | null; readonly at: Instant | null };
  readonly stopping: 'killed' | 'interrupted' | null;
  readonly done: boolean;
}
