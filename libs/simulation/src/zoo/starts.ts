/** Bugs about who may trade a session: the same day is traded by two. */
import { runName } from '../process/practices.ts';
import type { Mutant } from './mutant.ts';

export const START_BUGS: readonly Mutant[] = [
  {
    number: 3,
    name: 'redelivered-trigger-starts-anew',
    did: 'A redelivered trigger sees "running" and starts again with fresh ids; a store error counts as "not a duplicate".',
    mix: 'heavy',
    caughtBy: 'oneOrderPerIntent',
    practices: { run: ({ hours, attempt }) => runName(hours.date, attempt) },
  },
  {
    number: 16,
    name: 'schedule-fires-twice',
    did: 'A schedule fires twice five minutes apart and two workflows trade: a start again belongs to its workflow, the second firing does not.',
    mix: 'chaos',
    caughtBy: 'oneOrderPerIntent',
    practices: { run: ({ hours, trigger }) => runName(hours.date, trigger) },
  },
];
