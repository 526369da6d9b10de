// Act
export { act, resume } from './engine/act.ts';
export type { ActContext, ActPorts } from './engine/act.ts';
export { readRun, stopRun } from './engine/run-journal.ts';
