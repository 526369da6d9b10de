/** The decision at one tried close: what turned, and what would be held. Of a reading over a single cent. */
import { assertNever } from '../result.ts';
import { TRUE } from './condition-columns.ts';
import type { TickerWeight } from './decision.ts';
import { NO, YES, type StretchReading } from './flips-reading.ts';
import { VALUE, type LastRow } from './flips-last-row.ts';
import type { GraphNode } from './graph.ts';
import { inWrittenOrder, mix, pick, toInverseShares } from './mix.ts';

export interface PointReading {
  /** The first node, from this one down in written order, that decides by another branch or selection, or not at all. */
  turnFrom(node: number): number | undefined;
  /** Children that a ranking picks, best first. */
  picksOf(node: GraphNode & { kind: 'ranked' }): readonly number[];
  /** NaN where there is none. */
  valueOf(measure: number): number;
  /** Of a node that decides. */
  weightsOf(node: number): readonly TickerWeight[];
}

export function readPoint({ graph, nodes, row }: LastRow, now: StretchReading): PointReading {
  function valueOf(measure: number): number {
    const { can, first } = now.measure(measure);
    return can === VALUE ? first : Number.NaN;
  }

  const picksOf = ({ scores, order, count }: GraphNode & { kind: 'ranked' }): readonly number[] => pick(scores.map(valueOf), order, count);

  function turnFrom(id: number): number | undefined {
    if (now.isSame(id)) return undefined;
    const node = graph.nodes[id]!;
    switch (node.kind) {
      case 'hold':
        return undefined;
      case 'when': {
        const held = nodes.conditions.column(node.condition)[row] === TRUE;
        return now.condition(node.condition) === (held ? YES : NO) ? turnFrom(held ? node.then : node.otherwise) : id;
      }
      case 'split':
        return firstOf(node.children);
      case 'inverseVolatility':
        // Its own deviations refuse, or one of its parts turns.
        return firstOf(node.children) ?? id;
      case 'ranked': {
        const was = node.children.filter((_, child) => nodes.share(id, row, child) !== 0);
        const picks = inWrittenOrder(picksOf(node)).map((child) => node.children[child]!);
        const isSamePick = now.outcome(id) === VALUE && picks.length === was.length && picks.every((child, i) => child === was[i]);
        return isSamePick ? firstOf(was) : id;
      }
      default:
        return assertNever(node);
    }
  }

  function firstOf(children: readonly number[]): number | undefined {
    for (const child of children) {
      const turn = turnFrom(child);
      if (turn !== undefined) return turn;
    }
    return undefined;
  }

  function weightsOf(id: number): readonly TickerWeight[] {
    const node = graph.nodes[id]!;
    switch (node.kind) {
      case 'hold':
        return [{ ticker: graph.tickers[node.ticker]!, weight: 1 }];
      case 'when':
        return weightsOf(now.condition(node.condition) === YES ? node.then : node.otherwise);
      case 'split':
        return mix(node.children.map((child, i) => ({ share: node.shares[i]!, weights: weightsOf(child) })));
      case 'inverseVolatility': {
        const shares = toInverseShares(Float64Array.from(node.deviations, valueOf));
        return mix(node.children.map((child, i) => ({ share: shares[i]!, weights: weightsOf(child) })));
      }
      case 'ranked': {
        const picks = inWrittenOrder(picksOf(node));
        return mix(picks.map((child) => ({ share: 1 / picks.length, weights: weightsOf(node.children[child]!) })));
      }
      default:
        return assertNever(node);
    }
  }

  return { turnFrom, picksOf, valueOf, weightsOf };
}
