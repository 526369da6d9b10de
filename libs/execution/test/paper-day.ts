/** A desk at the in-process exchange whose broker port can be made to lose, swallow and hide: two sleeves that share one ticker. */
import {
  bookIn,
  decodeRecord,
  DEFAULT_EXECUTION_POLICY,
  DEFAULT_POLICY,
  equally,
  hold,
  nyse,
  openLedger,
  post,
  sessionDate,
  sharesIn,
  strategyName,
  syntheticMarket,
  ticker,
  toDecimal,
  weight,
  type Allocation,
  type Fill,
  type Instant,
  type RunRecord,
  type SessionDate,
  type Sleeve,
  type Ticket,
  type VenueOrder,
} from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { accountNumber, createPaperExchange, snapshotInstant, virtualClock } from '@alchemiser/paper-exchange';
import type { Broker, BrokerControl } from '@alchemiser/services';
import {
  capturingLogger,
  memoryDocumentStore,
  memoryFactsStore,
  memoryJournal,
  memoryLedgerStore,
  memoryRecordStore,
} from '@alchemiser/services/testing';
import { alpacaBroker } from '../src/alpaca/alpaca-broker.ts';
import { alpacaControl } from '../src/alpaca/alpaca-control.ts';
import type { Desk, Mandate } from '../src/engine/desk.ts';
import { tradingDay } from '../src/engine/trading-day.ts';
import type { DayResult } from '../src/engine/conclude.ts';
import { quotesNow } from './quotes-now.ts';

export const DAYS: readonly SessionDate[] = ['2024-08-06', '2024-08-07', '2024-08-08'].map(sessionDate);
const ACCOUNT = 'control';
/** Sessions of history: short, so that a day takes milliseconds. */
const HISTORY = 30;
export const NUMBER = accountNumber(ACCOUNT);

const sleeve = (name: string, share: number, tree: Allocation): Sleeve => ({
  strategy: { name: strategyName(name), title: name, tree, rebalance: { frequency: 'daily' } },
  share: weight(share),
  onFailure: 'stop',
});
const mandateOf = (book: Mandate['book']): Mandate => ({
  book,
  decide: { ...DEFAULT_POLICY, reading: {} },
  execution: DEFAULT_EXECUTION_POLICY,
  capital: { kind: 'all-cash' },
  accountId: null,
});
/** Both want SPY; `second` also wants GLD. */
export const MANDATE = mandateOf([sleeve('first', 0.6, hold('SPY')), sleeve('second', 0.4, equally(['SPY', 'GLD']))]);
/** The same sleeves with other wishes: all of the above is sold, and two others are bought. */
export const TURNED = mandateOf([sleeve('first', 0.6, hold('QQQ')), sleeve('second', 0.4, equally(['QQQ', 'TLT']))]);

/** What outlives a process. */
export interface World {
  readonly stores: Pick<Desk, 'journal' | 'ledger' | 'records' | 'facts' | 'documents'>;
  readonly sent: (Ticket & { readonly at: Instant })[];
  snapshot: string | undefined;
  /** What becomes of a submission; absent: it arrives. */
  onSubmit: ((ticket: Ticket) => 'arrives' | 'lost' | 'reply lost') | undefined;
  /** Orders under these ids are not shown: by id, in lists, or their executions. */
  readonly hidden: { readonly orders: Set<string>; readonly fills: Set<string> };
}

const market = syntheticMarket({ seed: 7 });

export const worldOf = (): World => ({
  stores: {
    journal: memoryJournal(),
    ledger: memoryLedgerStore(),
    records: memoryRecordStore(),
    facts: memoryFactsStore(),
    documents: memoryDocumentStore(),
  },
  sent: [],
  snapshot: undefined,
  onSubmit: undefined,
  hidden: { orders: new Set(), fills: new Set() },
});

export interface Life {
  readonly desk: Desk;
  readonly control: BrokerControl;
  readonly log: ReturnType<typeof capturingLogger>;
}

