/** The historical bugs of the Python original and of systems like it, each as one change to how a process goes about its day. */
import { PRODUCTION, type Practices } from '../process/practices.ts';
import { DOUBT_BUGS } from './doubt.ts';
import { LADDER_BUGS } from './ladder.ts';
import { MONEY_BUGS } from './money.ts';
import type { Mutant } from './mutant.ts';
import { PLANNING_BUGS } from './plans.ts';
import { READING_BUGS } from './reads.ts';
import { START_BUGS } from './starts.ts';
import { OTHER_BUGS, VENUE_BUGS } from './venue.ts';

/** By number. */
export const ZOO: readonly Mutant[] = [
  ...[...LADDER_BUGS, ...DOUBT_BUGS, ...START_BUGS, ...READING_BUGS, ...PLANNING_BUGS, ...MONEY_BUGS, ...VENUE_BUGS].sort(
    (a, b) => a.number - b.number,
  ),
  ...OTHER_BUGS,
];

export const mutantNamed = (name: string): Mutant | undefined => ZOO.find((mutant) => mutant.name === name);

export const practicesOf = ({ practices }: Pick<Mutant, 'practices'>): Practices => ({ ...PRODUCTION, ...practices });
