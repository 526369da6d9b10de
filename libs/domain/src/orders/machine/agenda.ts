/** What one step writes down, asks for, does, and wakes up for: gathered leg by leg, then turned into effects. */
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Account } from '../../run/facts.ts';
import type { ExecutionPolicy, OrderGuard } from '../policy.ts';
import type { Effect, Query } from './effect.ts';
import type { PlannedEntry, RunEntry } from './entry.ts';
import type { RunLog } from './log.ts';
import type { Asked, Read, Rest } from './state.ts';

/** What every leg may know of the run. */
export interface Moment {
  readonly log: RunLog;
  readonly planned: PlannedEntry;
  readonly now: Instant;
  readonly policy: ExecutionPolicy;
  readonly guard: OrderGuard | null;
  /** The newest reading of it in this run. */
  readonly account: Account | null;
  /** No append is under way: entries may be written. */
  readonly mayWrite: boolean;
  /** Why nothing more is sent, or null. */
  readonly stopped: { readonly at: Instant; readonly why: 'killed' | 'interrupted' } | null;
  /** Nothing is sent after it. */
  readonly cutoff: Instant;
}

/** Filled within one step and dropped after it; never part of the state. */
export interface Agenda {
  readonly entries: RunEntry[];
  readonly effects: Effect[];
  readonly alarms: Instant[];
  readonly quotesFor: Ticker[];
  asks: readonly Asked[];
  lastAsk: number;
}

export const emptyAgenda = (asks: readonly Asked[], lastAsk: number): Agenda => ({
  entries: [],
  effects: [],
  alarms: [],
  quotesFor: [],
  asks,
  lastAsk,
});

/** Puts a question on the agenda. @returns its number. */
export function ask(agenda: Agenda, query: Query): number {
  agenda.lastAsk += 1;
  agenda.asks = [...agenda.asks, { ask: agenda.lastAsk, query }];
  agenda.effects.push({ kind: 'query', ask: agenda.lastAsk, query });
  return agenda.lastAsk;
}

/** Whether it is time to read again what must be newer than `rest`: the first question after it does not wait for its turn. */
export function isToBeAsked(read: Read<unknown>, rest: Rest, agenda: Agenda, moment: Moment): boolean {
  if (read.asked !== null) return false;
  return (read.answeredAsk <= rest.lastAsk && read.failures === 0) || due(agenda, moment, read.dueAt);
}

/** Whether `at` has come; otherwise the machine wakes up then. */
export function due(agenda: Agenda, moment: Moment, at: number): boolean {
  if (moment.now >= at) return true;
  agenda.alarms.push(at as Instant);
  return false;
}
