import { exchangeDate, nyse, tickersOf, type ExchangeCalendar, type Provenance, type SessionDate } from '@alchemiser/domain';
import { alpacaMarketData, alpacaQuotes, cachedMarketData } from '@alchemiser/data-providers';
import type { Desk, Mandate } from '@alchemiser/execution';
import { alpacaBroker, alpacaControl, alpacaTradeUpdates } from '@alchemiser/execution/alpaca';
import type { AlpacaAccess, AlpacaHttp, Configuration, Fetch, MarketChoice, Stores } from '@alchemiser/infrastructure';
import { streamedQuotes, type BarStore, type BrokerControl, type Clock, type Logger, type MarketData } from '@alchemiser/services';
import { inTurnAt } from './alone.ts';
import { clockFor, httpFor, urlsFor } from './alpaca-access.ts';
import { alpacaSession, checkClock, checkHours } from './alpaca-session.ts';

export interface AlpacaDeskOptions {
  readonly mode: Configuration['mode'];
  readonly access: AlpacaAccess;
  readonly market: Extract<MarketChoice, { source: 'alpaca' }>;
  readonly streams: Configuration['streams'];
  readonly stores: Stores;
  readonly bars: BarStore;
  readonly mandate: Mandate;
  readonly log: Logger;
  readonly report: Desk['report'];
  /** The session asked for; undefined: today's, or the next. */
  readonly session: SessionDate | undefined;
  /** Whether it will be traded: the broker's calendar must then agree with ours. */
  readonly keep: boolean;
  /** Instead of the network's. */
  readonly fetch?: Fetch;
  /** Instead of the machine's. */
  readonly clock?: Clock;
}

export interface AlpacaDesk {
  readonly desk: Desk;
  readonly session: SessionDate;
  readonly control: BrokerControl;
  /** Ends the streams. */
  close(): void;
}

/**
 * A desk at Alpaca, paper or live, on the machine's clock; or at an exchange elsewhere that speaks like Alpaca, on that one's.
 * @throws Refused when clocks or calendars disagree. @throws Failure when Alpaca does not answer.
 */
export async function openAlpacaDesk(options: AlpacaDeskOptions, calendar: ExchangeCalendar = nyse): Promise<AlpacaDesk> {
  const { stores, mandate, log, access, streams, market: choice } = options;
  const urls = urlsFor(options);
  const http = httpFor(options, urls);
  const clock = await clockFor(options, http);
  if (access.venue === null) await checkClock(http.trading, clock, log, mandate.decide.limits.quoteAgeMsMax);
  const session = alpacaSession(options.session, clock.now(), calendar);
  if (options.keep && session === exchangeDate(clock.now())) await checkHours(http.trading, session, calendar);
  const provenance = provenanceOf(options);
  const kept = marketAt(http, choice, provenance, options, clock, calendar);
  const keys = { key: access.key, secret: access.secret, log };
  const quoted = streams.quotes
    ? streamedQuotes({
        marketData: kept,
        stream: alpacaQuotes({ ...keys, url: `${urls.dataStream}/${choice.feed}` }),
        clock,
        log,
        ageMsMax: mandate.decide.limits.quoteAgeMsMax,
      })
    : undefined;
  quoted?.follow([...new Set(mandate.book.flatMap(({ strategy }) => tickersOf(strategy.tree)))].sort());
  const desk: Desk = {
    provenance,
    // On record for a session; longer is likely and nowhere promised.
    broker: alpacaBroker({ http: http.trading, dedupe: 'session', log }),
    market: quoted ?? kept,
    ...(streams.orders ? { updates: alpacaTradeUpdates({ ...keys, url: urls.stream }) } : {}),
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
  return { desk, session, control: alpacaControl({ http: http.trading }), close: () => quoted?.stop() };
}

/** Prices that are not Alpaca's are called nobody's but synthetic, and a broker that is not Alpaca a paper exchange. */
function provenanceOf({ mode, access: { venue }, market }: AlpacaDeskOptions): Provenance {
  if (venue !== null) return { market: 'synthetic', words: `exchange at ${venue.url}`, broker: 'paper-exchange' };
  const words =
    market.feed === market.barsFeed ? `Alpaca, ${market.feed} feed` : `Alpaca, ${market.feed} quotes and ${market.barsFeed} bars`;
  return { market: 'alpaca', words, broker: mode === 'live' ? 'alpaca-live' : 'alpaca-paper' };
}

/** Quotes of one feed and, out of the cache, bars of another. */
function marketAt(
  http: AlpacaHttp,
  { feed, barsFeed, gaps }: AlpacaDeskOptions['market'],
  provenance: Provenance,
  { bars: store, log }: AlpacaDeskOptions,
  clock: Clock,
  calendar: ExchangeCalendar,
): MarketData {
  const common = { http: http.data, adjustment: 'all', provenance } as const;
  const source = alpacaMarketData({ ...common, feed: barsFeed });
  return cachedMarketData({ marketData: alpacaMarketData({ ...common, feed }), source, store, clock, log, calendar, gaps });
}
