/** The market twin: prices that wander by the second, jump, stand still or part, the same whenever and by whomever they are asked. */
import {
  price,
  quantity,
  type Bar,
  type Instant,
  type MarketSource,
  type Price,
  type Quote,
  type Random,
  type SessionDate,
  type SessionHours,
  type Ticker,
} from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import type { ListedTicker, MarketBreak, Scenario } from '../scenario/scenario.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
/** A price wanders for an hour of each session and then stands still: nothing that takes longer is of interest. */
const WANDERS_S = 3_600;
const LOT = quantity('100');
/** A penny stock stays one, and another never becomes one: the tick size stays what it is. */
const SCALES = {
  cent: { unit: price('0.01'), lowest: 200, highest: 1_000_000 },
  hundredth: { unit: price('0.0001'), lowest: 500, highest: 9_500 },
} as const satisfies Record<ListedTicker['unit'], Scale>;

/** What a tick is worth, and between how many of them a price stays. */
interface Scale {
  readonly unit: Price;
  readonly lowest: number;
  readonly highest: number;
}

export interface MarketTwin extends MarketSource {
  /** What the broker's books value a share at: the bid as the minute began, or the last there was. */
  markAt(ticker: Ticker, at: Instant): Price;
  /** A split: from the next session on a share is worth `from / to` of what it was. */
  split(ticker: Ticker, [to, from]: readonly [bigint, bigint]): void;
}

/** A second of one of the days, counted from where its path begins. */
interface Moment {
  readonly day: number;
  readonly second: number;
}

interface Path {
  readonly listed: ListedTicker;
  readonly scale: Scale;
  /** Mid in ticks by second since the path of a day began. */
  readonly mids: readonly number[][];
  readonly random: Random;
  /** The latest draw. */
  draw: number;
  /** The quote of the second asked for last. */
  quote: Quote | undefined;
  mark: { readonly at: number; readonly price: Price };
  readonly breaks: readonly MarketBreak[];
  bars: readonly Bar[];
  factor: number;
}

/** @param now what the venue's instruments are asked at. */
export function marketTwin(scenario: Scenario, chance: Chance, now: () => Instant): MarketTwin {
  const { hours, next, after, asOf } = scenario;
  const began = Math.floor((scenario.starts[0]!.at - 60_000) / SECOND);
  const paths = new Map<Ticker, Path>(
    scenario.tickers.map((listed, i) => [
      listed.ticker,
      {
        listed,
        scale: SCALES[listed.unit],
        mids: [[listed.startTicks], [], []],
        random: chance.stream(i),
        draw: 0,
        quote: undefined,
        mark: { at: Number.NEGATIVE_INFINITY, price: priceOf(listed.startTicks, SCALES[listed.unit].unit) },
        breaks: scenario.breaks.filter((each) => each.ticker === listed.ticker),
        bars: [barOf(asOf, listed.lastClose)],
        factor: 1,
      },
    ]),
  );
  const momentOf = (at: Instant): Moment | undefined => {
    const second = Math.floor(at / SECOND);
    if (runs(hours, at)) return { day: 0, second: Math.min(WANDERS_S, Math.max(0, second - began)) };
    const day = [next, after].findIndex((session) => runs(session, at));
    const { open } = day === 0 ? next : after;
    return day < 0 ? undefined : { day: day + 1, second: Math.min(WANDERS_S, second - Math.floor(open / SECOND)) };
  };
  const refused = scenario.breaks.filter((each) => each.kind === 'halt' && each.refuses);
  return {
    words: `simulated market, seed ${String(scenario.seed)}`,
    tickers: scenario.tickers.map(({ ticker }) => ticker),
    firstSession: hours.date,
    lastSession: next.date,
    instrument(ticker) {
      const path = paths.get(ticker);
      if (path === undefined) return undefined;
      const isRefused = refused.some((each) => each.ticker === ticker && each.kind === 'halt' && isWithin(each, now()));
      return { ticker, name: ticker, tradable: !isRefused, fractionable: path.listed.fractionable };
    },
    bars(ticker, through) {
      const path = paths.get(ticker);
      if (path === undefined) return undefined;
      if (path.bars.length === 1 && through >= hours.date) {
        const close = quoteOf(path, { day: 0, second: path.mids[0]!.length - 1 }, hours.close, true)!;
        path.bars = [...path.bars, barOf(hours.date, Number(close.bid) / 1e9 / path.factor)];
      }
      return path.bars.filter(({ date }) => date <= through);
    },
    quoteAt(ticker, at) {
      const path = paths.get(ticker);
      const moment = path === undefined ? undefined : momentOf(at);
      return path === undefined || moment === undefined ? undefined : quoteOf(path, moment, at, false);
    },
    markAt(ticker, at) {
      const path = paths.get(ticker)!;
      const minute = (at - (at % MINUTE)) as Instant;
      if (path.mark.at !== minute) path.mark = { at: minute, price: this.quoteAt(ticker, minute)?.bid ?? path.mark.price };
      return path.mark.price;
    },
    split(ticker, [to, from]) {
      const path = paths.get(ticker);
      if (path === undefined) return;
      path.factor = Number(from) / Number(to);
      path.quote = undefined;
    },
  };
}

