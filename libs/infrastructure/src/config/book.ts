/** The book a person configured: strategies of ours by name, and symphonies by their files. */
import {
  bookOf,
  catalogue,
  err,
  ok,
  readSymphony,
  strategyName,
  strategyOf,
  symphonyFaultWords,
  type Book,
  type BookEntry,
  type Result,
  type Strategy,
} from '@alchemiser/domain';
import type { ConfigFault } from './configuration.ts';
import { configFault } from './faults.ts';
import type { ConfigFile } from './schema.ts';

/** The text of a file that the configuration names. @throws Error saying why it cannot be read. */
export type FileReader = (path: string) => string;

/** All strategies together; a folder of bars rarely holds the forty tickers of KLM, so there it is Nuclear alone (docs/decisions). */
const defaultSleeves = (market: ConfigFile['market']): NonNullable<ConfigFile['sleeves']> =>
  market?.source === 'csv' ? { nuclear: 1 } : { nuclear: 0.3, tecl: 0.5, klm: 0.2 };

/** @param faults takes what is wrong. @returns nothing where something is. */
export function bookFrom(
  { sleeves: configured, market }: ConfigFile,
  read: FileReader | undefined,
  faults: ConfigFault[],
): Book | undefined {
  const sleeves = configured ?? defaultSleeves(market);
  const symphonies: Strategy[] = [];
  const before = faults.length;
  for (const [name, sleeve] of Object.entries(sleeves)) {
    if (typeof sleeve === 'number' || sleeve.symphony === undefined) continue;
    const strategy = symphonySleeve(name, sleeve.symphony, read);
    if (strategy.ok) symphonies.push(strategy.value);
    else faults.push(strategy.error);
  }
  if (faults.length > before) return undefined;
  const entries = Object.entries(sleeves).map(([name, sleeve]): BookEntry => {
    if (typeof sleeve === 'number') return { name, share: sleeve };
    return { name, share: sleeve.share, onFailure: sleeve.onFailure };
  });
  const book = bookOf(entries, [...catalogue, ...symphonies]);
  if (book.ok) return book.value;
  for (const says of book.error)
    faults.push({
      key: 'sleeves',
      expected: 'known strategies whose shares sum to 1',
      found: JSON.stringify(sleeves),
      says: `sleeves: ${says}`,
    });
  return undefined;
}

/** The strategy in a symphony's file, or what is wrong with the sleeve that names it. */
function symphonySleeve(name: string, path: string, read: FileReader | undefined): Result<Strategy, ConfigFault> {
  const refusal = (expected: string, found: string): Result<Strategy, ConfigFault> =>
    err(configFault(`sleeves.${name}.symphony`, expected, found));
  if (catalogue.some((ours) => ours.name === name)) {
    return refusal('under a name of its own', `under ${JSON.stringify(name)}, which is a strategy of ours`);
  }
  if (read === undefined) return refusal('left out where no files are read', JSON.stringify(path));
  try {
    const parsed = readSymphony(read(path));
    if (parsed.ok) return ok(strategyOf(parsed.value, strategyName(name)));
    const [first] = parsed.error;
    return refusal('a symphony', `${path}, ${first === undefined ? 'which is none' : symphonyFaultWords(first)}`);
  } catch (error) {
    return refusal('a symphony', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
