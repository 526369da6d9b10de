/**
 * Daily bars, fetched once. Of a series that is kept, only the end is asked for again, together with its last few sessions: where their
 * prices are no longer what they were, a split or dividend has rewritten the history, and the whole series is fetched anew.
 *
 * 1. Read what is kept. A series that ends at or after the session asked for, and was fetched when that session was final, is served.
 * 2. Of the others, fetch from a few sessions before the end; of those that are new, all.
 * 3. Equal prices on the overlap: append. Otherwise, or after a corporate action that the source tells of, fetch all.
 */
import { addDays, exchangeInstant, exchangeDate, type Bar, type SessionDate, type Ticker } from '@alchemiser/domain';
import { isFailure, type BarStore, type Clock, type Logger, type SeriesKey, type StoredSeries } from '@alchemiser/services';
import type { BarSource } from './bar-source.ts';

export interface CachedBarsPorts {
  readonly source: BarSource;
  readonly store: BarStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What happened to a series on its way through the cache. */
export type Pulled = 'kept' | 'extended' | 'rewritten' | 'fetched' | 'absent';

export interface PulledBars {
  readonly bars: ReadonlyMap<Ticker, readonly Bar[]>;
  readonly pulled: ReadonlyMap<Ticker, Pulled>;
}

/** Sessions read again: one week of them, so that a correction after a long weekend is still seen. */
const OVERLAP_SESSIONS = 5;
/** A bar may be corrected until four in the morning after its session, when the day's tape is final. */
const FINAL_MINUTES = 4 * 60;

const isFinal = ({ bars, fetchedAt }: StoredSeries): boolean => {
  const last = bars.at(-1);
  return last === undefined || fetchedAt >= exchangeInstant(addDays(last.date, 1), FINAL_MINUTES);
};

/** Bars up to and including `through`, from the cache where they are final, and the cache brought up to date. @throws Failure `market.*`, `store.*` */
export async function pullBars(ports: CachedBarsPorts, tickers: readonly Ticker[], through: SessionDate): Promise<PulledBars> {
  const { source, store, clock, log } = ports;
  const keyOf = (ticker: Ticker): SeriesKey => ({ source: source.source, feed: source.feed, adjustment: source.adjustment, ticker });
  const kept = new Map<Ticker, StoredSeries>();
  const pulled = new Map<Ticker, Pulled>();
  const series = new Map<Ticker, readonly Bar[]>();
  const stale = new Map<Ticker, StoredSeries>();
  const whole: Ticker[] = [];

  for (const ticker of new Set(tickers)) {
    const found = await store.get(keyOf(ticker));
    if (found === undefined || found.askedFrom > source.from) whole.push(ticker);
    else {
      kept.set(ticker, found);
      series.set(ticker, found.bars);
      if (endOf(found) >= through && (isFinal(found) || !canBeFinalNow(found, clock))) pulled.set(ticker, 'kept');
      else stale.set(ticker, found);
    }
  }

  const acted = await actedOn(ports, stale);
  for (const [ticker, bars] of await fetchEnds(source, stale, through)) {
    const before = stale.get(ticker);
    if (before === undefined) continue;
    const joined = acted.has(ticker) ? undefined : join(before.bars, bars);
    if (joined === undefined) {
      log.info('history rewritten', { ticker, feed: source.feed, adjustment: source.adjustment });
      whole.push(ticker);
      continue;
    }
    await store.put(keyOf(ticker), { ...before, bars: joined, fetchedAt: clock.now() });
    series.set(ticker, joined);
    pulled.set(ticker, joined.length > before.bars.length ? 'extended' : 'kept');
  }

  const fetched = await source.bars(whole, source.from, latest(through, [...kept.values()]));
  for (const ticker of whole) {
    const bars = fetched.get(ticker);
    if (bars === undefined) {
      // The source no longer knows it: what is kept stays for whoever looks into the past, and is not served.
      series.delete(ticker);
      pulled.set(ticker, 'absent');
      continue;
    }
    await store.put(keyOf(ticker), { bars, askedFrom: source.from, fetchedAt: clock.now() });
    series.set(ticker, bars);
    pulled.set(ticker, kept.has(ticker) ? 'rewritten' : 'fetched');
  }
  const shown = [...new Set(tickers)].flatMap((ticker): [Ticker, readonly Bar[]][] => {
    const bars = series.get(ticker)?.filter(({ date }) => date <= through) ?? [];
    return bars.length === 0 ? [] : [[ticker, bars]];
  });
  return { bars: new Map(shown), pulled };
}

const endOf = ({ bars, askedFrom }: StoredSeries): SessionDate => bars.at(-1)?.date ?? askedFrom;

/** Before four in the morning asking again would bring no more than the last time. */
const canBeFinalNow = (found: StoredSeries, clock: Clock): boolean => isFinal({ ...found, fetchedAt: clock.now() });

const overlapStart = ({ bars, askedFrom }: StoredSeries): SessionDate => bars.at(-OVERLAP_SESSIONS)?.date ?? bars[0]?.date ?? askedFrom;

/** A series that reaches further than what is asked for keeps its end. */
const latest = (through: SessionDate, kept: readonly StoredSeries[]): SessionDate =>
  kept.reduce((last, each) => (endOf(each) > last ? endOf(each) : last), through);

/** The ends of series, those that begin on the same day in one call. A ticker of which nothing came back has an empty end. */
async function fetchEnds(
  source: BarSource,
  stale: ReadonlyMap<Ticker, StoredSeries>,
  through: SessionDate,
): Promise<ReadonlyMap<Ticker, readonly Bar[]>> {
  const byStart = new Map<SessionDate, Ticker[]>();
  for (const [ticker, found] of stale) {
    const start = overlapStart(found);
    byStart.set(start, [...(byStart.get(start) ?? []), ticker]);
  }
  const ends = new Map<Ticker, readonly Bar[]>();
  for (const [start, tickers] of [...byStart].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = latest(
      through,
      tickers.flatMap((ticker) => stale.get(ticker) ?? []),
    );
    const found = await source.bars(tickers, start, last);
    for (const ticker of tickers) ends.set(ticker, found.get(ticker) ?? []);
  }
  return ends;
}

/**
 * Tickers with a split or dividend since they were fetched: a factor too small to show in the rounded prices of this week may show in
 * older ones. A source that refuses to say leaves the overlap to tell.
 */
async function actedOn({ source, clock, log }: CachedBarsPorts, stale: ReadonlyMap<Ticker, StoredSeries>): Promise<ReadonlySet<Ticker>> {
  const fetched = [...stale.values()].map(({ fetchedAt }) => exchangeDate(fetchedAt)).sort();
  const [first] = fetched;
  if (source.corporateActions === undefined || source.adjustment === 'raw' || first === undefined) return new Set();
  try {
    const actions = await source.corporateActions([...stale.keys()], first, exchangeDate(clock.now()));
    // One of the very day may have been worked in before or after we asked.
    const isNews = (ticker: Ticker, exDate: SessionDate): boolean => exDate >= exchangeDate(stale.get(ticker)?.fetchedAt ?? clock.now());
    return new Set(actions.filter(({ ticker, exDate }) => isNews(ticker, exDate)).map(({ ticker }) => ticker));
  } catch (error) {
    if (!isFailure(error) || error.code !== 'market.refused') throw error;
    log.warn('corporate actions refused', { says: error.message });
    return new Set();
  }
}

/** The series with its new end, or undefined where the overlap shows that its past was rewritten. */
function join(before: readonly Bar[], end: readonly Bar[]): readonly Bar[] | undefined {
  const overlap = before.slice(-OVERLAP_SESSIONS);
  const isSame = overlap.every((bar, index) => hasSamePrices(bar, end[index]));
  // Volumes are corrected for days without a word about prices: the newer ones are taken.
  return isSame ? [...before.slice(0, -OVERLAP_SESSIONS), ...end] : undefined;
}

const hasSamePrices = (a: Bar, b: Bar | undefined): boolean =>
  b !== undefined && a.date === b.date && a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close;