/** Quotes go on after the close, when day orders no longer trade: a price alone does not say that the session runs. */
const AFTER_HOURS_MS = 3_600_000;

const runs = ({ open, close }: SessionHours, at: Instant): boolean => at >= open && at < close + AFTER_HOURS_MS;
const isWithin = (span: { readonly from: Instant; readonly to: Instant }, at: Instant): boolean => at >= span.from && at < span.to;

function quoteOf(path: Path, moment: Moment, at: Instant, halted: boolean): Quote | undefined {
  const since = (Math.floor(at / SECOND) * SECOND) as Instant;
  const { listed, scale, breaks } = path;
  if (!halted && breaks.some((each) => each.kind === 'halt' && isWithin(each, since))) return undefined;
  if (path.quote?.at === since) return path.quote;
  const ticks = midAt(path, moment, since);
  const mid = Math.min(scale.highest, Math.max(scale.lowest, Math.round(ticks * path.factor)));
  let spread = listed.spreadTicks;
  for (const each of breaks) if (each.kind === 'wide' && isWithin(each, since)) spread *= each.factor;
  const bid = Math.max(1, mid - (spread >> 1));
  path.quote = {
    ticker: listed.ticker,
    bid: priceOf(bid, scale.unit),
    ask: priceOf(bid + spread, scale.unit),
    bidSize: LOT,
    askSize: LOT,
    at: since,
  };
  return path.quote;
}

const priceOf = (ticks: number, unit: Price): Price => (BigInt(ticks) * unit) as Price;

/** Lets the price wander up to a second, each ticker on its own numbers. A day begins where the one before ended. */
function midAt(path: Path, { day, second }: Moment, since: Instant): number {
  const { listed, scale, mids: days, breaks, random } = path;
  const mids = days[day]!;
  if (mids.length > second) return mids[second]!;
  if (mids.length === 0) mids.push(days[day - 1]!.at(-1) ?? listed.startTicks);
  const { strideTicks } = listed;
  const { lowest, highest } = scale;
  const restless = Math.ceil(listed.restless * 0x1_0000);
  const gaps = breaks.filter((each) => each.kind === 'gap');
  let { draw } = path;
  let mid = mids.at(-1)!;
  for (let reached = mids.length; reached <= second; reached++) {
    // One draw serves two seconds, with half of its bits each.
    const isNew = reached % 2 === 1;
    if (isNew) draw = Math.floor(random.uniform() * 0x1_0000_0000);
    const luck = isNew ? draw >>> 16 : draw & 0xffff;
    if (luck < restless) {
      const ticks = 1 + (luck % strideTicks);
      mid += Math.floor(luck / strideTicks) % 2 === 0 ? ticks : -ticks;
    }
    if (gaps.length > 0) {
      const at = since - (second - reached) * SECOND;
      for (const gap of gaps) if (gap.at >= at && gap.at < at + SECOND) mid = Math.round(mid * gap.factor);
    }
    mid = Math.min(highest, Math.max(lowest, mid));
    mids.push(mid);
  }
  path.draw = draw;
  return mid;
}

const barOf = (date: SessionDate, close: number): Bar => ({ date, open: close, high: close, low: close, close, volume: 1_000_000 });
