import { InvalidArgumentError, type Command } from 'commander';
import { withCommonOptions, type CommonOptions } from './options.ts';

export interface ParityOptions extends CommonOptions {
  readonly holdings: string;
  /** How many sessions before a day of the file its decision was made. */
  readonly lag: number;
  /** How near another close counts as an edge, percent. */
  readonly edge?: number;
}

const LAG_MAX = 5;

export const withParityOptions = (command: Command): Command =>
  withCommonOptions(command)
    .requiredOption('--holdings <file>', 'a CSV with a date column and one column a ticker, or the JSON of evaluate')
    .option('--lag <sessions>', 'how many sessions before a day of the file its decision was made', parseLag, 0)
    .option('--edge <percent>', 'how near another close counts as an edge (default: 0.5)', parseEdge);

function parseLag(text: string): number {
  if (/^\d$/.test(text) && Number(text) <= LAG_MAX) return Number(text);
  throw new InvalidArgumentError(`The lag must be a whole number from 0 to ${String(LAG_MAX)}, was ${JSON.stringify(text)}.`);
}

function parseEdge(text: string): number {
  const percent = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && percent <= 25) return percent;
  throw new InvalidArgumentError(`The edge must be a percent from 0 to 25, was ${JSON.stringify(text)}.`);
}
