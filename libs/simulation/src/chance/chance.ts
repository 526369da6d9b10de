/**
 * All of a seed's luck. Every kind of fault and of circumstance draws from numbers of its own, so that leaving one fault out
 * (as shrinking does) moves nothing else.
 */
import { randomFamily, type Random } from '@alchemiser/domain';
import { FAULT_NAMES, FAULTS, type Fault, type FaultName } from './faults.ts';
import { MIXES, type MixName } from './mix.ts';

const FIRST_STREAM = 1_000;

/** What is drawn beside faults, and the place of its numbers. */
const CIRCUMSTANCES = { scenario: 0, latency: 1, delay: 2, severity: 3, scheduler: 4, swarm: 5, stranger: 6 } as const;
export type Circumstance = keyof typeof CIRCUMSTANCES;
const FIRST_FAULT = Object.keys(CIRCUMSTANCES).length;

/** A fault that struck: its name and the how-many-eth opportunity of its kind it was. */
export type Strike = `${FaultName}#${number}`;

export interface Chance {
  /** From now on nothing strikes. */
  calm: boolean;
  /** From now on `heard` is told of every strike as it happens. */
  report(heard: (fault: FaultName) => void): void;
  /** Whether a fault happens at this opportunity. */
  strikes(fault: Fault): boolean;
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
  const circumstances = Object.values(CIRCUMSTANCES).map((place) => family(place));
  const uniform = (of: Circumstance): number => circumstances[CIRCUMSTANCES[of]]!.uniform();
  const kinds = kindsOf(mix, () => uniform('swarm'));
  const struck: Strike[] = [];
  let listener: (fault: FaultName) => void = () => undefined;
  const chance: Chance = {
    calm: false,
    struck,
    strikes(fault) {
      if (chance.calm) return false;
      const kind = kinds[fault.number]!;
      kind.opportunities += 1;
      if (kind.opportunities < kind.next) return false;
      kind.random ??= family(kind.member);
      kind.next += waitFor(kind.rate, kind.random.uniform());
      const name = FAULT_NAMES[fault.number]!;
      const strike: Strike = `${name}#${kind.opportunities}`;
      if (only !== undefined && !only.has(strike)) return false;
      struck.push(strike);
      listener(name);
      return true;
    },
    report: (heard) => void (listener = heard),
    uniform,
    stream: (member) => family(FIRST_STREAM + member),
    between: (of, low, high) => low + Math.floor(uniform(of) * (high - low + 1)),
  };
  return chance;
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
    return { rate, member: FIRST_FAULT + i, random: null, opportunities: 0, next: waitFor(rate, luck()) };
  });
}

/** More opportunities than any seed has. */
const NEVER = 2 ** 30;

/** How many opportunities it takes until one is taken: as if each were drawn for, with one draw for all of them. */
const waitFor = (rate: number, luck: number): number => (rate === 0 ? NEVER : 1 + Math.floor(Math.log(1 - luck) / Math.log(1 - rate)));
