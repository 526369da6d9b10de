/** One seed, lived to its end. */
import { chanceOf, type Strike } from '../chance/chance.ts';
import type { MixName } from '../chance/mix.ts';
import type { Violation } from '../invariants/violation.ts';
import { witness } from '../invariants/witness.ts';
import { PRODUCTION, type Practices } from '../process/practices.ts';
import { scenarioOf } from '../scenario/make.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { live } from '../world/scheduler.ts';
import { openWorld, type Cut, type World } from '../world/world.ts';
import type { Logged } from './event-log.ts';

export interface SimulateOptions {
  readonly seed: number;
  /** Default: heavy. */
  readonly mix?: MixName;
  /** What processes do instead of what production does. */
  readonly practices?: Practices;
  /** Keeps the event log whole: for a timeline. */
  readonly keep?: boolean;
  /** Makes the scenario another one before it is lived. */
  readonly change?: (scenario: Scenario) => Scenario;
  /** Only these faults may strike. */
  readonly only?: ReadonlySet<Strike>;
  /** Where lives are cut short: one per life, the first for the first. */
  readonly cuts?: readonly Cut[];
  /** Calls reach the broker and come back in no time. */
  readonly instantly?: boolean;
}

export interface Report {
  readonly seed: number;
  readonly mix: MixName;
  /** The first thing that did not hold, or null. */
  readonly violation: Violation | null;
  readonly events: number;
  /** Of the event log's fields. */
  readonly digest: string;
  readonly struck: readonly Strike[];
  /** Orders at the broker, ours and others'. */
  readonly orders: number;
  readonly scenario: Scenario;
  /** Empty unless asked for. */
  readonly log: readonly Logged[];
}

export function simulate(options: SimulateOptions): Report {
  return reportOf(simulateWorld(options), options);
}

/** As `simulate`, with the world as it ended. */
export function simulateWorld({
  seed,
  mix = 'heavy',
  practices = PRODUCTION,
  keep = false,
  change,
  only,
  cuts = [],
  instantly = false,
}: SimulateOptions) {
  const chance = chanceOf(seed, mix, only);
  const made = scenarioOf(seed, mix, chance);
  const scenario = change === undefined ? made : change(made);
  const seen = witness();
  const world: World = openWorld(scenario, { practices, chance, watch: seen.watch, keep, cuts, instantly });
  const { rests } = live(world, {
    onRest: (last) => seen.rest(world, last),
    onBug: (error) => seen.bug(world, error),
    isOver: () => seen.violation !== null,
  });
  if (!rests) seen.neverRests(world);
  return { world, chance, violation: seen.violation };
}

function reportOf({ world, chance, violation }: ReturnType<typeof simulateWorld>, { seed, mix = 'heavy' }: SimulateOptions): Report {
  const { log, broker, scenario } = world;
  return {
    seed,
    mix,
    violation,
    events: log.events,
    digest: log.digest(),
    struck: chance.struck,
    orders: broker.orders.length,
    scenario,
    log: log.kept,
  };
}
