/** Bars that are kept from one day to the next: brought up to date from the configured market, and examined. */
import {
  addDays,
  exchangeInstant,
  exchangeDate,
  instant,
  nyse,
  type ExchangeCalendar,
  type Instant,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import {
  alpacaMarketData,
  csvBarSource,
  gapsIn,
  gapWords,
  pullBars,
  strayBars,
  type BarSource,
  type Pulled,
} from '@alchemiser/data-providers';
import { alpacaHttp, secret, systemClock, type Configuration, type Fetch } from '@alchemiser/infrastructure';
import { createPaperExchange, virtualClock } from '@alchemiser/paper-exchange';
import type { BarStore, Clock, Logger, SeriesSummary } from '@alchemiser/services';
import { clockFor, httpFor, urlsFor } from './alpaca-access.ts';
import { openMarket } from './market-choice.ts';
import { marketChoiceOf } from './open-desk.ts';

export interface BarOrigin {
  readonly source: BarSource;
  readonly clock: Clock;
  /** The last session that is over there. */
  readonly through: SessionDate;
}

export interface BarOriginOptions {
  readonly configuration: Configuration;
  readonly tickers: readonly Ticker[];
  /** Instead of the network's and the machine's. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
}

const NINE_O_CLOCK = 9 * 60;
/** Bars of all exchanges are free once they are a quarter of an hour old. */
const FREE_AFTER_MS = 16 * 60_000;

/** Where the configured market's bars come from: Alpaca, a folder, or the exchange in this process. @throws Failure `market.*` */
export async function openBarOrigin(
  { configuration, tickers, ...instead }: BarOriginOptions,
  calendar: ExchangeCalendar = nyse,
): Promise<BarOrigin> {
  const { mode, market, alpaca: access } = configuration;
  if (market.source === 'csv') {
    const clock = instead.clock ?? systemClock();
    return { source: csvBarSource(market.directory), clock, through: lastCompleted(clock.now(), calendar) };
  }
  if (market.source === 'alpaca' && access !== null) {
    const reach = { mode, access, ...instead };
    const http = httpFor(reach, urlsFor(reach));
    // What is over, and when it was fetched, is told by the clock of the place that has the bars.
    const clock = await clockFor(reach, http);
    const { venue } = access;
    const provenance = venue === null ? {} : { provenance: { market: 'synthetic', words: `exchange at ${venue.url}` } as const };
    const source = alpacaMarketData({ http: http.data, feed: market.barsFeed, adjustment: 'all', ...provenance });
    return { source, clock, through: lastCompleted(clock.now(), calendar) };
  }
  const opened = await openMarket(marketChoiceOf(configuration), tickers, calendar);
  const through = calendar.previous(opened.firstRun);
  // The morning after: that session's bar is final.
  const virtual = virtualClock(exchangeInstant(addDays(through, 1), NINE_O_CLOCK));
  const exchange = createPaperExchange({
    market: opened.source,
    clock: virtual,
    calendar,
    seed: 0,
    account: { id: 'bars', cash: '0', keyId: 'paper', secret: 'paper' },
  });
  const url = 'http://paper-exchange.invalid';
  const { data } = alpacaHttp({
    tradingUrl: url,
    dataUrl: url,
    key: secret('paper'),
    secret: secret('paper'),
    clock: virtual,
    fetch: (request) => exchange.fetch(request),
  });
  const provenance = { market: opened.kind, words: opened.source.words };
  const source = alpacaMarketData({ http: data, feed: 'sip', adjustment: 'all', from: calendar.from, provenance });
  // Every symbol of this exchange is adjusted from the beginning: it knows no corporate actions.
  const { corporateActions: _, ...plain } = source;
  return { source: plain, clock: virtual, through };
}

function lastCompleted(now: Instant, calendar: ExchangeCalendar): SessionDate {
  const today = exchangeDate(now);
  const isOver = calendar.isSession(today) && now >= instant(calendar.hours(today).close + FREE_AFTER_MS);
  return isOver ? today : calendar.previous(today);
}

export interface PulledSeries {
  readonly ticker: Ticker;
  readonly status: Pulled;
  readonly bars: number;
  readonly first: SessionDate | null;
  readonly last: SessionDate | null;
  /** Sessions missing inside. */
  readonly gaps: readonly SessionDate[];
}

/** Brings the kept bars of some tickers up to date. @throws Failure `market.*`, `store.*` */
export async function pullKeptBars(
  origin: BarOrigin,
  {
    store,
    tickers,
    through,
    log,
    calendar = nyse,
  }: { store: BarStore; tickers: readonly Ticker[]; through?: SessionDate | undefined; log: Logger; calendar?: ExchangeCalendar },
): Promise<readonly PulledSeries[]> {
  const { bars, pulled } = await pullBars({ source: origin.source, store, clock: origin.clock, log }, tickers, through ?? origin.through);
  return [...pulled]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ticker, status]) => {
      const series = bars.get(ticker) ?? [];
      return {
        ticker,
        status,
        bars: series.length,
        first: series[0]?.date ?? null,
        last: series.at(-1)?.date ?? null,
        gaps: gapsIn(series, calendar),
      };
    });
}

export interface ExaminedSeries extends SeriesSummary {
  /** What is wrong with it, in words; nothing when nothing is. */
  readonly faults: readonly string[];
}

/** Reads every series there is: its digest, its order, its prices, and its days against the calendar. @throws Failure `store.corrupt` */
export async function verifyKeptBars(store: BarStore, calendar: ExchangeCalendar = nyse): Promise<readonly ExaminedSeries[]> {
  const examined: ExaminedSeries[] = [];
  for (const summary of await store.list()) {
    const bars = (await store.get(summary))?.bars ?? [];
    const [gaps, strays] = [gapsIn(bars, calendar), strayBars(bars, calendar)];
    const faults = [
      ...(gaps.length === 0 ? [] : [gapWords(summary.ticker, gaps)]),
      ...(strays.length === 0
        ? []
        : [
            `${summary.ticker} has bars on ${strays.length} ${strays.length === 1 ? 'day' : 'days'} without a session: ${strays.slice(0, 4).join(', ')}`,
          ]),
    ];
    examined.push({ ...summary, faults });
  }
  return examined;
}
