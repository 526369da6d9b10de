/** The loop with the broker: performs the machine's effects and tells it what came of them, as the runner of `execution` does. */
import {
  IDLE,
  invariant,
  step,
  type Effect,
  type Instant,
  type MachineEvent,
  type MachineState,
  type OrderGuard,
  type Outcome,
  type PlannedEntry,
  type RunEntry,
} from '@alchemiser/domain';
import type { Message, RunName } from './calls.ts';
import { callOf, eventOf, unsentEvent, whyUnsent, type Deed } from './deeds.ts';
import { askAll, giveUp, hearStop, type Life, type Process } from './process.ts';

/** A run to carry to its end. */
export interface RunToCarry {
  readonly run: RunName;
  readonly entries: readonly RunEntry[];
  readonly planned: PlannedEntry;
  readonly guard: OrderGuard;
}

/** @returns what the machine says when it is done. The process ends where the journal cannot be written: the run can be resumed. */
export function* act(process: Process, errand: RunToCarry): Life<Outcome> {
  const machine = machineOf(process, errand);
  machine.tell({ kind: 'started', at: process.now(), entries: errand.entries, plan: errand.planned });
  return process.scenario.listening === 'batch' ? yield* inBatches(process, errand, machine) : yield* asItComes(process, errand, machine);
}

interface Machine {
  readonly state: MachineState;
  /** What the machine wants now; asking takes it. */
  take(): readonly Effect[];
  tell(event: MachineEvent): void;
}

function machineOf(process: Process, { guard }: RunToCarry): Machine {
  const { policy } = process.scenario;
  const lens = process.practices.lens?.(process.number) ?? null;
  let wanted: Effect[] = [];
  const machine = {
    state: IDLE,
    take(): readonly Effect[] {
      const taken = wanted;
      wanted = [];
      return taken;
    },
    tell(event: MachineEvent): void {
      const { state } = machine;
      const next = step(state, lens?.event?.(event, state) ?? event, policy, guard);
      machine.state = next.state;
      const effects = lens?.effects?.(next.effects, next.state) ?? next.effects;
      // The newest alarm replaces the ones before it.
      if (effects.some(({ kind }) => kind === 'wait')) wanted = wanted.filter(({ kind }) => kind !== 'wait');
      wanted.push(...effects);
    },
  };
  return machine;
}

/** All that was asked at once is heard, in the order asked, before anything follows. */
function* inBatches(process: Process, errand: RunToCarry, machine: Machine): Life<Outcome> {
  let isStopping = false;
  for (;;) {
    const deeds: Deed[] = [];
    let alarm: Instant | undefined;
    for (const effect of machine.take()) {
      if (effect.kind === 'done') return effect.outcome;
      if (effect.kind === 'wait') alarm = effect.until;
      else if (effect.kind !== 'emit') deeds.push(effect);
    }
    const stops = !isStopping && process.stopping !== null;
    if (process.stopping !== null && stops) {
      isStopping = true;
      machine.tell({ kind: 'stopped', at: process.now(), why: process.stopping });
    }
    if (deeds.length === 0 && !stops) {
      invariant(alarm !== undefined, 'A run without deeds waits for an alarm');
      yield* sleepUntil(process, alarm);
      if (process.stopping === null || isStopping) machine.tell({ kind: 'ticked', at: process.now() });
      continue;
    }
    const unsent = deeds.map((deed) => whyUnsent(process, deed));
    const sent = deeds.filter((_, i) => unsent[i] === null);
    const calls = sent.map((deed) => callOf(errand.run, deed, machine.state));
    const replies = yield* askAll(process, calls);
    for (const [i, deed] of deeds.entries()) {
      const says = unsent[i];
      if (says !== null && says !== undefined) machine.tell(unsentEvent(process, deed, says));
      else {
        const { at, reply } = replies[sent.indexOf(deed)]!;
        // A journal that cannot be written ends the process; the entries may be there or not.
        if (deed.kind === 'persist' && !reply.ok) return yield* giveUp(process, reply.says);
        machine.tell(eventOf(at, deed, reply));
      }
    }
  }
}

/** Each answer as it comes, with hints of the stream in between. */
function* asItComes(process: Process, errand: RunToCarry, machine: Machine): Life<Outcome> {
  const under = new Map<number, Deed>();
  let isStopping = false;
  for (;;) {
    let alarm: Instant | undefined;
    for (const effect of machine.take()) {
      if (effect.kind === 'done') return effect.outcome;
      if (effect.kind === 'wait') alarm = effect.until;
      else if (effect.kind !== 'emit') {
        const says = whyUnsent(process, effect);
        if (says === null) under.set(process.issue(callOf(errand.run, effect, machine.state)), effect);
        else machine.tell(unsentEvent(process, effect, says));
      }
    }
    if (alarm !== undefined) process.alarm(alarm);
    if (!isStopping && process.stopping !== null) {
      isStopping = true;
      machine.tell({ kind: 'stopped', at: process.now(), why: process.stopping });
      continue;
    }
    const message: Message = yield;
    switch (message.kind) {
      case 'reply': {
        const deed = under.get(message.call);
        if (deed?.kind === 'persist' && !message.reply.ok) return yield* giveUp(process, message.reply.says);
        if (deed !== undefined) machine.tell(eventOf(process.now(), deed, message.reply));
        under.delete(message.call);
        break;
      }
      case 'hint':
        machine.tell({ kind: 'streamed', at: process.now(), order: message.order });
        break;
      case 'alarm':
        machine.tell({ kind: 'ticked', at: process.now() });
        break;
      case 'stop':
        hearStop(process, message.why);
        break;
    }
  }
}

function* sleepUntil(process: Process, at: Instant): Life<void> {
  process.alarm(at);
  for (;;) {
    const message = yield;
    if (message.kind === 'alarm') return;
    if (message.kind === 'stop') {
      hearStop(process, message.why);
      return;
    }
  }
}
