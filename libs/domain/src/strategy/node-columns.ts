/**
 * What every node of a graph does on every session, without writing out its weights:
 *
 * - `status`: 0 where it decides, else the reason why it cannot (`faults.ts`), first cause first;
 * - `parts`: in which shares it stands in its children (rankings and inverse volatility change them daily);
 * - `earned`: the return of a session by what was decided the session before, from the children's in the same shares.
 *
 * Weights by ticker are written out only for the rows that somebody asks for, by the same `mix` as the daily reading.
 */
import type { History } from '../market/history.ts';
import { assertNever, invariant } from '../result.ts';
import { FALSE, readConditions, TRUE, type ConditionReader } from './condition-columns.ts';
import type { TickerWeight } from './decision.ts';
import { faultNumber, faultOf, isTooYoung } from './faults.ts';
import type { Graph, GraphNode } from './graph.ts';
import { LAST_CLOSE } from './measures.ts';
import { mix, pickBest, STALE_DEVIATION_PERCENT, toInverseShares, type Part } from './mix.ts';
import { readSeries, type SeriesReader } from './series.ts';

export interface NodeReader {
  readonly series: SeriesReader;
  readonly conditions: ConditionReader;
  status(node: number): Int32Array;
  /** A node's share in one of its children on a row; 0 is not held. Of a node with children that decides on the row. */
  share(node: number, row: number, child: number): number;
  /** Of a node that decides on the row. */
  weights(node: number, row: number): readonly TickerWeight[];
}

/** Shares in the children of a row, flat: `shares[row * width + child]`; 0 is not held. */
interface Parts {
  readonly status: Int32Array;
  readonly shares: Float64Array | undefined;
}

