/** What a flip would bring, in words: what turns first on the way down the sheet, why, and what would be held then. */
import { formatWeight } from '../values/format.ts';
import type { MeasureLookup } from './columns.ts';
import type { Flip, Missing, Reading, TickerWeight } from './decision.ts';
import { traceCondition } from './evaluate-condition.ts';
import { evaluate } from './evaluate.ts';
import { readPoint, type PointReading } from './flips-point.ts';
import { YES, type StretchReading } from './flips-reading.ts';
import { VALUE, YOUNG, type LastRow } from './flips-last-row.ts';
import type { GraphMeasure } from './graph.ts';
import { isMissing, missingWords } from './missing.ts';
import type { Allocation, Yardstick } from './node.ts';
import { answer } from './reasons.ts';
import { tickersOf } from './requirements.ts';
import type { Strategy } from './strategy.ts';
import { figure, possessive, rankingWords, titleOf } from './words.ts';

/** @param asClosed values of the last session as it was. @param now the tree at the flip's close. */
export function flipWords(
  strategy: Strategy,
  last: LastRow,
  asClosed: MeasureLookup,
  now: StretchReading,
): Pick<Flip, 'turns' | 'because' | 'becomes' | 'changesHoldings'> {
  const { graph, nodes, row } = last;
  const point = readPoint(last, now);
  const turn = point.turnFrom(graph.root) ?? graph.root;
  const lookup = lookupAt(last, asClosed, now);
  const because = becauseOf(turn, last, point, lookup);
  if (now.outcome(graph.root) !== VALUE) {
    const decision = evaluate(strategy, lookup, last.asOf);
    const lacks = decision.ok ? '' : missingWords(decision.error.missing, last.asOf);
    return { turns: 'refusal', because: [because, lacks].filter(Boolean).join('; '), becomes: 'no decision', changesHoldings: true };
  }
  const weights = point.weightsOf(graph.root);
  const held = holdingsWords(weights);
  const title = titleWhere(turn, weights, last, point, now);
  const changesHoldings = !isSame(weights, nodes.weights(graph.root, row));
  const becomes = !changesHoldings ? `${held} as before` : title === undefined ? held : `${title}: ${held}`;
  return { turns: graph.nodes[turn]!.kind === 'when' ? 'branch' : 'selection', because, becomes, changesHoldings };
}

/** The condition that turned with its numbers, or who is picked now. */
function becauseOf(turn: number, { graph, nodes, row }: LastRow, point: PointReading, lookup: MeasureLookup): string {
  const node = graph.nodes[turn]!;
  const written = asWritten(graph.writtenAs(turn));
  if (written.kind === 'when') return answer(traceCondition(written.condition, lookup));
  if (node.kind !== 'ranked' || written.kind !== 'ranked') return '';
  const picks = point.picksOf(node);
  const nameOf = (child: number): string => titleOf(written.children[child]!);
  const now = picks.map((child) => `${nameOf(child)} ${figure(point.valueOf(node.scores[child]!), written.by.unit)}`);
  const gone = [...node.children.keys()].filter((child) => nodes.share(turn, row, child) !== 0 && !picks.includes(child)).map(nameOf);
  const inPlace = gone.length === 0 ? '' : `, in place of ${gone.join(', ')}`;
  return `${rankingWords(written.order, written.count, written.by)}: ${now.join(', ')}${inPlace}`;
}

/** The name of what the turn leads to, where that is all that is held. */
function titleWhere(
  turn: number,
  weights: readonly TickerWeight[],
  { graph }: LastRow,
  point: PointReading,
  now: StretchReading,
): string | undefined {
  const node = graph.nodes[turn]!;
  const written = asWritten(graph.writtenAs(turn));
  if (written.kind === 'when' && node.kind === 'when') {
    const holds = now.condition(node.condition) === YES;
    return named(holds ? written.then : written.otherwise, holds ? node.then : node.otherwise);
  }
  if (written.kind !== 'ranked' || node.kind !== 'ranked') return undefined;
  const [only, ...more] = point.picksOf(node);
  return only === undefined || more.length > 0 ? undefined : named(written.children[only]!, node.children[only]!);

  function named(leadsTo: Allocation, id: number): string | undefined {
    return leadsTo.kind === 'group' && isSame(point.weightsOf(id), weights) ? leadsTo.title : undefined;
  }
}

/** Without the wrappers of a single child, which the graph does not know. */
function asWritten(node: Allocation): Allocation {
  if (node.kind === 'group') return asWritten(node.body);
  const [only, ...more] = node.kind === 'equally' || node.kind === 'weighted' ? node.children : [];
  if (only === undefined || more.length > 0) return node;
  if ('child' in only) return only.weight === 1 ? asWritten(only.child) : node;
  return asWritten(only);
}

/** "TQQQ" · "SMR, EXC, OKLO" in equal parts · "UVXY 75.0 %, BTAL 25.0 %" */
function holdingsWords(weights: readonly TickerWeight[]): string {
  const [first] = weights;
  if (first === undefined) return 'cash';
  const isWhole = weights.reduce((sum, { weight }) => sum + weight, 0) > 1 - ROUNDING;
  const isEqual = weights.every(({ weight }) => Math.abs(weight - first.weight) < ROUNDING);
  const parts = weights.map(({ ticker, weight }) => (isWhole && isEqual ? ticker : `${ticker} ${formatWeight(weight)}`));
  return parts.length > SPELLED_OUT
    ? `${parts.slice(0, SPELLED_OUT - 1).join(', ')} and ${parts.length - SPELLED_OUT + 1} more`
    : parts.join(', ');
}

/** A holding of more parts than this is not told in full. */
const SPELLED_OUT = 6;

const ROUNDING = 1e-9;

const isSame = (one: readonly TickerWeight[], other: readonly TickerWeight[]): boolean => {
  const weights = new Map(other.map(({ ticker, weight }) => [ticker, weight]));
  return one.length === other.length && one.every(({ ticker, weight }) => Math.abs((weights.get(ticker) ?? 0) - weight) < ROUNDING);
};

/** The values of the flip's close; where there is none now either, what was missing stays missing. */
function lookupAt({ graph }: LastRow, asClosed: MeasureLookup, now: StretchReading): MeasureLookup {
  const tried = (yardstick: Yardstick, source: GraphMeasure['source']) => now.measure(graph.measureOf(yardstick, source));
  return {
    ofTicker(yardstick, ticker): Reading {
      const id = graph.tickerOf(ticker);
      const { can, first } = id === undefined ? { can: 0, first: Number.NaN } : tried(yardstick, { kind: 'ticker', id });
      return can === VALUE ? first : asClosed.ofTicker(yardstick, ticker);
    },
    ofStream(yardstick, node): Reading {
      const { can, first } = tried(yardstick, { kind: 'node', id: graph.nodeOf(node) });
      if (can === VALUE) return first;
      const before = asClosed.ofStream(yardstick, node);
      return isMissing(before) ? before : undecided(yardstick, node, can === YOUNG);
    },
  };
}

/** Of a sub-tree that decided as it closed and would not at the flip's close. */
const undecided = (yardstick: Yardstick, node: Allocation, isYoung: boolean): Missing => ({
  code: isYoung ? 'history-too-short' : 'stream-undecided',
  what: possessive(titleOf(node), yardstick),
  tickers: tickersOf(node),
  barsNeeded: 1,
  barsPresent: 0,
});
