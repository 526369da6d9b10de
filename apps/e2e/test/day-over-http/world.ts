/** An exchange on a port with faults on, and processes that trade at it through the adapters alone: HTTP for what counts, WebSocket for hints. */
import {
  above,
  by,
  close,
  cumulativeReturn,
  DEFAULT_EXECUTION_POLICY,
  DEFAULT_POLICY,
  equally,
  exchangeInstant,
  highest,
  invariant,
  inverseVolatility,
  rsi,
  sessionDate,
  sma,
  strategyName,
  syntheticMarket,
  nyse,
  weight,
  weighted,
  when,
  type Allocation,
  type RebalancePolicy,
  type SessionDate,
  type SimulatedMarket,
  type Sleeve,
} from '@alchemiser/domain';
import { alpacaMarketData, cachedMarketData } from '@alchemiser/data-providers';
import type { Desk, Mandate } from '@alchemiser/execution';
import { alpacaBroker, alpacaTradeUpdates } from '@alchemiser/execution/alpaca';
import { alpacaHttp, secret, type Fetch } from '@alchemiser/infrastructure';
import {
  createPaperExchange,
  FAULT_MIXES,
  restore,
  serveExchange,
  virtualClock,
  type PaperExchange,
  type VirtualClock,
} from '@alchemiser/paper-exchange';
import {
  capturingLogger,
  memoryBarStore,
  memoryDocumentStore,
  memoryFactsStore,
  memoryJournal,
  memoryLedgerStore,
  memoryRecordStore,
} from '@alchemiser/services/testing';
import type { Statement } from '../statement-audit.ts';

/** The second one sells some of what the first one bought. */
export const SESSIONS: readonly SessionDate[] = [sessionDate('2024-08-12'), sessionDate('2024-08-13')];
const ACCOUNT = 'over-http';
const KEYS = { id: 'over-http-key', secret: 'over-http-secret' };
/** Bars from here on: every indicator of the book has settled by then, and a day stays cheap. */
const HISTORY_FROM = sessionDate('2024-05-01');

/** `heavy`, with late replies as late as this client's patience allows for: what counts is that some come after it. */
const FAULTS = { ...FAULT_MIXES.heavy, latestMs: 200 };
const TIMEOUT_MS = 100;

export interface World {
  readonly clock: VirtualClock;
  readonly exchange: PaperExchange;
  readonly stores: Pick<Desk, 'journal' | 'ledger' | 'records' | 'facts' | 'documents'>;
  /** What was heard over the WebSocket, over all processes. */
  readonly heard: { updates: number; losses: number };
  readonly requests: { count: number };
  /** What the exchange's own books say, beside ours. */
  statement(): Statement;
  /** A process that starts: adapters of its own, the same stores. */
  process(): Desk;
  close(): Promise<void>;
}

const markets = new Map<number, SimulatedMarket>();
function marketOf(seed: number): SimulatedMarket {
  const known = markets.get(seed) ?? syntheticMarket({ seed });
  markets.set(seed, known);
  return known;
}

/** @param seed draws the faults; a few markets are shared among all seeds. */
export async function openWorld(seed: number): Promise<World> {
  const [first] = SESSIONS;
  const clock = virtualClock(exchangeInstant(first!, 14 * 60 + 45));
  const exchange = createPaperExchange({
    market: marketOf(seed % 8),
    clock,
    seed,
    account: { id: ACCOUNT, cash: '100000', keyId: KEYS.id, secret: KEYS.secret },
    faults: FAULTS,
  });
  const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
  const stores = {
    journal: memoryJournal(),
    ledger: memoryLedgerStore(),
    records: memoryRecordStore(),
    facts: memoryFactsStore(),
    documents: memoryDocumentStore(),
  };
  const bars = memoryBarStore();
  const heard = { updates: 0, losses: 0 };
  const requests = { count: 0 };
  /** Virtual time stands still while a request is under way, as it would for whoever waits for the reply. */
  const fetchInTime: Fetch = (request) =>
    clock.standStillFor(async () => {
      requests.count += 1;
      const response = await fetch(request);
      const body = await response.arrayBuffer();
      return new Response(response.status === 204 ? null : body, { status: response.status, headers: response.headers });
    });

  return {
    clock,
    exchange,
    stores,
    heard,
    requests,
    statement: () => {
      const account = restore(exchange.snapshot()).accounts[0];
      invariant(account !== undefined, 'The exchange has an account');
      return { account, stores, sessions: SESSIONS };
    },
    process: () => {
      const keys = { key: secret(KEYS.id), secret: secret(KEYS.secret) };
      const { trading, data } = alpacaHttp({
        tradingUrl: server.url,
        dataUrl: server.url,
        ...keys,
        clock,
        timeoutMs: TIMEOUT_MS,
        fetch: fetchInTime,
      });
      const log = capturingLogger();
      const provenance = { market: 'synthetic', words: 'exchange on a port' } as const;
      const source = alpacaMarketData({ http: data, feed: 'sip', adjustment: 'all', from: HISTORY_FROM, provenance });
      const updates = alpacaTradeUpdates({ url: `${server.streamUrl}/stream`, ...keys, log, reconnectMs: 5, pingMs: 1_000 });
      return {
        provenance: { ...provenance, broker: 'paper-exchange' },
        // As with Alpaca: what it remembers beyond a session is not on record.
        broker: alpacaBroker({ http: trading, dedupe: 'session', log }),
        market: cachedMarketData({ marketData: source, source, store: bars, clock, log, calendar: nyse }),
        updates: {
          follow: ({ onOrder, onState }) =>
            updates.follow({
              onOrder: (order) => {
                heard.updates += 1;
                onOrder(order);
              },
              onState: (state) => {
                if (state.status === 'lost') heard.losses += 1;
                onState?.(state);
              },
            }),
        },
        clock,
        calendar: nyse,
        ...stores,
        log,
        report: null,
      };
    },
    close: () => server.close(),
  };
}

const sleeve = (name: string, share: number, tree: Allocation, rebalance: RebalancePolicy = { frequency: 'daily' }): Sleeve => ({
  strategy: { name: strategyName(name), title: name, tree, rebalance },
  share: weight(share),
  onFailure: 'stop',
});

/** Sleeves that want the same tickers at different times, one of them in whole shares only. */
export const MANDATE: Mandate = {
  book: [
    sleeve(
      'swing',
      0.4,
      when(above(rsi('QQQ', 2), 50), {
        then: weighted([0.6, 'QQQ'], [0.4, 'GLD']),
        else: highest(1, by(cumulativeReturn, 3), ['TLT', 'FNGU', 'XLE']),
      }),
    ),
    sleeve('spread', 0.35, inverseVolatility(10, ['SPY', 'QQQ', 'FNGU', 'TLT'])),
    sleeve('trend', 0.25, when(above(close('SPY'), sma('SPY', 5)), { then: equally(['TLT', 'XLE']), else: equally(['QQQ', 'GLD']) })),
  ],
  decide: DEFAULT_POLICY,
  execution: DEFAULT_EXECUTION_POLICY,
  capital: { kind: 'all-cash' },
  accountId: null,
};
