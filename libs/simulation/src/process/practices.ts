/**
 * What a process does where it could do otherwise: the production code, as values. A mutant replaces one of them, or looks at
 * the machine's effects and events through a lens; the production code itself stays as it is.
 */
import {
  adjustments,
  closingEntries,
  decide,
  movedSince,
  type Account,
  type Effect,
  type Facts,
  type MachineEvent,
  type MachineState,
  type PlannedEntry,
  type Position,
  type SessionHours,
} from '@alchemiser/domain';
import type { RunName } from './calls.ts';
import type { Errand } from './process.ts';

/** Stands between the machine and the world for one life of a process. */
export interface Lens {
  /** What the machine is told instead. */
  event?(event: MachineEvent, state: MachineState): MachineEvent;
  /** What the world is asked instead. `state` is the one after the step. */
  effects?(effects: readonly Effect[], state: MachineState): readonly Effect[];
}

export interface Practices {
  readonly decide: typeof decide;
  readonly closingEntries: typeof closingEntries;
  /** What makes the books equal the account before a day, or refuses it. */
  readonly adjustments: typeof adjustments;
  /** A read that failed while gathering: null ends the day, which can be started again. */
  readonly accountUnread: (() => Account) | null;
  readonly positionsUnread: (() => readonly Position[]) | null;
  /** The second look at positions, before anything is planned on the first. */
  readonly movedSince: typeof movedSince;
  /** Facts before they are decided on. */
  readonly facts: (facts: Facts) => Facts;
  /** The plan as it is written down. */
  readonly planned: (entry: PlannedEntry) => PlannedEntry;
  /** When the process believes the session to open and close. */
  readonly hours: (hours: SessionHours) => SessionHours;
  /** What a process makes of the kill switch or Ctrl-C. */
  readonly hears: (why: 'killed' | 'interrupted') => 'killed' | 'interrupted' | null;
  /** Which run a start of the session belongs to. */
  readonly run: (errand: Errand) => RunName;
  /** One for each life of a process, which it gets the number of. */
  readonly lens: ((life: number) => Lens) | null;
}

export const runName = (session: string, ordinal: number): RunName => `${session}/${String(ordinal)}`;
export const sessionOf = (run: RunName): string => run.slice(0, run.indexOf('/'));
export const ordinalOf = (run: RunName): number => Number(run.slice(run.indexOf('/') + 1));

export const PRODUCTION: Practices = {
  decide,
  closingEntries,
  adjustments,
  accountUnread: null,
  positionsUnread: null,
  movedSince,
  facts: (facts) => facts,
  planned: (entry) => entry,
  hours: (hours) => hours,
  hears: (why) => why,
  run: ({ hours }) => runName(hours.date, 0),
  lens: null,
};
