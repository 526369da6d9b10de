/**
 * The machine's state: what is written down, and what was merely observed. The second half is lost in a crash and
 * everything in it can be asked for again; nothing is decided from it alone that must not be decided twice.
 */
import { NO_SHARES, type Quantity } from '../../values/exact.ts';
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Quote } from '../../market/quote.ts';
import type { Account } from '../../run/facts.ts';
import type { ClientOrderId, Fill, VenueOrder } from '../order.ts';
import type { OrderStatus } from '../moves.ts';
import type { Query } from './effect.ts';
import type { PlannedEntry, RunEntry } from './entry.ts';
import { EMPTY_LOG, type OrderLog, type RunLog } from './log.ts';

/** What we see of a leg's open order. */
export interface OrderLive {
  readonly id: ClientOrderId;
  /** When this process first knew of it. */
  readonly since: Instant;
  readonly status: OrderStatus;
  /** A send this process has announced in the journal and alone may perform: the id's first, or one more. */
  readonly sendDue: 'first' | 'again' | null;
  /** The send under way or last made by this process is the id's first. */
  readonly sentFirst: boolean;
  /** When this process last heard, or gave up hearing, what came of a send of its own: a send may leave well after it was announced. */
  readonly heardAt: Instant;
  /** The refusal of what this process believes to be the id's only send. */
  readonly refused: string | null;
  /** The right to the first send was given back unused. */
  readonly unsent: string | null;
  /** The latest sight of it at the broker, and the cumulative quantity, which only grows. */
  readonly seen: VenueOrder | null;
  readonly filled: Quantity;
  /** When the last look-up since the last send came back without it (read lag, or it never arrived); null when none did. */
  readonly missingAt: Instant | null;
  /** Look-ups by id since the last send, one under way, when the next is due. */
  readonly lookUps: number;
  readonly lookingUp: boolean;
  readonly lookUpAt: Instant;
  readonly cancels: number;
  readonly cancelling: boolean;
  readonly cancelAt: Instant;
}

/** What we see of a leg. */
export interface LegLive {
  readonly order: OrderLive | null;
  /** The quote for the next rung: undefined until an answer came, null when there is none. */
  readonly quote: Quote | null | undefined;
  /** Not to be asked for again before. */
  readonly quoteAt: Instant;
  /** Since when the next rung waits for a price. */
  readonly waitingSince: Instant | null;
  /** What must not be true of an order of ours, in words: halts the leg. */
  readonly fault: string | null;
  /** Somebody else's order or execution on our ticker, in words: halts the leg, unless the journal explains it. */
  readonly stranger: string | null;
  /** A closed order of ours of which more was filled than we wrote down. */
  readonly late: VenueOrder | null;
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
  readonly quotes: Read<ReadonlyMap<Ticker, Quote>>;
}

/** A question under way, by its number. */
export interface Asked {
  readonly ask: number;
  readonly query: Query;
}

/** A moment in the order of questions: an answer tells of what came after it only if it was asked for later. */
export interface Rest {
  readonly at: Instant;
  readonly lastAsk: number;
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
  /** Questions under way, oldest first; look-ups of single orders among them. */
  readonly asks: readonly Asked[];
  readonly lastAsk: number;
  /** When the sells, and when all legs, came to rest. */
  readonly sellsRest: Rest | null;
  readonly allRest: Rest | null;
  /** When the list of executions had had the time it may lag behind: what was asked for before tells of the lag, not of the end. */
  readonly fillsSettled: Rest | null;
  readonly stopping: 'killed' | 'interrupted' | null;
  readonly done: boolean;
}

const NEVER_READ = { asked: null, dueAt: 0 as Instant, failures: 0, answer: null, answeredAsk: -1 };

/** Before the start. */
export const IDLE: MachineState = {
  log: EMPTY_LOG,
  now: 0 as Instant,
  plan: null,
  pending: null,
  legs: [],
  reads: { orders: NEVER_READ, openOrders: NEVER_READ, fills: NEVER_READ, account: NEVER_READ, quotes: NEVER_READ },
  asks: [],
  lastAsk: 0,
  sellsRest: null,
  allRest: null,
  fillsSettled: null,
  stopping: null,
  done: false,
};

export const UNSEEN_LEG: LegLive = {
  order: null,
  quote: undefined,
  quoteAt: 0 as Instant,
  waitingSince: null,
  fault: null,
  stranger: null,
  late: null,
};

/** An order we have just read of in the journal: ours to send if this process announced the send, else in doubt until the broker shows it. */
export const unseenOrder = (order: OrderLog, sendDue: OrderLive['sendDue'], now: Instant): OrderLive => ({
  id: order.intent.id,
  since: now,
  status: sendDue === 'first' ? 'persisted' : order.venueOrderId === null ? 'unknown' : 'working',
  sendDue,
  sentFirst: false,
  heardAt: order.lastSendAt,
  refused: null,
  unsent: null,
  seen: null,
  filled: NO_SHARES,
  missingAt: null,
  lookUps: 0,
  lookingUp: false,
  lookUpAt: now,
  cancels: 0,
  cancelling: false,
  cancelAt: now,
});
