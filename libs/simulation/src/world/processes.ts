/** Processes come to life, ask, are told, stand still, and die. */
import { instant, type Facts, type VenueOrder } from '@alchemiser/domain';
import { FAULTS } from '../chance/faults.ts';
import type { Call, Message, Reply } from '../process/calls.ts';
import { BROKER_CALLS } from '../process/calls.ts';
import { bookOf, POLICY } from '../process/mandate.ts';
import { day } from '../process/day.ts';
import { sessionOf } from '../process/practices.ts';
import type { Errand, Process } from '../process/process.ts';
import { legIn, type BookedOrder } from './broker.ts';
import { answerTo, type BrokerCall } from './counter.ts';
import { send, type Path } from './network.ts';
import type { StoreCall } from './stores.ts';
import { keyOf, noteMessage } from './call-notes.ts';
import { onceForEach } from './once.ts';
import { noteOrder, settle, type ProcessTwin, type World } from './world.ts';

/** How a process ended: with its errand done, in need of another try, or by a bug. */
export type End = 'done' | 'troubled' | 'crashed' | 'bug';

export interface Births {
  /** @param onEnd told once, when it is over. */
  start(errand: Errand, skewMs: number, onEnd: (process: ProcessTwin, end: End) => void): ProcessTwin;
  tellAll(message: Message): void;
  /** Hands the stream's updates to whoever listens. */
  hint(changed: readonly BookedOrder[]): void;
  /** While somebody listens to the stream and orders are open, the book is looked at whenever one is due. */
  watchBook(): void;
}

export function births(world: World, onBug: (error: unknown) => void): Births {
  const { time, log, luck, scenario } = world;
  const book = bookOf(scenario);
  const decide = onceForEach((facts: Facts) => world.practices.decide(book, world.practices.facts(facts), POLICY));
  const inboxes = new Map<number, (message: Message) => void>();

  function start(errand: Errand, skewMs: number, onEnd: (process: ProcessTwin, end: End) => void): ProcessTwin {
    // The kill switch stays thrown: who starts after it knows.
    const isKilled = world.stopped?.by === 'message' && world.stopped.why === 'killed';
    const twin: ProcessTwin = {
      number: world.processes.length + 1,
      errand,
      alive: true,
      skewMs,
      frozenUntil: 0,
      alarm: 0,
      calls: 0,
      repeats: [...world.stores.records.keys()].some((run) => sessionOf(run) === errand.hours.date),
      told: isKilled,
    };
    world.processes.push(twin);
    log.note(time.now, 'started', twin.number, errand.hours.date, errand.attempt, skewMs);
    const end = (how: End): void => {
      if (!twin.alive) return;
      twin.alive = false;
      inboxes.delete(twin.number);
      log.note(time.now, how === 'crashed' ? 'crashed' : 'ended', twin.number, how);
      onEnd(twin, how);
    };
    const cut = world.cuts[twin.number - 1];
    const life = day({
      number: twin.number,
      scenario,
      practices: world.practices,
      book,
      errand,
      decide,
      books: world.books,
      now: () => instant(time.now + twin.skewMs),
      lastClose: (ticker) => world.market.bars(ticker, errand.asOf)!.at(-1)!.close,
      stopping: isKilled ? world.practices.hears('killed') : null,
      alarm(at) {
        twin.alarm += 1;
        const number = twin.alarm;
        time.arrange(at - twin.skewMs, () => {
          if (twin.alarm === number) deliver({ kind: 'alarm' });
        });
      },
      look: (call) => world.stores.perform(call as StoreCall, luck).reply,
      giveUp: () => end('troubled'),
      issue(call) {
        twin.calls += 1;
        const number = twin.calls;
        // What it still meant to do in the same breath as its death.
        if (!twin.alive) return number;
        const dies = cut?.call === number ? cut.when : null;
        if (dies === 'before' || luck.strikes(FAULTS['crash-before'])) {
          end('crashed');
          return number;
        }
        log.note(time.now, 'called', twin.number, call.of, number, keyOf(call));
        world.watch.called(world, twin, call);
        perform(world, twin, call, (reply) => deliver({ kind: 'reply', call: number, reply }), everybody);
        if (dies === 'after' || luck.strikes(FAULTS['crash-after'])) end('crashed');
        return number;
      },
    } satisfies Process);

    const resume = (message: Message | null): void => {
      try {
        const step = message === null ? life.next(undefined as never) : life.next(message);
        if (step.done !== true) return;
        world.refused = step.value?.status === 'refused';
        end('done');
      } catch (error) {
        end('bug');
        onBug(error);
      }
    };
    const deliver = (message: Message): void => {
      if (!twin.alive) return;
      if (time.now < twin.frozenUntil) {
        time.arrange(twin.frozenUntil, () => deliver(message));
        return;
      }
      if (luck.strikes(FAULTS.freeze)) {
        twin.frozenUntil = time.now + luck.between('severity', 1_000, 180_000);
        log.note(time.now, 'froze', twin.number, twin.frozenUntil);
        time.arrange(twin.frozenUntil, () => deliver(message));
        return;
      }
      if (luck.strikes(FAULTS['clock-jumps'])) {
        twin.skewMs = luck.between('severity', -1_500, 1_500);
        log.note(time.now, 'clock-jumped', twin.number, twin.skewMs);
      }
      if (message.kind === 'stop') twin.told = true;
      noteMessage(world, twin, message);
      resume(message);
    };
    inboxes.set(twin.number, deliver);
    resume(null);
    return twin;
  }

  let isWatching = false;
  const listens = (): boolean => scenario.listening === 'eager' && inboxes.size > 0;
  const everybody: Births = {
    start,
    watchBook() {
      const { open } = world.broker.account;
      if (isWatching || open.size === 0 || !listens()) return;
      isWatching = true;
      let due = Number.POSITIVE_INFINITY;
      for (const order of open) due = Math.min(due, order.nextLook);
      time.arrange(due, () => {
        isWatching = false;
        everybody.hint(settle(world));
        everybody.watchBook();
      });
    },
    tellAll(message) {
      for (const deliver of [...inboxes.values()]) deliver(message);
    },
    hint(changed) {
      if (!listens()) return;
      for (const booked of changed) {
        const order = booked.sights.at(-1)!.order;
        for (const deliver of [...inboxes.values()]) hintTo(world, order, deliver);
      }
    },
  };
  return everybody;
}

