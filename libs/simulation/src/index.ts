// One seed, many, a short one
export { simulate } from './report/simulate.ts';
export type { Report, SimulateOptions } from './report/simulate.ts';
export { addUp, BLOCK_SEEDS, blocksOf, sweepBlock } from './report/sweep.ts';
export type { Block, BlockReport, FoundViolation, SweepReport } from './report/sweep.ts';
export { shrink } from './report/shrink.ts';
export type { Shrunk } from './report/shrink.ts';
export { calmDay } from './report/calm-day.ts';
export type { CalmDay } from './report/calm-day.ts';
export { timelineOf } from './report/timeline.ts';
export type { Logged } from './report/event-log.ts';

// What can happen
export { FAULTS } from './chance/faults.ts';
export type { FaultName } from './chance/faults.ts';
export type { Strike } from './chance/chance.ts';
export { MIX_NAMES, MIXES } from './chance/mix.ts';
export type { Mix, MixName } from './chance/mix.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { Cut } from './world/world.ts';

// What must hold
export { INVARIANTS } from './invariants/violation.ts';
export type { InvariantName, Violation } from './invariants/violation.ts';

// Production, and the historical bugs
export { PRODUCTION } from './process/practices.ts';
export type { Lens, Practices } from './process/practices.ts';
export { mutantNamed, practicesOf, ZOO } from './zoo/zoo.ts';
export type { Mutant } from './zoo/mutant.ts';
