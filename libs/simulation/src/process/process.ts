/** A process as the simulation sees it: a computation that waits for messages, a clock of its own, and calls under way. */
import type { Book, Decided, Facts, Instant, Ledger, LedgerEntry, SessionDate, SessionHours, Ticker } from '@alchemiser/domain';
import type { Scenario } from '../scenario/scenario.ts';
import type { Practices } from './practices.ts';
import { isLocal, type Call, type CallName, type CallOf, type Calls, type Message, type Reply } from './calls.ts';

/** Runs until it is told something; ends with what came of it. */
export type Life<T> = Generator<void, T, Message>;

export interface Errand {
  readonly asOf: SessionDate;
  readonly hours: SessionHours;
  readonly trades: boolean;
  /** How many starts of this session came before. */
  readonly attempt: number;
  /** Which of the scheduler's triggers it goes back to: a start again after a death has the trigger of the first. */
  readonly trigger: number;
}

/** The world as a process reaches it. */
export interface Process {
  readonly number: number;
  readonly scenario: Scenario;
  readonly practices: Practices;
  readonly book: Book;
  /** What the scheduler asks for: this session; `trades` false only closes what earlier days left. */
  readonly errand: Errand;
  /** What the strategies decide on facts. Worked out once for each: the same facts come to the same plan. */
  decide(facts: Facts): Decided;
  /** The fold of ledger entries, once for each list that was read. */
  books(entries: readonly LedgerEntry[]): Ledger;
  /** USD, of the last completed session. */
  lastClose(ticker: Ticker): number;
  /** The clock of this process. */
  now(): Instant;
  /** @returns the number under which the reply will come. */
  issue(call: Call): number;
  /** Reads the store at once: nothing can come between. */
  look(call: Call): Reply;
  /** The process ends, in need of another try. */
  giveUp(says: string): void;
  /** Wakes it at `at` by its own clock; the newest alarm replaces the ones before. */
  alarm(at: Instant): void;
  /** Set once the kill switch or Ctrl-C was heard. */
  stopping: 'killed' | 'interrupted' | null;
}

/** Why nothing is traded: before the first order, by name. */
export interface Refusal {
  readonly refused: string;
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;

/** The kill switch or Ctrl-C: the first one counts. */
export function hearStop(process: Process, why: 'killed' | 'interrupted'): void {
  process.stopping ??= process.practices.hears(why);
}

/** A reply, and when it came by the clock of the process. */
export interface Heard {
  readonly at: Instant;
  readonly reply: Reply;
}

/** Asks everything at once and waits for all of it. What is heard comes in the order of the calls. */
export function* askAll(process: Process, calls: readonly Call[]): Life<readonly Heard[]> {
  const numbers = calls.map((call) => process.issue(call));
  const heard: (Heard | undefined)[] = numbers.map(() => undefined);
  let missing = numbers.length;
  while (missing > 0) {
    const message = yield;
    if (message.kind === 'stop') hearStop(process, message.why);
    // Or a reply to something asked before, that nobody waits for any more.
    const i = message.kind === 'reply' ? numbers.indexOf(message.call) : -1;
    if (message.kind !== 'reply' || i < 0) continue;
    heard[i] = { at: process.now(), reply: message.reply };
    missing -= 1;
  }
  return heard as readonly Heard[];
}

/** Waits for the reply to one call. */
function* hear(process: Process, number: number): Life<Reply> {
  for (;;) {
    const message = yield;
    if (message.kind === 'reply' && message.call === number) return message.reply;
    if (message.kind === 'stop') hearStop(process, message.why);
  }
}

/** Reads of the broker are asked again, as the adapters do. */
const TRIES = 3;

/** Ends the process when the world does not answer. */
export function* ask<K extends CallName>(process: Process, call: CallOf<K>): Life<Calls[K]['answer']> {
  for (let tries = 1; ; tries++) {
    const reply = isLocal(call.of) ? process.look(call as Call) : yield* hear(process, process.issue(call as Call));
    const isWrite = call.of === 'append' || call.of === 'appendLedger';
    if (reply.ok) return reply.value as Calls[K]['answer'];
    if (isWrite || tries === TRIES) return yield* giveUp(process, reply.says);
  }
}

/** As `ask`, with something else in the place of an answer that does not come. */
export function* askOr<K extends CallName>(process: Process, call: CallOf<K>, instead: () => Calls[K]['answer']): Life<Calls[K]['answer']> {
  const reply = yield* hear(process, process.issue(call as Call));
  return reply.ok ? (reply.value as Calls[K]['answer']) : instead();
}

export function* answerOf<K extends CallName>(process: Process, reply: Reply): Life<Calls[K]['answer']> {
  return reply.ok ? (reply.value as Calls[K]['answer']) : yield* giveUp(process, reply.says);
}

/** The world did not answer: the process ends here and can be started again. */
export function* giveUp(process: Process, says: string): Life<never> {
  process.giveUp(says);
  for (;;) yield;
}