/** A process that starts: a new exchange out of the snapshot, a new adapter, the same stores. */
export async function live(
  world: World,
  session: SessionDate,
  change: Partial<Desk> & { readonly broken?: Partial<Broker> } = {},
): Promise<Life> {
  const start = nyse.hours(session).close - 15 * 60_000;
  const lived = world.snapshot === undefined ? 0 : snapshotInstant(world.snapshot);
  const clock = virtualClock(Math.max(start, lived) as ReturnType<typeof snapshotInstant>);
  const exchange = createPaperExchange({
    market,
    clock,
    seed: 11,
    account: { id: ACCOUNT, cash: '100000', keyId: 'key', secret: 'secret' },
    // Orders take a second or two, so that there are open ones to meet.
    partialFillShare: 0.5,
    ...(world.snapshot === undefined ? {} : { snapshot: world.snapshot }),
    onChange: (text) => {
      world.snapshot = text;
    },
  });
  if (world.snapshot === undefined) await exchange.grant({ ticker: 'AAPL', quantity: '12.5', price: '180' });
  const http = alpacaHttp({
    tradingUrl: 'http://exchange.invalid',
    dataUrl: 'http://exchange.invalid',
    key: secret('key'),
    secret: secret('secret'),
    clock,
    fetch: (request) => exchange.fetch(request),
  });
  const log = capturingLogger();
  const { broken, ...ports } = change;
  const provenance = { market: 'synthetic', words: market.words } as const;
  const desk: Desk = {
    provenance: { ...provenance, broker: 'paper-exchange' },
    broker: { ...veiled(world, alpacaBroker({ http: http.trading, dedupe: 'permanent' }), clock), ...broken },
    market: {
      ...provenance,
      dailyBars: async (tickers, through) => new Map(tickers.map((name) => [name, (market.bars(name, through) ?? []).slice(-HISTORY)])),
      quotes: quotesNow(market, clock),
    },
    clock,
    calendar: nyse,
    ...world.stores,
    log,
    report: null,
    ...ports,
  };
  return { desk, control: alpacaControl({ http: http.trading }), log };
}

function veiled(world: World, inner: Broker, clock: Desk['clock']): Broker {
  const isShown = (order: VenueOrder): boolean => !world.hidden.orders.has(order.clientOrderId);
  /** Executions carry the venue's id only. */
  const hiddenVenueIds = async (): Promise<ReadonlySet<string>> => {
    const orders = await Promise.all([...world.hidden.fills].map((id) => inner.orderByClientId(id as Ticket['clientOrderId'])));
    return new Set(orders.flatMap((order) => (order === undefined ? [] : [order.venueOrderId])));
  };
  return {
    ...inner,
    submit: async (ticket, mayLeave) => {
      world.sent.push({ ...ticket, at: clock.now() });
      const fate = world.onSubmit?.(ticket) ?? 'arrives';
      if (fate === 'lost') return { status: 'unknown', says: 'no answer' };
      const submission = await inner.submit(ticket, mayLeave);
      return fate === 'arrives' ? submission : { status: 'unknown', says: 'no answer' };
    },
    orderByClientId: async (id) => (world.hidden.orders.has(id) ? undefined : inner.orderByClientId(id)),
    openOrders: async () => (await inner.openOrders()).filter(isShown),
    ordersSince: async (since) => (await inner.ordersSince(since)).filter(isShown),
    fillsSince: async (since): Promise<readonly Fill[]> => {
      const unseen = await hiddenVenueIds();
      return (await inner.fillsSince(since)).filter((fill) => !unseen.has(fill.venueOrderId));
    },
  };
}

/** One session as the scheduler would run it, in a process of its own. */
export async function trade(world: World, session: SessionDate, mandate = MANDATE, ordinal = 0): Promise<DayResult> {
  const { desk } = await live(world, session);
  return tradingDay(desk, mandate, { session, ordinal });
}

export async function recordOf(world: World, session: SessionDate, ordinal = 0): Promise<RunRecord> {
  const text = await world.stores.records.get(NUMBER, session, ordinal);
  if (text === undefined) throw new Error(`${session} has no record`);
  return decodeRecord(text);
}

/** Shares by book, as decimals. */
export async function held(world: World, name: string): Promise<Readonly<Record<string, string>>> {
  const ledger = post(openLedger(), await world.stores.ledger.read(NUMBER));
  const books = ['first', 'second', 'unattributed'] as const;
  return Object.fromEntries(
    books.map((book) => [book, toDecimal(sharesIn(bookIn(ledger, book === 'unattributed' ? book : strategyName(book)), ticker(name)))]),
  );
}
