/** The market twin: prices that wander every other second, jump, stand still or part, the same whenever and by whomever they are asked. */
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

/** A price stands for so long before it may move. */
const STEP_MS = 2_000;
const MINUTE = 60_000;
/** A price wanders for an hour of each session and then stands still: nothing that takes longer is of interest. */
const STEPS_MAX = 1_800;
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

type Break<Kind extends MarketBreak['kind']> = Extract<MarketBreak, { readonly kind: Kind }>;

interface Path {
  readonly listed: ListedTicker;
  readonly scale: Scale;
  /** Mid in ticks by step since the path of a day began. */
  readonly mids: readonly number[][];
  readonly random: Random;
  /** The latest draw. */
  draw: number;
  /** The quote of the step asked for last. */
  quote: Quote | undefined;
  mark: { readonly at: number; readonly price: Price };
  readonly gaps: readonly Break<'gap'>[];
  readonly halts: readonly Break<'halt'>[];
  readonly wides: readonly Break<'wide'>[];
  bars: readonly Bar[];
  factor: number;
}

/** @param now what the venue's instruments are asked at. */
export function marketTwin(scenario: Scenario, chance: Chance, now: () => Instant): MarketTwin {
  const { hours, next, after } = scenario;
  const paths = new Map(scenario.tickers.map((listed, i): [Ticker, Path] => [listed.ticker, pathOf(listed, scenario, chance.stream(i))]));
  const days = [hours, next, after];
  const begins = [stepAt(scenario.starts[0]!.at - 60_000), stepAt(next.open), stepAt(after.open)];
  return {
    words: `simulated market, seed ${String(scenario.seed)}`,
    tickers: scenario.tickers.map(({ ticker }) => ticker),
    firstSession: hours.date,
    lastSession: next.date,
    instrument(ticker) {
      const path = paths.get(ticker);
      if (path === undefined) return undefined;
      const isRefused = path.halts.some((each) => each.refuses && isWithin(each, now()));
      return { ticker, name: ticker, tradable: !isRefused, fractionable: path.listed.fractionable };
    },
    bars(ticker, through) {
      const path = paths.get(ticker);
      if (path === undefined) return undefined;
      if (path.bars.length === 1 && through >= hours.date) {
        const close = quoteOf(path, 0, path.mids[0]!.length - 1, hours.close);
        path.bars = [...path.bars, barOf(hours.date, Number(close.bid) / 1e9 / path.factor)];
      }
      return path.bars.filter(({ date }) => date <= through);
    },
    quoteAt(ticker, at) {
      const path = paths.get(ticker);
      if (path === undefined || path.halts.some((each) => isWithin(each, stepAt(at) * STEP_MS))) return undefined;
      for (let day = 0; day < days.length; day++) {
        // Before its path begins a price is what it begins with.
        if (runs(days[day]!, at)) return quoteOf(path, day, Math.min(STEPS_MAX, Math.max(0, stepAt(at) - begins[day]!)), at);
      }
      return undefined;
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

function pathOf(listed: ListedTicker, { asOf, breaks }: Scenario, random: Random): Path {
  const own = breaks.filter((each) => each.ticker === listed.ticker);
  return {
    listed,
    scale: SCALES[listed.unit],
    mids: [[listed.startTicks], [], []],
    random,
    draw: 0,
    quote: undefined,
    mark: { at: Number.NEGATIVE_INFINITY, price: priceOf(listed.startTicks, SCALES[listed.unit].unit) },
    gaps: own.filter((each) => each.kind === 'gap'),
    halts: own.filter((each) => each.kind === 'halt'),
    wides: own.filter((each) => each.kind === 'wide'),
    bars: [barOf(asOf, listed.lastClose)],
    factor: 1,
  };
}

/** Quotes go on after the close, when day orders no longer trade: a price alone does not say that the session runs. */
const AFTER_HOURS_MS = 3_600_000;

const stepAt = (at: number): number => Math.floor(at / STEP_MS);
const runs = ({ open, close }: SessionHours, at: Instant): boolean => at >= open && at < close + AFTER_HOURS_MS;
const isWithin = (span: { readonly from: Instant; readonly to: Instant }, at: number): boolean => at >= span.from && at < span.to;

function quoteOf(path: Path, day: number, step: number, at: Instant): Quote {
  const since = (stepAt(at) * STEP_MS) as Instant;
  if (path.quote?.at === since) return path.quote;
  const { listed, scale } = path;
  const ticks = midAt(path, day, step, since);
  const mid = Math.min(scale.highest, Math.max(scale.lowest, Math.round(ticks * path.factor)));
  let spread = listed.spreadTicks;
  for (const each of path.wides) if (isWithin(each, since)) spread *= each.factor;
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

/** Lets the price wander up to a step, each ticker on its own numbers. A day begins where the one before ended. */
function midAt(path: Path, day: number, step: number, since: Instant): number {
  const { listed, scale, mids: days, gaps, random } = path;
  const mids = days[day]!;
  if (mids.length > step) return mids[step]!;
  if (mids.length === 0) mids.push(days[day - 1]!.at(-1) ?? listed.startTicks);
  const { strideTicks } = listed;
  const { lowest, highest } = scale;
  const restless = Math.ceil(listed.restless * 0x1_0000);
  let { draw } = path;
  let mid = mids[mids.length - 1]!;
  for (let reached = mids.length; reached <= step; reached++) {
    // One draw serves two steps, with half of its bits each.
    const isNew = reached % 2 === 1;
    if (isNew) draw = Math.floor(random.uniform() * 0x1_0000_0000);
    const luck = isNew ? draw >>> 16 : draw & 0xffff;
    if (luck < restless) {
      const ticks = 1 + (luck % strideTicks);
      mid += Math.floor(luck / strideTicks) % 2 === 0 ? ticks : -ticks;
    }
    if (gaps.length > 0) {
      const at = since - (step - reached) * STEP_MS;
      for (const gap of gaps) if (gap.at >= at && gap.at < at + STEP_MS) mid = Math.round(mid * gap.factor);
    }
    mid = Math.min(highest, Math.max(lowest, mid));
    mids.push(mid);
  }
  path.draw = draw;
  return mid;
}

const barOf = (date: SessionDate, close: number): Bar => ({ date, open: close, high: close, low: close, close, volume: 1_000_000 });
