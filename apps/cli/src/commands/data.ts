import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatSession, ticker, tickersOf, toIsoInstant, type SessionDate, type Ticker } from '@alchemiser/domain';
import { openBarOrigin, pullKeptBars, verifyKeptBars, type ExaminedSeries, type PulledSeries } from '@alchemiser/desk';
import { openBarStore, type Configuration, type OpenedBarStore } from '@alchemiser/infrastructure';
import { configurationFor, loggerFor } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { table } from '../present/screen.ts';

export interface DataPullOptions extends CommonOptions {
  /** From Alpaca, whatever the configuration names. */
  readonly feed?: 'iex' | 'sip';
  readonly through?: SessionDate;
}

/** Fetches the daily bars that are missing, of the tickers named or of all that the book may ask for. */
export async function dataPullCommand(
  console: Console,
  options: DataPullOptions,
  env: NodeJS.ProcessEnv,
  names: readonly string[],
): Promise<number> {
  const { feed } = options;
  const asked = feed === undefined ? {} : { broker: 'alpaca', market: { source: 'alpaca', feed, barsFeed: feed } };
  const configuration = await configurationFor(options, env, undefined, asked);
  const tickers = names.length === 0 ? tickersOfBook(configuration) : names.map(tickerNamed);
  const store = await openBarStore({ directory: configuration.dataDirectory });
  try {
    const pulled = await console.progress.during(`Fetching bars of ${String(tickers.length)} tickers`, async () => {
      const origin = await openBarOrigin({ configuration, tickers });
      return pullKeptBars(origin, { store, tickers, through: options.through, log: loggerFor(options, configuration) });
    });
    if (console.json) console.document(pulled);
    else console.page(presentPulled(console, pulled));
    return pulled.some(({ status, gaps }) => status === 'absent' || gaps.length > 0) ? EXIT.refused : EXIT.done;
  } finally {
    store.close();
  }
}

/** What is kept. */
export async function dataInfoCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  return withKept(options, env, async (store) => {
    const series = await store.list();
    if (console.json) console.document(series.map((each) => ({ ...each, fetchedAt: toIsoInstant(each.fetchedAt) })));
    else {
      const columns = [
        { title: 'ticker' },
        { title: 'source' },
        { title: 'feed' },
        { title: 'adjusted' },
        { title: 'bars', align: 'right' },
        { title: 'first' },
        { title: 'last' },
        { title: 'fetched' },
      ] as const;
      const rows = series.map((each) => [
        each.ticker,
        each.source,
        each.feed,
        each.adjustment,
        String(each.bars),
        each.first,
        each.last,
        `${toIsoInstant(each.fetchedAt).slice(0, 16)}Z`,
      ]);
      const megabytes = series.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
      console.page(
        [table(console.screen, columns, rows), '', `${String(series.length)} series, ${megabytes.toFixed(1)} MB in ${store.path}`].join(
          '\n',
        ),
      );
    }
    return EXIT.done;
  });
}

/** Whether what is kept is whole: every byte, every price, every session. */
export async function dataVerifyCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  return withKept(options, env, async (store) => {
    const examined = await console.progress.during('Reading every bar', () => verifyKeptBars(store));
    if (console.json) console.document(examined.map((each) => ({ ...each, fetchedAt: toIsoInstant(each.fetchedAt) })));
    else console.page(presentExamined(examined));
    return examined.some(({ faults }) => faults.length > 0) ? EXIT.refused : EXIT.done;
  });
}

async function withKept(options: CommonOptions, env: NodeJS.ProcessEnv, look: (store: OpenedBarStore) => Promise<number>): Promise<number> {
  const { dataDirectory } = await configurationFor(options, env);
  if (!existsSync(join(dataDirectory, 'market.db'))) {
    throw new Problem(
      EXIT.refused,
      `No bars are kept in ${dataDirectory} yet.`,
      '`alchemiser data pull` fetches those of the configured strategies.',
    );
  }
  const store = await openBarStore({ directory: dataDirectory });
  try {
    return await look(store);
  } finally {
    store.close();
  }
}

const tickersOfBook = ({ book }: Configuration): readonly Ticker[] =>
  [...new Set(book.flatMap(({ strategy }) => tickersOf(strategy.tree)))].sort();

function tickerNamed(name: string): Ticker {
  try {
    return ticker(name.toUpperCase());
  } catch (error) {
    throw new Problem(EXIT.usage, (error as RangeError).message, 'For example: alchemiser data pull SPY TLT');
  }
}

const WORDS: Readonly<Record<PulledSeries['status'], string>> = {
  kept: 'up to date',
  extended: 'extended',
  rewritten: 'history rewritten, fetched anew',
  fetched: 'fetched',
  absent: 'the source does not know it',
};

function presentPulled({ screen }: Console, pulled: readonly PulledSeries[]): string {
  const columns = [{ title: 'ticker' }, { title: 'bars', align: 'right' }, { title: 'first' }, { title: 'last' }, { title: '' }] as const;
  const remark = ({ status, gaps }: PulledSeries): string =>
    gaps.length === 0 ? WORDS[status] : `${WORDS[status]}; ${String(gaps.length)} sessions missing`;
  return table(
    screen,
    columns,
    pulled.map((each) => [each.ticker, String(each.bars), each.first ?? '–', each.last ?? '–', remark(each)]),
  );
}

function presentExamined(examined: readonly ExaminedSeries[]): string {
  const faults = examined.flatMap((each) => each.faults.map((says) => `${says} (${each.source}, ${each.feed})`));
  const last = examined
    .map((each) => each.last)
    .sort()
    .at(-1);
  const bars = examined.reduce((sum, each) => sum + each.bars, 0);
  const counted = `${String(examined.length)} series, ${bars.toLocaleString('en-US')} bars${last === undefined ? '' : `, up to ${formatSession(last)}`}`;
  return faults.length === 0 ? `${counted}: every byte, price and session is there.` : [...faults, '', counted].join('\n');
}
