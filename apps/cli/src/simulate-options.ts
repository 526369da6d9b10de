import { MIX_NAMES, type MixName } from '@alchemiser/simulation';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseSeed, withScreenOptions, type ScreenOptions } from './options.ts';

export interface SimulateOptions extends ScreenOptions {
  readonly seeds?: number;
  readonly seed?: number;
  /** The first of `seeds`. */
  readonly from: number;
  readonly mix: MixName | 'all';
  readonly bug?: string;
  readonly jobs?: number;
  /** Started by another process, which hands it blocks of the seeds. */
  readonly worker?: boolean;
}

export const withSimulateOptions = (command: Command): Command =>
  withScreenOptions(command)
    .addOption(new Option('--seeds <number>', 'how many days to live (default: 500)').argParser(parseCount).conflicts('seed'))
    .option('--seed <number>', 'one day, as a timeline; a failing one as the shortest that fails', parseSeed)
    .option('--from <number>', 'the first seed', parseSeed, 1)
    .addOption(
      new Option('--mix <mix>', 'how rough the world is; all shares the seeds out').choices([...MIX_NAMES, 'all']).default('heavy'),
    )
    .option('--bug <name>', 'let a historical bug loose')
    .option('--jobs <number>', 'processes (default: one for each core)', parseCount)
    .addOption(new Option('--worker').hideHelp());

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 100_000_000)
    throw new InvalidArgumentError(`Expected a whole number from 1 to 100 million, was ${JSON.stringify(text)}.`);
  return count;
}
