/**
 * All of a seed's luck. Every kind of fault and of circumstance draws from numbers of its own, so that leaving one fault out
 * (as shrinking does) moves nothing else.
 */
import { randomFamily, type Random } from '@alchemiser/domain';
import { FAULT_NAMES, FAULTS, type FaultName } from './faults.ts';
import { MIXES, type MixName } from './mix.ts';

const FIRST_STREAM = 1_000;

/** What is drawn beside faults. */
const CIRCUMSTANCES = ['scenario', 'latency', 'delay', 'severity', 'scheduler', 'swarm', 'stranger'] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

/** A fault that struck: its name and the how-many-eth opportunity of its kind it was. */
export type Strike = `${FaultName}#${number}`;

export interface Chance {
  /** Whether a fault happens at this opportunity. */
  strikes(fault: FaultName): boolean;
  /** Within [0, 1). */
  uniform(of: Circumstance): number;
  /** A whole number from `low` through `high`. */
  between(of: Circumstance, low: number, high: number): number;
  /** Numbers of their own for each whole number. */
  stream(member: number): Random;
  /** What struck so far. */
  readonly struck: readonly Strike[];
}

/** @param only the faults that may strike; left out, all may. */
export function chanceOf(seed: number, mix: MixName, only?: ReadonlySet<Strike>): Chance {
  const family = randomFamily(seed, 'simulation');
  const circumstances = Object.fromEntries(CIRCUMSTANCES.map((of, i) => [of, family(i)])) as Record<Circumstance, Random>;
  const kinds = kindsOf(mix, circumstances.swarm);
  const struck: Strike[] = [];
  const uniform = (of: Circumstance): number => circumstances[of].uniform();
  return {
    struck,
    strikes(fault) {
      const kind = kinds[fault];
      if (kind === null) return false;
      kind.opportunities += 1;
      kind.random ??= family(kind.member);
      if (kind.random.uniform() >= kind.rate) return false;
      const strike: Strike = `${fault}#${kind.opportunities}`;
      if (only !== undefined && !only.has(strike)) return false;
      struck.push(strike);
      return true;
    },
    uniform,
    stream: (member) => family(FIRST_STREAM + member),
    between: (of, low, high) => low + Math.floor(uniform(of) * (high - low + 1)),
  };
}

interface Kind {
  readonly rate: number;
  readonly member: number;
  /** Made for the first opportunity: most kinds have none in a seed. */
  random: Random | null;
  opportunities: number;
}

/** Each seed leaves out about half of the kinds and makes much of a few: faults that always come together hide what one alone does. */
function kindsOf(mix: MixName, swarm: Random): Readonly<Record<FaultName, Kind | null>> {
  const { strength } = MIXES[mix];
  const kindOf = (name: FaultName, i: number): Kind | null => {
    const luck = swarm.uniform();
    if (luck < 0.5) return null;
    const rate = Math.min(0.5, FAULTS[name].rate * strength * (luck < 0.9 ? 1 : 4));
    return { rate, member: CIRCUMSTANCES.length + i, random: null, opportunities: 0 };
  };
  return Object.fromEntries(FAULT_NAMES.map((name, i) => [name, kindOf(name, i)])) as Record<FaultName, Kind | null>;
}
