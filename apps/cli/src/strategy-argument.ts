import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  catalogue,
  readSymphony,
  strategyOf,
  symphonyFaultWords,
  symphonyOf,
  weight,
  type Book,
  type Strategy,
  type Symphony,
  type SymphonyOptions,
} from '@alchemiser/domain';
import { EXIT } from './exit-codes.ts';
import { Problem } from './present/problem.ts';

/** A strategy of ours by its name, or a symphony by its file. @throws Problem for neither, and for a file that cannot be read. */
export async function strategyFor(argument: string): Promise<Strategy> {
  const ours = catalogue.find(({ name }) => name === argument);
  if (ours !== undefined) return ours;
  if (!existsSync(argument)) {
    throw new Problem(
      EXIT.usage,
      `There is no strategy and no file called ${argument}.`,
      `Strategies are ${catalogue.map(({ name }) => name).join(', ')}.`,
      'A symphony is named by the path of its .clj or .json file.',
    );
  }
  return strategyOf(await symphonyFrom(argument));
}

const FAULTS_SHOWN = 3;

/** A symphony by its file, or a strategy of ours as one. @throws Problem naming line and column of what is wrong with the file. */
export async function symphonyFrom(path: string, options: SymphonyOptions = {}): Promise<Symphony> {
  const ours = catalogue.find(({ name }) => name === path);
  if (ours !== undefined) return symphonyOf(ours);
  const parsed = readSymphony(await textOf(path), options);
  if (parsed.ok) return parsed.value;
  const [first = 'nothing', ...more] = parsed.error.map(symphonyFaultWords);
  const rest = more.length > FAULTS_SHOWN ? [...more.slice(0, FAULTS_SHOWN), `and ${String(more.length - FAULTS_SHOWN)} more`] : more;
  throw new Problem(EXIT.refused, `${path}, ${first}.`, ...rest);
}

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'it may not be read' };

export async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new Problem(EXIT.usage, `The file ${path} cannot be read: ${REASONS[code] ?? code}.`, 'Check the path.');
  }
}

/** A book of this one strategy, to look at it alone. */
export const bookOfOne = (strategy: Strategy): Book => [{ strategy, share: weight(1), onFailure: 'stop' }];
