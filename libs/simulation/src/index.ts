export { simulate } from './report/simulate.ts';
export type { Report, SimulateOptions } from './report/simulate.ts';