export function readNodes(graph: Graph, history: History, live: boolean): NodeReader {
  const rows = history.sessions.length;
  const columns: Parts[] = [];
  const status = (node: number): Int32Array => columns[node]!.status;
  const earnings: Float64Array[] = [];
  const holdings: (readonly TickerWeight[])[] = [];
  const mixtures: { readonly parts: readonly Part[]; readonly weights: readonly TickerWeight[] }[] = [];
  const series = readSeries(graph, history, live, status, earned);
  const conditions = readConditions(graph, series, rows);

  function read(node: GraphNode, id: number): Parts {
    switch (node.kind) {
      case 'hold':
        return { status: hold(node.ticker), shares: undefined };
      case 'when':
        return { status: when(node), shares: undefined };
      case 'split':
        return { status: split(node), shares: undefined };
      case 'inverseVolatility':
        return inverse(node);
      case 'ranked':
        return ranked(node, id);
      default:
        return assertNever(node);
    }
  }

  function hold(ticker: number): Int32Array {
    const price = graph.measureOf(LAST_CLOSE, { kind: 'ticker', id: ticker });
    const closes = series.measure(price);
    const out = new Int32Array(rows);
    for (let row = 0; row < rows; row++) if (Number.isNaN(closes[row])) out[row] = series.fault(price, row);
    return out;
  }

  function when({ condition, then, otherwise }: GraphNode & { kind: 'when' }): Int32Array {
    const holds = conditions.column(condition);
    const [yes, no] = [status(then), status(otherwise)];
    const out = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const answer = holds[row];
      out[row] = answer === TRUE ? yes[row]! : answer === FALSE ? no[row]! : conditions.fault(condition, row);
    }
    return out;
  }

  function split({ children }: GraphNode & { kind: 'split' }): Int32Array {
    const out = new Int32Array(rows);
    for (const child of children) {
      const inner = status(child);
      for (let row = 0; row < rows; row++) if (out[row] === 0) out[row] = inner[row]!;
    }
    return out;
  }

  function inverse({ children, deviations }: GraphNode & { kind: 'inverseVolatility' }): Parts {
    const width = children.length;
    const inner = children.map(status);
    const measured = deviations.map((measure) => series.measure(measure));
    const out = new Int32Array(rows);
    const shares = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const parts = shares.subarray(row * width, (row + 1) * width);
      for (let child = 0; child < width && out[row] === 0; child++) {
        const deviation = (parts[child] = measured[child]![row]!);
        if (Number.isNaN(deviation)) out[row] = series.fault(deviations[child]!, row);
        else if (deviation < STALE_DEVIATION_PERCENT) out[row] = faultNumber('zero-deviation', deviations[child]!);
        else out[row] = inner[child]![row]!;
      }
      if (out[row] === 0) toInverseShares(parts);
    }
    return { status: out, shares };
  }

  function ranked({ children, scores, order, count }: GraphNode & { kind: 'ranked' }, id: number): Parts {
    const width = children.length;
    const inner = children.map(status);
    const measured = scores.map((measure) => series.measure(measure));
    const out = new Int32Array(rows);
    const shares = new Float64Array(rows * width);
    const values = new Float64Array(width);
    const best = new Int32Array(Math.min(count, width));
    for (let row = 0; row < rows; row++) {
      for (let child = 0; child < width && out[row] === 0; child++) {
        const value = (values[child] = measured[child]![row]!);
        if (value === value) continue;
        const fault = series.fault(scores[child]!, row);
        if (!isTooYoung(faultOf(fault).code)) out[row] = fault;
      }
      if (out[row] !== 0) continue;
      const taken = pickBest(values, order, best);
      if (taken === 0) out[row] = faultNumber('no-candidates', id);
      for (let place = 0; place < taken; place++) {
        const child = best[place]!;
        // A value implies a decision: a stream has none on a day without one.
        if (out[row] === 0) out[row] = inner[child]![row]!;
        shares[row * width + child] = 1 / taken;
      }
    }
    return { status: out, shares };
  }

  /** A share of a child on a row. */
  const shareOf = (id: number, node: GraphNode & { children: readonly number[] }, row: number, child: number): number =>
    node.kind === 'split' ? node.shares[child]! : columns[id]!.shares![row * node.children.length + child]!;

  function share(id: number, row: number, child: number): number {
    const node = graph.nodes[id]!;
    invariant('children' in node, 'Only a node with children shares something out');
    return shareOf(id, node, row, child);
  }

  function earned(id: number): Float64Array {
    return (earnings[id] ??= earnedBy(graph.nodes[id]!, id));
  }

  function earnedBy(node: GraphNode, id: number): Float64Array {
    if (node.kind === 'hold') return series.returns(node.ticker);
    const out = new Float64Array(rows);
    out[0] = Number.NaN;
    if (node.kind === 'when') {
      const holds = conditions.column(node.condition);
      const [yes, no] = [earned(node.then), earned(node.otherwise)];
      for (let row = 1; row < rows; row++) {
        const answer = holds[row - 1];
        out[row] = answer === TRUE ? yes[row]! : answer === FALSE ? no[row]! : Number.NaN;
      }
      return out;
    }
    for (const [child, inner] of node.children.entries()) {
      const column = earned(inner);
      for (let row = 1; row < rows; row++) {
        const share = shareOf(id, node, row - 1, child);
        if (share !== 0) out[row] = out[row]! + share * column[row]!;
      }
    }
    return out;
  }

  function weights(id: number, row: number, known = new Map<number, readonly TickerWeight[]>()): readonly TickerWeight[] {
    const seen = known.get(id);
    if (seen !== undefined) return seen;
    const result = writtenOut(graph.nodes[id]!, id, row, known);
    known.set(id, result);
    return result;
  }

  function writtenOut(node: GraphNode, id: number, row: number, known: Map<number, readonly TickerWeight[]>): readonly TickerWeight[] {
    if (node.kind === 'hold') return (holdings[id] ??= [{ ticker: graph.tickers[node.ticker]!, weight: 1 }]);
    if (node.kind === 'when') return weights(conditions.column(node.condition)[row] === TRUE ? node.then : node.otherwise, row, known);
    const parts: Part[] = [];
    for (const [child, inner] of node.children.entries()) {
      const share = shareOf(id, node, row, child);
      if (share !== 0) parts.push({ share, weights: weights(inner, row, known) });
    }
    // Most mixtures stay as they were on the row asked for before.
    const last = mixtures[id];
    if (last !== undefined && isSame(last.parts, parts)) return last.weights;
    return (mixtures[id] = { parts, weights: mix(parts) }).weights;
  }

  // Children stand before their parents, so each column finds what it needs.
  for (const [id, node] of graph.nodes.entries()) columns[id] = read(node, id);
  return { series, conditions, status, share, weights: (node, row) => weights(node, row) };
}

function isSame(one: readonly Part[], other: readonly Part[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i]!.share !== other[i]!.share || one[i]!.weights !== other[i]!.weights) return false;
  return true;
}