/** The stream twin: updates are dropped, doubled, out of order, or stuck. */
function hintTo({ time, luck }: World, order: VenueOrder, deliver: (message: Message) => void): void {
  if (luck.strikes(FAULTS['hint-lost'])) return;
  const late = luck.strikes(FAULTS['hint-stalled'])
    ? 60_000
    : luck.strikes(FAULTS['hint-late'])
      ? luck.between('delay', 100, 8_000)
      : luck.between('latency', 5, 60);
  const times = luck.strikes(FAULTS['hint-twice']) ? 2 : 1;
  for (let i = 0; i < times; i++) time.arrange(time.now + late + i, () => deliver({ kind: 'hint', order }));
}

function perform(world: World, twin: ProcessTwin, call: Call, deliver: (reply: Reply) => void, all: Births): void {
  const { time, luck } = world;
  if (!BROKER_CALLS.has(call.of) && call.of !== 'quotes') {
    const { reply, dies } = world.stores.perform(call as StoreCall, luck);
    if (dies) return;
    time.arrange(time.now + (world.instantly ? 0 : 2), () => deliver(reply));
    return;
  }
  const path: Path =
    world.instantly || luck.calm ? 'none' : call.of === 'submit' && world.scenario.broker.dedupe === 'none' ? 'single' : 'wild';
  send(time, luck, path, () => arrive(world, twin, call, all), deliver);
}

/** At the broker's door. */
function arrive(world: World, twin: ProcessTwin, call: Call, all: Births): Reply {
  const { broker, market, time, log } = world;
  const changed = settle(world);
  all.hint(changed);
  switch (call.of) {
    case 'submit': {
      const { ticket, intent } = call;
      const result = broker.submit(ticket, { intent, leg: legIn(intent), process: twin.number }, time.now);
      log.note(time.now, 'arrived', twin.number, call.of, result.status, result.status === 'refused' ? result.says : null);
      if (result.status === 'accepted') {
        const booked = broker.orders.at(-1)!;
        noteOrder(world, booked);
        world.watch.arrived(world, booked);
        world.watch.changed(world);
        all.hint([booked]);
        all.watchBook();
      }
      return { ok: true, value: result };
    }
    case 'cancel': {
      const result = broker.cancel(call.id, time.now);
      log.note(time.now, 'arrived', twin.number, call.of, result.status);
      const booked = broker.orders.find(({ id }) => id === call.id);
      if (booked !== undefined && result.status === 'accepted') {
        noteOrder(world, booked);
        world.watch.changed(world);
        all.hint([booked]);
      }
      return { ok: true, value: result };
    }
    default:
      return answerTo(call as BrokerCall, broker, market, world.luck, time.now);
  }
}
