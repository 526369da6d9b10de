import {
  exchangeDate,
  formatSession,
  nyse,
  ticker,
  tickersOf,
  type ExchangeCalendar,
  type Instant,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import { alpacaMarketData } from '@alchemiser/data-providers';
import { Refused, type Desk, type Mandate } from '@alchemiser/execution';
import { alpacaBroker, alpacaControl } from '@alchemiser/execution/alpaca';
import { alpacaHttp, secret, type Stores } from '@alchemiser/infrastructure';
import {
  accountNumber,
  createPaperExchange,
  restore,
  snapshotInstant,
  virtualClock,
  type Grant,
  type PaperExchange,
} from '@alchemiser/paper-exchange';
import { Failure, type BrokerControl, type Logger } from '@alchemiser/services';
import { aloneAtTheExchange, inTurnAt } from './alone.ts';
import { checkMarket, keepMarket } from './kept-market.ts';
import { openMarket, type MarketChoice } from './market-choice.ts';
import { paperSession, startOfRun } from './paper-session.ts';

export interface PaperDeskOptions {
  readonly stores: Stores;
  readonly market: MarketChoice;
  readonly mandate: Mandate;
  readonly log: Logger;
  readonly report: Desk['report'];
  /** The session asked for; undefined: this market's next. */
  readonly session: SessionDate | undefined;
  /** Opening cash of the account, USD with cents. */
  readonly cash: string;
  /** Shares that lie in the account from the start and that no strategy bought. */
  readonly holdings: readonly Grant[];
  /** False: whatever happens at the exchange is forgotten (plans, signals, status). */
  readonly keep: boolean;
  /** Told when another process is at the exchange, before it is waited for. */
  readonly onWait?: () => void;
}

export interface PaperDesk {
  readonly desk: Desk;
  readonly session: SessionDate;
  readonly control: BrokerControl;
  readonly exchange: PaperExchange;
  /** Lets the next process at the exchange. */
  close(): void;
}

const SNAPSHOT = 'paper-exchange/snapshot';
const ACCOUNT = 'paper-exchange';
/** What the broker port calls the account, and the stores keep its runs under. */
export const PAPER_ACCOUNT = accountNumber(ACCOUNT);
/** The exchange in this process asks for a key like any other; there is nobody to keep it from. */
const KEY = { id: 'paper', secret: 'paper' };
/** Never leaves the process: `fetch` is the exchange itself. */
const URL_IN_PROCESS = 'http://paper-exchange.invalid';

/**
 * The built-in exchange on its own clock, reached by the Alpaca adapters through an in-process `fetch`.
 * @throws Refused for another market than the data directory's, or a session that cannot be traded there.
 */
export async function openPaperDesk(options: PaperDeskOptions, calendar: ExchangeCalendar = nyse): Promise<PaperDesk> {
  const close = options.keep ? await aloneAtTheExchange(options.stores, options.onWait) : () => undefined;
  try {
    return { ...(await openAlone(options, calendar)), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function openAlone(options: PaperDeskOptions, calendar: ExchangeCalendar): Promise<Omit<PaperDesk, 'close'>> {
  const { stores, log } = options;
  await checkMarket(stores.documents, options.market);
  const snapshot = await stores.documents.get(SNAPSHOT);
  const now = snapshot === undefined ? null : instantOf(snapshot);
  const market = await openMarket(options.market, tickersOfDesk(options, snapshot), calendar);
  const records = await stores.records.list(PAPER_ACCOUNT, 1);
  const session = paperSession(options.session, { traded: records.map((record) => record.session as SessionDate), now }, market, calendar);
  const { close } = calendar.hours(session);
  if (now !== null && now >= close && (await stores.records.get(PAPER_ACCOUNT, session, 0)) === undefined) {
    throw new Refused(
      `The paper exchange has lived on to ${formatSession(exchangeDate(now))}: it cannot go back to trade ${formatSession(session)}.`,
      'Trade a later session, or an earlier one in a new --data directory.',
    );
  }
  // Only now: a folder that could not be read, or a day that is no session, leaves the directory free for another market.
  if (options.keep) await keepMarket(stores.documents, options.market);
  const clock = virtualClock(startOfRun(close, now));
  const exchange = createPaperExchange({
    market: market.source,
    clock,
    calendar,
    seed: options.market.seed,
    account: { id: ACCOUNT, cash: options.cash, keyId: KEY.id, secret: KEY.secret },
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(options.keep ? { onChange: (text: string) => stores.documents.put(SNAPSHOT, text) } : {}),
  });
  if (snapshot === undefined) for (const holding of options.holdings) await exchange.grant(holding);
  const http = alpacaHttp({
    tradingUrl: URL_IN_PROCESS,
    dataUrl: URL_IN_PROCESS,
    key: secret(KEY.id),
    secret: secret(KEY.secret),
    clock,
    fetch: (request) => exchange.fetch(request),
  });
  const provenance = { market: market.kind, words: market.source.words };
  const desk: Desk = {
    provenance: { ...provenance, broker: 'paper-exchange' },
    broker: alpacaBroker({ http: http.trading, dedupe: 'permanent', log }),
    market: alpacaMarketData({ http: http.data, feed: 'sip', adjustment: 'all', from: calendar.from, provenance }),
    clock,
    calendar,
    journal: stores.journal,
    ledger: stores.ledger,
    records: stores.records,
    facts: stores.facts,
    documents: stores.documents,
    log,
    report: options.report,
    ...(options.keep ? { inTurn: inTurnAt(stores) } : {}),
  };
  return { desk, session, control: alpacaControl({ http: http.trading }), exchange };
}

/** @throws Failure for what this version cannot read: an account that was lived elsewhere is not begun anew in passing. */
function instantOf(snapshot: string): Instant {
  try {
    return snapshotInstant(snapshot);
  } catch (error) {
    throw new Failure('store.corrupt', `The paper exchange of this data directory cannot be read: ${(error as Error).message}.`, {
      advice: 'Another version wrote it, or it is damaged: begin anew in another --data directory, or restore this one from a copy.',
      cause: error,
    });
  }
}

function tickersOfDesk({ mandate, holdings }: PaperDeskOptions, snapshot: string | undefined): readonly Ticker[] {
  const strategies = mandate.book.flatMap(({ strategy }) => tickersOf(strategy.tree));
  const granted = holdings.map((holding) => ticker(holding.ticker));
  const held = snapshot === undefined ? [] : restore(snapshot).accounts.flatMap((account) => [...account.positions.keys()]);
  return [...new Set([...strategies, ...granted, ...held])].sort();
}
