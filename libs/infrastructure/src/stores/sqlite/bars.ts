import { createHash } from 'node:crypto';
import { barFault, instant, invariant, sessionDate, ticker, type Bar } from '@alchemiser/domain';
import type { BarStore, SeriesKey, SeriesSummary, StoredSeries } from '@alchemiser/services';
import { decodeBars, encodeBars } from './bar-columns.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { corruptRow } from './faults.ts';
import { MARKET_SCHEMA } from './schema.ts';

export interface OpenedBarStore extends BarStore {
  /** The database file. */
  readonly path: string;
  close(): void;
}

/**
 * Opens (and makes, where it is missing) `market.db` in the data directory: daily bars, each series one row of columns under its digest.
 * Apart from the runs, because it is large and can be fetched again. @throws Failure `store.*`.
 */
export async function openBarStore(options: DatabaseOptions): Promise<OpenedBarStore> {
  const database = await openDatabase(MARKET_SCHEMA, options);
  return { ...sqliteBarStore(database), path: database.path, close: () => database.close() };
}

const WHERE = 'source = ? and feed = ? and adjustment = ? and ticker = ?';
const PUT = `insert into bars (source, feed, adjustment, ticker, asked_from, first, last, count, fetched_at, digest, bytes)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set asked_from = excluded.asked_from, first = excluded.first, last = excluded.last, count = excluded.count,
    fetched_at = excluded.fetched_at, digest = excluded.digest, bytes = excluded.bytes`;
const LIST = `select source, feed, adjustment, ticker, asked_from, first, last, count, fetched_at, length(bytes) as bytes
  from bars order by source, feed, adjustment, ticker`;

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const columns = ({ source, feed, adjustment, ticker }: SeriesKey) => [source, feed, adjustment, ticker] as const;

function sqliteBarStore(database: Database): BarStore {
  return {
    get: async (key) =>
      database.use((connection): StoredSeries | undefined => {
        const row = connection.prepare(`select asked_from, fetched_at, digest, bytes from bars where ${WHERE}`).get(...columns(key));
        if (row === undefined) return undefined;
        const { bytes, digest } = row;
        if (!(bytes instanceof Uint8Array) || digestOf(bytes) !== digest) throw damaged(database, key, 'its bars are not what was stored');
        const bars = decodeBars(bytes);
        const fault = faultIn(bars);
        if (fault !== undefined) throw damaged(database, key, fault);
        return { bars, askedFrom: sessionDate(String(row['asked_from'])), fetchedAt: instant(Number(row['fetched_at'])) };
      }),
    put: async (key, { bars, askedFrom, fetchedAt }) => {
      const [first, last] = [bars[0], bars.at(-1)];
      invariant(first !== undefined && last !== undefined, 'A series that is kept has bars');
      const fault = faultIn(bars);
      invariant(fault === undefined, `A series that is kept is in order: ${fault ?? ''}`);
      const bytes = encodeBars(bars);
      database.use((connection) =>
        connection.prepare(PUT).run(...columns(key), askedFrom, first.date, last.date, bars.length, fetchedAt, digestOf(bytes), bytes),
      );
    },
    list: async () => database.use((connection) => connection.prepare(LIST).all().map(summaryFrom)),
  };
}

function faultIn(bars: readonly Bar[]): string | undefined {
  for (const [index, bar] of bars.entries()) {
    const previous = bars[index - 1];
    if (previous !== undefined && bar.date <= previous.date) return `${bar.date} comes after ${previous.date}`;
    const fault = barFault(bar);
    if (fault !== undefined) return `${bar.date}: ${fault}`;
  }
  return undefined;
}

const summaryFrom = (row: Readonly<Record<string, unknown>>): SeriesSummary => ({
  source: String(row['source']),
  feed: String(row['feed']),
  adjustment: String(row['adjustment']),
  ticker: ticker(String(row['ticker'])),
  bars: Number(row['count']),
  first: sessionDate(String(row['first'])),
  last: sessionDate(String(row['last'])),
  askedFrom: sessionDate(String(row['asked_from'])),
  fetchedAt: instant(Number(row['fetched_at'])),
  bytes: Number(row['bytes']),
});

const damaged = ({ path }: Database, { ticker, feed, adjustment }: SeriesKey, says: string): Error =>
  corruptRow(path, `${ticker} (${feed}, ${adjustment}): ${says}`);
