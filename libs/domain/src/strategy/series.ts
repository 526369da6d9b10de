/**
 * The columns behind a reading: closes of tickers, index series of sub-trees, and the measures of both, each computed when first asked for.
 *
 * A sub-tree's index: its weights at the close of t − 1 earn the return of t. It starts at 1 on the first session on which the sub-tree
 * decides, and again after every session on which it could not, or on which a ticker it held has no bar.
 */
import { cards } from '../indicators/cards.ts';
import type { History } from '../market/history.ts';
import { faultNumber, faultOf, isTooYoung } from './faults.ts';
import type { Graph, GraphMeasure } from './graph.ts';
import { presenceOf, runOrigin, type Presence } from './presence.ts';

export interface SeriesReader {
  /** Fractions a ticker earned since the session before. */
  returns(ticker: number): Float64Array;
  /** The index of a node's own daily returns. */
  index(node: number): Float64Array;
  /** A measure over all sessions; NaN where it may not be used. */
  measure(id: number): Float64Array;
  /** Why a measure has no value on a row, as a fault number. */
  fault(measure: number, row: number): number;
  presence(source: GraphMeasure['source']): Presence | undefined;
  /** The row whose decision ended a sub-tree's earlier stream: the one before the clean run that ends at `row`. */
  causeRow(node: number, row: number): number;
}

export function readSeries(
  graph: Graph,
  history: History,
  live: boolean,
  statusOf: (node: number) => Int32Array,
  earnedBy: (node: number) => Float64Array,
): SeriesReader {
  const rows = history.sessions.length;
  const nothing = new Float64Array(rows).fill(Number.NaN);
  const dailyReturns: Float64Array[] = [];
  const indexes: Float64Array[] = [];
  const measures: Float64Array[] = [];
  const presences = { ticker: [] as Presence[], node: [] as Presence[] };

  const closes = (ticker: number): Float64Array | undefined => history.closes.get(graph.tickers[ticker]!);
  const seriesOf = ({ kind, id }: GraphMeasure['source']): Float64Array | undefined => (kind === 'ticker' ? closes(id) : index(id));
  const returns = (ticker: number): Float64Array => (dailyReturns[ticker] ??= returnsOf(closes(ticker) ?? nothing));
  const index = (node: number): Float64Array => (indexes[node] ??= indexOf(statusOf(node), earnedBy(node)));

  function presence(source: GraphMeasure['source']): Presence | undefined {
    const known = presences[source.kind][source.id];
    if (known !== undefined) return known;
    const series = seriesOf(source);
    return series === undefined ? undefined : (presences[source.kind][source.id] = presenceOf(series));
  }

  function measure(id: number): Float64Array {
    const known = measures[id];
    if (known !== undefined) return known;
    const { yardstick, source } = graph.measures[id]!;
    const series = seriesOf(source);
    const column = series === undefined ? nothing : cards[yardstick.indicator].compute(series, yardstick.windows);
    if (live && series !== undefined) blankUnsettled(column, id);
    return (measures[id] = column);
  }

  /** Live, a value counts only once it is settled, or where the whole life is here. */
  function blankUnsettled(column: Float64Array, id: number): void {
    const { yardstick, source } = graph.measures[id]!;
    const settling = cards[yardstick.indicator].settling(yardstick.windows);
    const run = presence(source)!.run;
    for (let row = 0; row < rows; row++) {
      if (run[row]! < settling && !isWholeLife(source, row)) column[row] = Number.NaN;
    }
  }

  const causeRow = (node: number, row: number): number => row - presence({ kind: 'node', id: node })!.run[row]!;

  /** Whether a sub-tree's stream begins where it does because something it needs is young. */
  function beginsYoung(node: number, row: number): boolean {
    const cause = causeRow(node, row);
    const status = cause < 0 ? 0 : statusOf(node)[cause]!;
    return status < 0 && isTooYoung(faultOf(status).code);
  }

  function isWholeLife(source: GraphMeasure['source'], row: number): boolean {
    return source.kind === 'node' ? beginsYoung(source.id, row) : runOrigin(presence(source)!, row) === 'listing';
  }

  function fault(id: number, row: number): number {
    const { yardstick, source } = graph.measures[id]!;
    const known = presence(source);
    if (known === undefined) return faultNumber('ticker-unknown', id);
    const run = known.run[row]!;
    const warmUp = cards[yardstick.indicator].warmUp(yardstick.windows);
    if (run >= warmUp) return faultNumber('history-unsettled', id);
    if (source.kind === 'node') {
      if (causeRow(source.id, row) < 0) return faultNumber('history-not-held', id);
      return faultNumber(beginsYoung(source.id, row) ? 'history-too-short' : 'stream-undecided', id);
    }
    if (row < known.first) return faultNumber('history-too-short', id);
    if (run === 0) return faultNumber('bars-missing', id);
    // A life shorter than the warm-up is too short with or without gaps in it.
    if (known.first > 0 && row - known.first + 1 < warmUp) return faultNumber('history-too-short', id);
    return faultNumber(runOrigin(known, row) === 'gap' ? 'bars-missing' : 'history-not-held', id);
  }

  return { returns, index, measure, fault, presence, causeRow };
}

function returnsOf(closes: Float64Array): Float64Array {
  const result = new Float64Array(closes.length);
  result[0] = Number.NaN;
  for (let row = 1; row < closes.length; row++) result[row] = closes[row]! / closes[row - 1]! - 1;
  return result;
}

function indexOf(status: Int32Array, earned: Float64Array): Float64Array {
  const index = new Float64Array(status.length);
  let level = Number.NaN;
  for (let row = 0; row < index.length; row++) {
    if (status[row] !== 0) level = Number.NaN;
    else if (level !== level) level = 1;
    else level *= 1 + earned[row]!;
    index[row] = level;
  }
  return index;
}
