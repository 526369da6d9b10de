/**
 * Whether a ranking picks the same candidates at every close of a stretch.
 *
 * 1. Candidates that lie clearly beyond every one that is picked cannot come in: what comes after them passes them by.
 * 2. If those that are left are the picked, it is proven.
 * 3. Else every two of them must compare the same way all along: apart, standing still, or tied because they are the same stream but for
 *    rounding. Then the pick is the same all along as at the first cent, whatever order ties have.
 */
import { cards } from '../indicators/cards.ts';
import { VALUE, YOUNG, type LastRow, type Reach, type Stretch } from './flips-last-row.ts';
import type { TriedTicker } from './flips-ticker.ts';
import type { GraphMeasure, GraphNode } from './graph.ts';
import { pick } from './mix.ts';

/** Twice what counts as clearly apart, so that rounding cannot undo it. */
const APART = 2e-9;
/** Two returns of the same holdings differ by the rounding of their indexes alone. */
const SAME_RETURN = 1e-15;

export type IsTied = (one: number, other: number) => boolean;

/** @param scores of the children over a stretch. @param picked the children picked as it closed. */
export function picksTheSame(
  { scores: measures, order, count }: GraphNode & { kind: 'ranked' },
  scores: readonly Reach[],
  picked: readonly number[],
  isTied: IsTied,
): boolean {
  const places = [...scores.keys()];
  // Whoever may refuse, or may or may not be too young, is looked at more closely.
  if (places.some((i) => scores[i]!.can !== VALUE && scores[i]!.can !== YOUNG)) return false;
  if (picked.some((i) => scores[i]!.can !== VALUE)) return false;
  const isOutside = (score: Reach): boolean => picked.length === count && picked.every((i) => isBeyond(scores[i]!, score, order));
  const contenders = places.filter((i) => scores[i]!.can === VALUE && (picked.includes(i) || !isOutside(scores[i]!)));
  if (contenders.length === picked.length) return true;
  const isCertain = contenders.every((one, at) =>
    contenders.slice(at + 1).every((other) => {
      const [a, b] = [scores[one]!, scores[other]!];
      const standStill = a.low === a.high && b.low === b.high;
      return standStill || isAbove(a, b) || isAbove(b, a) || isTied(measures[one]!, measures[other]!);
    }),
  );
  if (!isCertain) return false;
  const firsts = places.map((i) => (contenders.includes(i) ? scores[i]!.first : Number.NaN));
  const now = pick(firsts, order, count);
  return now.length === picked.length && now.every((i) => picked.includes(i));
}

const isBeyond = (held: Reach, score: Reach, order: 'highest' | 'lowest'): boolean =>
  order === 'highest' ? isAbove(held, score) : isAbove(score, held);

const isAbove = ({ low, high: top }: Reach, { low: bottom, high }: Reach): boolean =>
  low - high > APART * Math.max(1, Math.abs(low), Math.abs(top), Math.abs(bottom), Math.abs(high));

/**
 * Two measures of one yardstick whose sources moved alike over all they read, and move alike today whatever the close: sub-trees that
 * hold the same. Their values differ by less than a ranking sees. Levels in dollars may differ all the same.
 */
export function tiesOf(last: LastRow, tried: TriedTicker, all: Stretch): IsTied {
  const known = new Map<string, boolean>();
  const { graph, row, nodes } = last;
  const { series } = nodes;

  function returnsOf({ kind, id }: GraphMeasure['source'], from: number): readonly number[] {
    const rows = Array.from({ length: row - from }, (_, i) => from + i);
    if (kind === 'ticker') return rows.map((at) => series.returns(id)[at]!);
    const index = series.index(id);
    return rows.map((at) => index[at]! / index[at - 1]! - 1);
  }

  const today = (source: GraphMeasure['source']): readonly number[] => [tried.earns(all.from, source), tried.earns(all.to, source)];

  function isSameStream(one: GraphMeasure, other: GraphMeasure): boolean {
    const { indicator, windows } = one.yardstick;
    const card = cards[indicator];
    const bars = card.warmUp(windows);
    const runs = [one, other].map(({ source }) => series.presence(source)?.run[row - 1] ?? 0);
    if (card.unit === 'usd' || runs.some((run) => run < bars - 1)) return false;
    // What is recursive reads all the way back.
    if (card.settling(windows) !== bars && runs[0] !== runs[1]) return false;
    const from = row - (card.settling(windows) === bars ? bars - 2 : runs[0]! - 1);
    const [mine, theirs] = [one, other].map(({ source }) => [...returnsOf(source, from), ...today(source)]);
    return mine!.every((value, i) => Math.abs(value - theirs![i]!) <= SAME_RETURN);
  }

  return (one, other) => {
    if (one === other) return true;
    const key = one < other ? `${one} ${other}` : `${other} ${one}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const tied = isSameStream(graph.measures[one]!, graph.measures[other]!);
    known.set(key, tied);
    return tied;
  };
}
