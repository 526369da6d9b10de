import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ticker, type Bar, type Ticker } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';
import { csvFault, parseBars } from './parse-bars.ts';

/**
 * Reads a folder of `TICKER.csv` files (any case; `BRK-B.csv` is `BRK/B`). Files whose names cannot be a ticker are none of ours.
 * @param tickers read these alone; default: every file. One without a file is absent from the answer.
 * @throws Failure market.malformed naming file, line, what was expected and what was found; also for a folder without any such file.
 */
export async function readCsvBars(directory: string, tickers?: readonly Ticker[]): Promise<ReadonlyMap<Ticker, readonly Bar[]>> {
  const files = await csvFiles(directory);
  if (files.size === 0) {
    throw new Failure('market.malformed', `The folder of bars ${directory} holds no bars: expected files like SPY.csv, found none.`, {
      advice: 'Name a folder with one CSV file per ticker, each with the header date,open,high,low,close,volume.',
      context: { directory },
    });
  }
  const wanted = tickers === undefined ? [...files.keys()] : [...new Set(tickers)].filter((name) => files.has(name));
  const bars = new Map<Ticker, readonly Bar[]>();
  for (const name of wanted) {
    const file = files.get(name) ?? '';
    bars.set(name, parseBars(await contents(join(directory, file), file), file));
  }
  return bars;
}

/** The folder's files by ticker. */
export async function csvFiles(directory: string): Promise<ReadonlyMap<Ticker, string>> {
  const files = new Map<Ticker, string>();
  for (const file of (await listing(directory)).toSorted()) {
    const name = tickerNamed(file);
    if (name === undefined) continue;
    const other = files.get(name);
    if (other !== undefined) throw csvFault(file, undefined, `expected one file for ${name}, found ${other} as well`);
    files.set(name, file);
  }
  return files;
}

function tickerNamed(file: string): Ticker | undefined {
  if (extname(file).toLowerCase() !== '.csv') return undefined;
  try {
    // A slash cannot stand in a file name.
    return ticker(file.slice(0, -4).replace('-', '/'));
  } catch {
    return undefined;
  }
}

async function listing(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const words = code === 'ENOENT' ? 'it does not exist' : code === 'ENOTDIR' ? 'it is a file' : `the system says ${String(code)}`;
    throw new Failure('market.malformed', `The folder of bars ${directory} cannot be read: ${words}.`, {
      advice: 'Name a folder with one CSV file per ticker, like SPY.csv.',
      context: { directory },
      cause,
    });
  }
}

async function contents(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw csvFault(
      file,
      undefined,
      `expected a readable file, found ${error instanceof Error && 'code' in error ? String(error.code) : 'none'}`,
      error,
    );
  }
}
