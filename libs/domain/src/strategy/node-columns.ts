/** What every node of a graph chooses on every session: a distribution, or the reason why there is none (`faults.ts`). */
import { assertNever } from '../result.ts';
import type { History } from '../market/history.ts';
import { FALSE, readConditions, TRUE } from './condition-columns.ts';
import { distributions, rowMemo, type Distributions } from './distributions.ts';
import { faultNumber, faultOf, isTooYoung } from './faults.ts';
import type { Graph, GraphNode } from './graph.ts';
import { LAST_CLOSE } from './measures.ts';
import { inverseShares, inWrittenOrder, pick, STALE_DEVIATION_PERCENT } from './mix.ts';
import { readSeries, type SeriesReader } from './series.ts';

export interface NodeReader {
  readonly weightings: Distributions;
  readonly series: SeriesReader;
  choices(node: number): Int32Array;
}

export function readNodes(graph: Graph, history: History, live: boolean): NodeReader {
  const rows = history.sessions.length;
  const weightings = distributions();
  const columns: Int32Array[] = [];
  const choices = (node: number): Int32Array => columns[node]!;
  const series = readSeries(graph, history, live, weightings, choices);
  const conditions = readConditions(graph, series, rows);

  function choose(node: GraphNode, id: number): Int32Array {
    switch (node.kind) {
      case 'hold':
        return hold(node.ticker);
      case 'when': {
        const holds = conditions.column(node.condition);
        const then = choices(node.then);
        const otherwise = choices(node.otherwise);
        return fill((row) =>
          holds[row] === TRUE ? then[row]! : holds[row] === FALSE ? otherwise[row]! : conditions.fault(node.condition, row),
        );
      }
      case 'split': {
        const children = node.children.map(choices);
        const mixed = rowMemo(children.length, (row) => weightings.add(weightings.mixed(node.shares, row)));
        const chosen = new Int32Array(children.length);
        return fill((row) => gather(children, row, chosen) ?? mixed(chosen));
      }
      case 'inverseVolatility':
        return inverse(node);
      case 'ranked':
        return ranked(node, id);
      default:
        return assertNever(node);
    }
  }

  function fill(chooseOn: (row: number) => number): Int32Array {
    const out = new Int32Array(rows);
    for (let row = 0; row < rows; row++) out[row] = chooseOn(row);
    return out;
  }

  function hold(ticker: number): Int32Array {
    const price = graph.measureOf(LAST_CLOSE, { kind: 'ticker', id: ticker });
    const closes = series.measure(price);
    const all = weightings.single(graph.tickers[ticker]!);
    return fill((row) => (Number.isNaN(closes[row]) ? series.fault(price, row) : all));
  }

  function inverse(node: GraphNode & { kind: 'inverseVolatility' }): Int32Array {
    const children = node.children.map(choices);
    const deviations = node.deviations.map((measure) => series.measure(measure));
    const chosen = new Int32Array(children.length);
    return fill((row) => {
      for (const [child, column] of deviations.entries()) {
        const deviation = column[row]!;
        if (Number.isNaN(deviation)) return series.fault(node.deviations[child]!, row);
        if (deviation < STALE_DEVIATION_PERCENT) return faultNumber('zero-deviation', node.deviations[child]!);
        const choice = children[child]![row]!;
        if (choice < 0) return choice;
        chosen[child] = choice;
      }
      return weightings.add(weightings.mixed(inverseShares(deviations.map((column) => column[row]!)), chosen));
    });
  }

  function ranked(node: GraphNode & { kind: 'ranked' }, id: number): Int32Array {
    const children = node.children.map(choices);
    const columns = node.scores.map((measure) => series.measure(measure));
    const scores = new Float64Array(columns.length);
    const memos = new Map<number, (row: Int32Array) => number>();
    return fill((row) => {
      for (let child = 0; child < scores.length; child++) {
        const score = columns[child]![row]!;
        if (Number.isNaN(score)) {
          const fault = series.fault(node.scores[child]!, row);
          if (!isTooYoung(faultOf(fault).code)) return fault;
        }
        scores[child] = score;
      }
      const picked = inWrittenOrder(pick(scores, node.order, node.count));
      if (picked.length === 0) return faultNumber('no-candidates', id);
      const chosen = new Int32Array(picked.length);
      const undecided = gather(
        picked.map((child) => children[child]!),
        row,
        chosen,
      );
      return undecided ?? equalMix(memos, picked.length)(chosen);
    });
  }

  function equalMix(memos: Map<number, (row: Int32Array) => number>, count: number): (row: Int32Array) => number {
    let memo = memos.get(count);
    if (memo === undefined) {
      const shares = new Array<number>(count).fill(1 / count);
      memo = rowMemo(count, (row) => weightings.add(weightings.mixed(shares, row)));
      memos.set(count, memo);
    }
    return memo;
  }

  // Children stand before their parents, so each column finds what it needs.
  for (const [id, node] of graph.nodes.entries()) columns[id] = choose(node, id);
  return { weightings, series, choices };
}

/** Copies the children's choices of a row; gives the first reason of a child that has none. */
function gather(children: readonly Int32Array[], row: number, chosen: Int32Array): number | undefined {
  for (let child = 0; child < children.length; child++) {
    const choice = children[child]![row]!;
    if (choice < 0) return choice;
    chosen[child] = choice;
  }
  return undefined;
}
