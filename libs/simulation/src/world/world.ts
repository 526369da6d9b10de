/** Everything there is in one seed: time, market, broker, stores, processes, and what watches over them. */
import { openLedger, post, type Instant, type Ledger, type LedgerEntry, type RunEntry } from '@alchemiser/domain';
import type { Venue } from '@alchemiser/paper-exchange';
import type { Chance } from '../chance/chance.ts';
import type { Call, RunName } from '../process/calls.ts';
import type { Practices } from '../process/practices.ts';
import type { Errand } from '../process/process.ts';
import { eventLog, type EventLog } from '../report/event-log.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BookedOrder, BrokerTwin } from './broker.ts';
import { calendar } from './calendar.ts';
import { timeline, type Timeline } from './clock.ts';
import { onceForEach } from './once.ts';
import { marketTwin, type MarketTwin } from './market.ts';
import { openAccount } from './opening.ts';
import { storeTwin, type Stores } from './stores.ts';

/** A process with what the world knows of it. */
export interface ProcessTwin {
  readonly number: number;
  readonly errand: Errand;
  alive: boolean;
  skewMs: number;
  frozenUntil: number;
  /** The newest alarm's number. */
  alarm: number;
  calls: number;
  /** Its session had its record before it began. */
  repeats: boolean;
  /** It was told to stop, whatever it made of that. */
  told: boolean;
}

/** What the invariants are asked about, as it happens. */
export interface Watch {
  called(world: World, process: ProcessTwin, call: Call): void;
  arrived(world: World, booked: BookedOrder): void;
  written(world: World, run: RunName, entries: readonly RunEntry[]): void;
  changed(world: World): void;
}

export interface Stopped {
  readonly at: Instant;
  readonly why: 'killed' | 'interrupted';
  readonly by: 'message' | 'journal';
}

/** Where a sweep cuts the power: around the n-th call of the n-th life. */
export interface Cut {
  readonly call: number;
  readonly when: 'before' | 'after';
}

export interface World {
  readonly scenario: Scenario;
  readonly practices: Practices;
  readonly time: Timeline;
  readonly market: MarketTwin;
  readonly broker: BrokerTwin;
  readonly stores: Stores;
  readonly log: EventLog;
  readonly watch: Watch;
  readonly processes: ProcessTwin[];
  /** The books on the morning of the day, and the entries they are the fold of. */
  readonly opening: { readonly ledger: Ledger; readonly entries: readonly LedgerEntry[] };
  /** The fold of a list of ledger entries, once for each list. */
  readonly books: (entries: readonly LedgerEntry[]) => Ledger;
  /** Calls reach the broker and come back in no time, and nothing goes wrong on the way. */
  readonly instantly: boolean;
  /** One per life that is to be cut short. */
  readonly cuts: readonly Cut[];
  stopped: Stopped | null;
  /** Somebody who is not us has traded in the account. */
  disturbed: boolean;
  /** The latest day was refused before its first order. */
  refused: boolean;
  readonly luck: Chance;
}

export interface WorldOptions {
  readonly practices: Practices;
  readonly chance: Chance;
  readonly watch: Watch;
  /** Keeps the event log whole. */
  readonly keep?: boolean;
  readonly instantly?: boolean;
  readonly cuts?: readonly Cut[];
  readonly venue?: Venue;
}

/** The ledger only grows: a list is the one read last and what was posted since, or an older one. */
function booksOnce(): World['books'] {
  let latest = openLedger();
  return onceForEach((entries: readonly LedgerEntry[]) => {
    const before = entries.length < latest.length ? openLedger() : latest;
    return (latest = post(before, entries.slice(before.length)));
  });
}

export function openWorld(scenario: Scenario, options: WorldOptions): World {
  const { practices, chance, watch } = options;
  const start = (Math.min(...scenario.starts.map(({ at }) => at)) - 60_000) as Instant;
  const time = timeline(start);
  const market = marketTwin(scenario, chance, () => time.now);
  const { broker: temper } = scenario;
  const venue: Venue = options.venue ?? {
    market,
    calendar,
    seed: `seed ${String(scenario.seed)}`,
    partialFillShare: temper.partialFillShare,
    latencyMs: temper.latencyMs,
  };
  const { broker, entries } = openAccount(scenario, venue, start);
  const log = eventLog(start, options.keep ?? false);
  chance.report((fault) => log.note(time.now, 'struck', 0, fault));
  const books = booksOnce();
  const world: World = {
    scenario,
    practices,
    time,
    market,
    broker,
    log,
    watch,
    processes: [],
    opening: { entries, ledger: books(entries) },
    books,
    instantly: options.instantly ?? false,
    cuts: options.cuts ?? [],
    stopped: null,
    disturbed: false,
    refused: false,
    luck: chance,
    stores: storeTwin(entries, {
      written: (run, written) => {
        for (const entry of written) noteEntry(world, run, entry);
        watch.written(world, run, written);
      },
      posted: (posted) => log.note(time.now, 'ledger-written', 0, posted.length, posted[0]?.kind ?? null),
      recorded: (run, record) => log.note(time.now, 'recorded', 0, run, record.status, record.says, record.certificate?.status ?? null),
    }),
  };
  return world;
}

/** The numbers of an entry, whatever its kind. */
function noteEntry({ log, time }: World, run: RunName, entry: RunEntry): void {
  switch (entry.kind) {
    case 'planned':
      return log.note(time.now, 'written', 0, entry.kind, run, entry.plan.trades.length, entry.plan.openingCash);
    case 'funded':
      return log.note(time.now, 'written', 0, entry.kind, entry.cash, entry.buys.length);
    case 'intended':
      return log.note(time.now, 'written', 0, entry.kind, entry.id, entry.quantity, entry.limitPrice);
    case 'resent':
      return log.note(time.now, 'written', 0, entry.kind, entry.id, entry.burnPrice);
    case 'accepted':
      return log.note(time.now, 'written', 0, entry.kind, entry.id, entry.venueOrderId);
    case 'closed':
      return log.note(time.now, 'written', 0, entry.kind, entry.id, entry.status, entry.filled);
    case 'ended':
    case 'halted':
      return log.note(time.now, 'written', 0, entry.kind, entry.ticker, entry.says);
    case 'left-unknown':
      return log.note(time.now, 'written', 0, entry.kind, entry.id);
    case 'stopped':
      return log.note(time.now, 'written', 0, entry.kind, entry.why);
    case 'finished':
      return log.note(time.now, 'written', 0, entry.kind, entry.fills.length);
  }
}

/** Lets the broker's time come up to now, and tells of what changed. */
export function settle(world: World): readonly BookedOrder[] {
  const changed = world.broker.settle(world.time.now);
  for (const booked of changed) noteOrder(world, booked);
  if (changed.length > 0) world.watch.changed(world);
  return changed;
}

export function noteOrder({ log, time }: World, { order, sights }: BookedOrder): void {
  log.note(time.now, 'order', sights.length, order.clientOrderId, order.status, order.filled, order.paid);
}
