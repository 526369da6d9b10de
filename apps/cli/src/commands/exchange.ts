import { mkdir, readdir } from 'node:fs/promises';
import { formatSession, fromIsoInstant, nyse, sessionDate, ticker, type Instant, type Ticker } from '@alchemiser/domain';
import { marketIdentity, openMarket, type MarketChoice } from '@alchemiser/desk';
import { openStores, type Stores } from '@alchemiser/infrastructure';
import {
  accountNumber,
  createPaperExchange,
  pacedClock,
  serveExchange,
  snapshotInstant,
  virtualClock,
  type PaperExchangeOptions,
  type ServedExchange,
} from '@alchemiser/paper-exchange';
import type { Console } from '../console.ts';
import type { ExchangeOptions } from '../exchange-options.ts';
import { EXIT } from '../exit-codes.ts';
import { presentExchange, readyLine, type Opened } from '../present/exchange.ts';
import { Problem } from '../present/problem.ts';
import { untilInterrupted } from '../until-interrupted.ts';

const ACCOUNT_ID = 'e0c4a6f2-7a51-4b0e-9f53-1d2b8c6a7e90';
/** So that an exchange under load stays the size it is: an account forgets its oldest closed orders beyond so many. */
const ORDERS_KEPT = 50_000;
const SNAPSHOT = 'exchange/snapshot';
const MARKET = 'exchange/market';

/** Serves an exchange that speaks Alpaca's protocols until it is interrupted. */
export async function exchangeCommand(console: Console, options: ExchangeOptions): Promise<number> {
  // From the first moment: opening a folder of bars takes a while.
  const interrupted = untilInterrupted();
  const stores = await openKept(options.data);
  try {
    const release = await aloneIn(stores);
    const opened = await console.progress.during('Opening the exchange', () => open(options, stores));
    try {
      if (console.json) console.page(readyLine(opened));
      else console.page(presentExchange(console.screen, opened));
      await interrupted;
      if (!console.json)
        console.remark(
          `\nThe exchange has ended. ${opened.keeps === null ? 'Nothing of it is kept.' : `What it knew is in ${opened.keeps}.`}`,
        );
      return EXIT.done;
    } finally {
      await opened.served.close();
      release();
    }
  } finally {
    stores?.close();
  }
}

/** Two that kept their state in one place would each forget the other's orders. */
async function aloneIn(stores: Stores | undefined): Promise<() => void> {
  const release = stores === undefined ? () => undefined : await stores.tryLock('exchange');
  if (release !== null) return release;
  throw new Problem(EXIT.refused, 'Another exchange keeps its state in this directory.', 'End it first, or name another --data directory.');
}

async function openKept(directory: string | undefined): Promise<Stores | undefined> {
  if (directory === undefined) return undefined;
  await mkdir(directory, { recursive: true });
  return openStores({ directory });
}

async function open(options: ExchangeOptions, stores: Stores | undefined): Promise<Opened> {
  const { seed, speed, cash, multiplier, key, secret } = options;
  const choice: MarketChoice = options.bars === undefined ? { kind: 'synthetic', seed } : { kind: 'csv', directory: options.bars, seed };
  const snapshot = await snapshotOf(stores, choice);
  const market = await openMarket(choice, options.bars === undefined ? [] : await tickersIn(options.bars));
  const start = snapshot === undefined ? startOf(options, nyse.hours(market.firstRun).open) : snapshotInstant(snapshot);
  const account = { id: ACCOUNT_ID, cash, multiplier, keyId: key, secret } as const;
  const exchange = createPaperExchange({
    market: market.source,
    clock: speed === 0 ? virtualClock(start) : pacedClock({ start, speed }),
    account,
    seed,
    faults: options.faults,
    keepOrders: ORDERS_KEPT,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...keepingIn(stores),
  });
  const served = await serve({ exchange, port: options.port, host: options.host, requestsPerMinute: options.rateLimit });
  return {
    served,
    account: { ...account, number: accountNumber(ACCOUNT_ID) },
    market: market.source.words,
    now: exchange.now(),
    speed,
    faults: exchange.faults.mix,
    resumed: snapshot !== undefined,
    keeps: options.data ?? null,
  };
}

const keepingIn = (stores: Stores | undefined): Pick<PaperExchangeOptions, 'onChange'> =>
  stores === undefined ? {} : { onChange: (text) => stores.documents.put(SNAPSHOT, text) };

/** A data directory keeps to one market: its account would make no sense in another. */
async function snapshotOf(stores: Stores | undefined, choice: MarketChoice): Promise<string | undefined> {
  if (stores === undefined) return undefined;
  const identity = marketIdentity(choice);
  const kept = await stores.documents.get(MARKET);
  if (kept !== undefined && kept !== identity) {
    throw new Problem(
      EXIT.refused,
      `The exchange in this directory trades another market: ${kept}.`,
      'Name that market, or another --data directory.',
    );
  }
  await stores.documents.put(MARKET, identity);
  return stores.documents.get(SNAPSHOT);
}

async function tickersIn(directory: string): Promise<readonly Ticker[]> {
  const names = await readdir(directory).catch(() => []);
  const tickers = names.filter((name) => /^[A-Z][A-Z0-9./-]*\.csv$/.test(name)).map((name) => ticker(name.slice(0, -'.csv'.length)));
  if (tickers.length === 0)
    throw new Problem(EXIT.refused, `There is no TICKER.csv in ${directory}.`, 'One file for each ticker, e.g. SPY.csv.');
  return tickers.sort();
}

/** An instant, or a session: its opening. */
function startOf({ start }: ExchangeOptions, fallback: Instant): Instant {
  if (start === undefined) return fallback;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(start)) return fromIsoInstant(start);
  const session = sessionDate(start);
  if (nyse.isSession(session)) return nyse.hours(session).open;
  throw new Problem(
    EXIT.usage,
    `${formatSession(session)} is not a trading day of the ${nyse.name}.`,
    `The next one is ${nyse.next(session)}.`,
  );
}

async function serve(options: Parameters<typeof serveExchange>[0]): Promise<ServedExchange> {
  try {
    return await serveExchange(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${options.host ?? ''}:${String(options.port)}`;
    if (code === 'EADDRINUSE')
      throw new Problem(EXIT.refused, `Something listens on ${where} already.`, 'Choose another --port, or 0 for any that is free.');
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new Problem(EXIT.refused, `This machine does not allow to listen on ${where}.`, 'Choose another --port or --host.');
    throw error;
  }
}
