/** The events of one day of thirty tickers, in the order in which the machine heard them, to be told to it again. */
import {
  DEFAULT_EXECUTION_POLICY,
  IDLE,
  instant,
  planRebalance,
  quantityIncrement,
  step,
  type AccountId,
  type Effect,
  type MachineEvent,
  type Outcome,
  type PlannedEntry,
} from '@alchemiser/domain';
import { planDay } from '../plan/day.ts';
import { obedientBroker } from './obedient-broker.ts';

const OPEN = instant(Date.UTC(2024, 7, 6, 13, 30));
const START = instant(Date.UTC(2024, 7, 6, 19, 50));
const CLOSE = instant(Date.UTC(2024, 7, 6, 20));
const EVENTS_MAX = 10_000;

export interface RecordedDay {
  readonly events: readonly MachineEvent[];
  readonly outcome: Outcome;
}

export function recordedDay(): RecordedDay {
  const day = planDay(1);
  const { perform } = obedientBroker(day.facts.quotes);
  const events: MachineEvent[] = [];
  let now = START;
  let state = IDLE;
  let alarm = START;
  const queue: Effect[] = [];
  let outcome: Outcome | undefined;

  function tell(event: MachineEvent): void {
    events.push(event);
    const next = step(state, event, DEFAULT_EXECUTION_POLICY, null);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === 'wait') alarm = effect.until;
      else if (effect.kind === 'done') outcome = effect.outcome;
      else queue.push(effect);
    }
  }

  tell({ kind: 'started', at: START, entries: [], plan: plannedOn(day) });
  while (outcome === undefined) {
    if (events.length > EVENTS_MAX) throw new Error('The recorded day does not end');
    const effect = queue.shift();
    if (effect === undefined) {
      now = instant(Math.max(now, alarm));
      tell({ kind: 'ticked', at: now });
      continue;
    }
    const event = perform(effect, now);
    if (event !== undefined) tell(event);
  }
  return { events, outcome };
}

/** The day again, from its first event to its last. @returns the last effects, so that nobody leaves them out. */
export function retold(events: readonly MachineEvent[]): readonly Effect[] {
  let state = IDLE;
  let effects: readonly Effect[] = [];
  for (const event of events) ({ state, effects } = step(state, event, DEFAULT_EXECUTION_POLICY, null));
  return effects;
}

function plannedOn({ target, facts, policy }: ReturnType<typeof planDay>): PlannedEntry {
  const plan = planRebalance(target, facts, policy);
  if (!plan.ok) throw new Error(plan.error.says);
  return {
    kind: 'planned',
    at: START,
    account: 'PA0123456789' as AccountId,
    ordinal: 0,
    open: OPEN,
    close: CLOSE,
    dedupe: 'session',
    plan: plan.value,
    increments: plan.value.trades.map(({ ticker }) => quantityIncrement(facts.instruments.get(ticker)!)),
    factsDigest: null,
  };
}
