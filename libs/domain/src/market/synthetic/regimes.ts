/** Moods of a made-up market and how they follow each other: what gives it trends, panics and the clustering of volatility. */
import type { RandomFamily } from '../../values/random.ts';

export type Regime = 'bull' | 'meltUp' | 'bear' | 'crash' | 'recovery';

interface Mood {
  /** Mean and deviation of the market's daily return, fractions. */
  readonly drift: number;
  readonly deviation: number;
  /** How much everything else swings, against ordinary days. */
  readonly stress: number;
  /** Return of long bonds per return of the market. */
  readonly flightToBonds: number;
  /** Mean length, sessions. */
  readonly lasts: number;
  /** Chances of what follows, Σ = 1. */
  readonly then: readonly (readonly [Regime, number])[];
}

export const MOODS: Readonly<Record<Regime, Mood>> = {
  bull: {
    drift: 0.0007,
    deviation: 0.0072,
    stress: 0.85,
    flightToBonds: 0.05,
    lasts: 100,
    then: [
      ['meltUp', 0.55],
      ['bear', 0.2],
      ['crash', 0.25],
    ],
  },
  meltUp: {
    drift: 0.0036,
    deviation: 0.0048,
    stress: 0.8,
    flightToBonds: 0.05,
    lasts: 14,
    then: [
      ['bull', 0.85],
      ['bear', 0.05],
      ['crash', 0.1],
    ],
  },
  bear: {
    drift: -0.0016,
    deviation: 0.0115,
    stress: 1.25,
    flightToBonds: 0,
    lasts: 50,
    then: [
      ['recovery', 0.65],
      ['crash', 0.35],
    ],
  },
  crash: {
    drift: -0.011,
    deviation: 0.021,
    stress: 1.9,
    flightToBonds: -0.3,
    lasts: 6,
    then: [
      ['recovery', 0.65],
      ['bear', 0.35],
    ],
  },
  recovery: {
    drift: 0.0032,
    deviation: 0.0115,
    stress: 1.3,
    flightToBonds: -0.05,
    lasts: 25,
    then: [
      ['bull', 0.8],
      ['bear', 0.2],
    ],
  },
};

/** The mood of each day. @param days whole numbers that name the sessions, so that each draws its own chance. */
export function regimes(days: readonly number[], random: RandomFamily): readonly Regime[] {
  let mood: Regime = 'bull';
  return days.map((day) => {
    const draw = random(day);
    if (draw.uniform() < 1 / MOODS[mood].lasts) mood = follower(mood, draw.uniform());
    return mood;
  });
}

function follower(mood: Regime, chance: number): Regime {
  let left = chance;
  for (const [next, share] of MOODS[mood].then) {
    left -= share;
    if (left < 0) return next;
  }
  return mood;
}
