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

const numbered = <Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> =>
  Object.fromEntries(names.map((name, i) => [name, i])) as Record<Name, number>;
const CIRCUMSTANCE_NUMBER = numbered(CIRCUMSTANCES);
const FAULT_NUMBER = numbered(FAULT_NAMES);

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
  const circumstances = CIRCUMSTANCES.map((_, i) => family(i));
  const uniform = (of: Circumstance): number => circumstances[CIRCUMSTANCE_NUMBER[of]]!.uniform();
  const kinds = kindsOf(mix, () => uniform('swarm'));
  const struck: Strike[] = [];
  return {
    struck,
    strikes(fault) {
      const kind = kinds[FAULT_NUMBER[fault]]!;
      kind.opportunities += 1;
      if (kind.opportunities < kind.next) return false;
      kind.random ??= family(kind.member);
      kind.next += waitFor(kind.rate, kind.random.uniform());
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
  /** Made for the first strike: most kinds have none in a seed. */
  random: Random | null;
  opportunities: number;
  /** The opportunity at which it strikes next. */
  next: number;
}

/**
 * Each seed leaves out about half of the kinds and makes much of a few: faults that always come together hide what one alone does.
 * When each strikes first is drawn here, for all of them.
 */
function kindsOf(mix: MixName, luck: () => number): readonly Kind[] {
  const { strength } = MIXES[mix];
  return FAULT_NAMES.map((name, i) => {
    const favour = luck();
    const rate = favour < 0.5 ? 0 : Math.min(0.5, FAULTS[name].rate * strength * (favour < 0.9 ? 1 : 4));
    return { rate, member: CIRCUMSTANCES.length + i, random: null, opportunities: 0, next: waitFor(rate, luck()) };
  });
}

/** More opportunities than any seed has. */
const NEVER = 2 ** 30;

/** How many opportunities it takes until one is taken: as if each were drawn for, with one draw for all of them. */
const waitFor = (rate: number, luck: number): number => (rate === 0 ? NEVER : 1 + Math.floor(Math.log(1 - luck) / Math.log(1 - rate)));
