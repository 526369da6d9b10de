/**
 * One ticker's last close, tried: what it touches, and what measures come to while it lies in a stretch.
 *
 * A measure that never turns back (`lastClose` on its card) lies between its values at the two ends; a valley is cut at its lowest cent, found
 * once, into two halves that do not turn back. A sub-tree earns today by what it held yesterday, so that its index follows the close in one
 * direction and the same holds of its measures. Between two different ends a little is added on both sides, more than rounding can make;
 * a stretch of one cent is exact, to the bit of the columnar reading.
 */
import { cards } from '../indicators/cards.ts';
import { FALSE, TRUE } from './condition-columns.ts';
import { always, dollars, never, REFUSED, VALUE, type LastRow, type Reach, type Stretch } from './flips-last-row.ts';
import type { GraphMeasure } from './graph.ts';

/** Wider than the rounding of any kernel, narrower than what a cent moves. */
const ROUNDING = 1e-10;

/** A ticker whose last close is tried: what follows it, and what it earns at a price. */
export function tryTicker(last: LastRow, ticker: number, all: Stretch) {
  const { graph, nodes, row, streamOf } = last;
  const { series, conditions } = nodes;
  const bottoms: (number | undefined)[] = [];
  /** Earned by nodes that the ticker does not touch. */
  const still: (number | undefined)[] = [];
  const touched = touchedBy(last, ticker);
  const previous = row === 0 ? Number.NaN : (last.closes(ticker)?.[row - 1] ?? Number.NaN);

  const tickerEarns = (cents: number, id: number): number => (id === ticker ? dollars(cents) / previous - 1 : series.returns(id)[row]!);

  /** What a node earned on the last session by what it had decided the session before. */
  function earnedAt(cents: number, node: number, known: Map<number, number>): number {
    const isStill = !touched.node(node);
    const seen = isStill ? still[node] : known.get(node);
    if (seen !== undefined) return seen;
    const result = earned(cents, node, known);
    if (isStill) still[node] = result;
    else known.set(node, result);
    return result;
  }

  function earned(cents: number, id: number, known: Map<number, number>): number {
    const node = graph.nodes[id]!;
    if (node.kind === 'hold') return tickerEarns(cents, node.ticker);
    if (node.kind === 'when') {
      const answer = conditions.column(node.condition)[row - 1];
      return answer === TRUE ? earnedAt(cents, node.then, known) : answer === FALSE ? earnedAt(cents, node.otherwise, known) : Number.NaN;
    }
    let sum = 0;
    for (const [child, inner] of node.children.entries()) {
      const share = nodes.share(id, row - 1, child);
      if (share !== 0) sum += share * earnedAt(cents, inner, known);
    }
    return sum;
  }

  /** A sub-tree's index, given that it decides today. */
  function indexAt(cents: number, node: number): number {
    const level = row === 0 ? Number.NaN : series.index(node)[row - 1]!;
    return level !== level ? 1 : level * (1 + earnedAt(cents, node, new Map()));
  }

  function valueAt(measure: number, cents: number): number {
    const { source } = graph.measures[measure]!;
    return streamOf(measure).peek(source.kind === 'ticker' ? dollars(cents) : indexAt(cents, source.id));
  }

  /** The cent of a valley from which on it rises. */
  function bottomOf(measure: number): number {
    let { from: low, to: high } = all;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (valueAt(measure, middle + 1) < valueAt(measure, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Between the values at the ends, and down to the bottom that lies between. */
  function between(measure: number, { from, to }: Stretch): Reach {
    const first = valueAt(measure, from);
    if (from === to) return always(first);
    const lastValue = valueAt(measure, to);
    let low = Math.min(first, lastValue);
    if (cards[graph.measures[measure]!.yardstick.indicator].lastClose === 'valley') {
      const bottom = (bottoms[measure] ??= bottomOf(measure));
      if (bottom > from && bottom < to) low = Math.min(low, valueAt(measure, bottom));
    }
    const high = Math.max(first, lastValue);
    if (low === high) return always(first);
    return { can: VALUE, low: low - ROUNDING * (1 + Math.abs(low)), high: high + ROUNDING * (1 + Math.abs(high)), first };
  }

  /** @param outcome what the measured sub-tree may come to today; a ticker has its close. */
  function reach(measure: number, stretch: Stretch, outcome: (node: number) => number): Reach {
    if (!touched.measure(measure)) return last.unchanged(measure);
    const { source } = graph.measures[measure]!;
    if (source.kind === 'ticker') return Number.isNaN(series.measure(measure)[row]) ? last.unchanged(measure) : between(measure, stretch);
    const today = outcome(source.id);
    const decides = (today & VALUE) === 0 ? 0 : indexed(measure, source.id);
    const can = (today & ~VALUE) | decides;
    return (can & VALUE) === 0 ? never(can) : { ...between(measure, stretch), can };
  }

  /** A ticker that was held and has no bar today leaves nothing to go on with. */
  const indexed = (measure: number, node: number): number => (Number.isNaN(indexAt(all.from, node)) ? REFUSED : last.standing(measure));

  /** The return of the last session. */
  const earns = (cents: number, { kind, id }: GraphMeasure['source']): number =>
    kind === 'node' ? earnedAt(cents, id, new Map()) : tickerEarns(cents, id);

  return { touched, earns, reach };
}

export type TriedTicker = ReturnType<typeof tryTicker>;

/** What a ticker stands in anywhere: the rest stays as it is, whatever its close. */
function touchedBy({ graph }: LastRow, ticker: number) {
  const touchesMeasure = (id: number): boolean => {
    const { source } = graph.measures[id]!;
    return source.kind === 'ticker' ? source.id === ticker : nodes[source.id]!;
  };
  const touchesCondition = (id: number): boolean => {
    const condition = graph.conditions[id]!;
    if (condition.kind === 'not') return conditions[condition.condition]!;
    if (condition.kind !== 'compare') return condition.conditions.some((inner) => conditions[inner]);
    return touchesMeasure(condition.left) || (typeof condition.right !== 'number' && touchesMeasure(condition.right.measure));
  };
  const conditions: boolean[] = [];
  const nodes: boolean[] = [];
  for (const id of graph.conditions.keys()) conditions[id] = touchesCondition(id);
  for (const [id, node] of graph.nodes.entries()) {
    if (node.kind === 'hold') nodes[id] = node.ticker === ticker;
    else if (node.kind === 'when') nodes[id] = conditions[node.condition]! || nodes[node.then]! || nodes[node.otherwise]!;
    else nodes[id] = node.children.some((child) => nodes[child]);
  }
  return { measure: touchesMeasure, condition: (id: number) => conditions[id]!, node: (id: number) => nodes[id]! };
}
