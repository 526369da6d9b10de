/** A session of a stream as ratios to the close before it, and the bars that follow from a chain of them. */
import { randomFamily } from '../../values/random.ts';
import type { SessionDate } from '../../values/time.ts';
import type { Bar } from '../bar.ts';
import type { Factor, Factors } from './factors.ts';
import type { MultipleStream, OwnStream } from './listing.ts';
import { MOODS } from './regimes.ts';

/** Columns of ratios to the previous close, one row per session. */
export interface Moves {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** No day takes more than this: a daily multiple of a crash must leave a price. */
const DEEPEST = -0.9;
/** Share of a day's return that comes overnight, and of its deviation that opens against or beyond it. */
const OVERNIGHT = 0.35;
const GAP_NOISE = 0.25;
/** How far high and low reach beyond open and close, in deviations. */
const REACH = 0.45;

const emptyMoves = (length: number): Moves => ({
  open: new Float64Array(length),
  high: new Float64Array(length),
  low: new Float64Array(length),
  close: new Float64Array(length),
});

/** @param label the stream's own name: its noise. @param days whole numbers that name the sessions. */
export function ownMoves(
  seed: number,
  label: string,
  { exposures, deviation, drift }: OwnStream,
  days: readonly number[],
  world: Factors,
): Moves {
  const random = randomFamily(seed, `listing ${label}`);
  const exposed = Object.entries(exposures).map(([factor, times]) => [world.returns[factor as Factor], times] as const);
  const moves = emptyMoves(days.length);
  for (let row = 0; row < days.length; row++) {
    const draw = random(days[row]!);
    const { stress } = MOODS[world.moods[row]!];
    let shared = drift;
    for (const [column, times] of exposed) shared += times * column[row]!;
    const alone = deviation * stress * draw.normal();
    const change = Math.max(shared + alone, DEEPEST);
    const swing = Math.max(Math.abs(shared) * 0.5, (deviation + 0.0065 * Math.abs(exposures.market ?? 0)) * stress);
    const gap = Math.max(OVERNIGHT * change + GAP_NOISE * swing * draw.normal(), DEEPEST);
    moves.open[row] = 1 + gap;
    moves.close[row] = 1 + change;
    moves.high[row] = 1 + Math.max(gap, change) + REACH * swing * Math.abs(draw.normal());
    moves.low[row] = 1 + Math.max(Math.min(gap, change) - REACH * swing * Math.abs(draw.normal()), DEEPEST - 0.01);
  }
  return moves;
}

/** Daily multiples of another stream's whole session: an inverse fund has its high where the other has its low. */
export function multipleMoves({ times, cost }: MultipleStream, of: Moves): Moves {
  const length = of.close.length;
  const moves = emptyMoves(length);
  const [highest, lowest] = times > 0 ? [of.high, of.low] : [of.low, of.high];
  const reached = (ratio: number): number => 1 + Math.max(times * (ratio - 1), DEEPEST);
  for (let row = 0; row < length; row++) {
    const open = reached(of.open[row]!);
    const close = Math.max(reached(of.close[row]!) - cost, 1 + DEEPEST);
    moves.open[row] = open;
    moves.close[row] = close;
    moves.high[row] = Math.max(reached(highest[row]!), open, close);
    moves.low[row] = Math.min(reached(lowest[row]!), open, close);
  }
  return moves;
}

export interface Anchor {
  /** Row whose close is `level`. */
  readonly row: number;
  readonly level: number;
  /** First row with a bar. */
  readonly listed: number;
}

/** Chains the moves through the anchor, on the tick. Volume swells with the day's range. */
export function barsOf(
  seed: number,
  label: string,
  volume: number,
  sessions: readonly SessionDate[],
  days: readonly number[],
  moves: Moves,
  anchor: Anchor,
): Bar[] {
  const random = randomFamily(seed, `volume ${label}`);
  let before = anchor.level;
  for (let row = anchor.row; row >= anchor.listed; row--) before /= moves.close[row]!;
  const bars: Bar[] = [];
  for (let row = anchor.listed; row < sessions.length; row++) {
    const range = moves.high[row]! - moves.low[row]!;
    const busy = 0.6 + 0.4 * random(days[row]!).uniform() + Math.min(range * 15, 2);
    bars.push({
      date: sessions[row]!,
      open: onTick(before * moves.open[row]!),
      high: onTick(before * moves.high[row]!),
      low: onTick(before * moves.low[row]!),
      close: onTick(before * moves.close[row]!),
      volume: Math.round(volume * busy),
    });
    before *= moves.close[row]!;
  }
  return bars;
}

/** To the cent, below a dollar to the hundredth of a cent, never nothing. */
function onTick(price: number): number {
  const perDollar = price >= 1 ? 100 : 10_000;
  return Math.max(Math.round(price * perDollar), 1) / perDollar;
}
