/**
 * The columnar reading: what a tree decides on every session of a history, with equal sub-trees computed once.
 *
 * 1. `graph` folds the tree.  2. `series` turns closes and sub-trees into measured columns.  3. `condition-columns` compares them.
 * 4. `node-columns` decides every node on every session.  5. A row of all this is what the daily reading (`evaluate`) looks up,
 * so the two agree to the last bit.
 */
import { cards } from '../indicators/cards.ts';
import type { History } from '../market/history.ts';
import { err, invariant, ok, type Result } from '../result.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { Missing, Reading, TickerWeight } from './decision.ts';
import { faultOf } from './faults.ts';
import { fold, soleTicker, type Graph, type GraphMeasure } from './graph.ts';
import { LAST_CLOSE } from './measures.ts';
import { noCandidates, staleDeviation } from './missing.ts';
import type { Allocation, Yardstick } from './node.ts';
import { readNodes, type NodeReader } from './node-columns.ts';
import { runOrigin } from './presence.ts';
import { tickersOf } from './requirements.ts';
import { possessive, titleOf } from './words.ts';

export interface ReadingOptions {
  /** Refuse a value that still depends on where the history begins, unless the ticker's whole life is here. */
  readonly live?: boolean;
}

/** Where the daily reading finds its values. Tests may supply one by hand. */
export interface MeasureLookup {
  ofTicker(yardstick: Yardstick, ticker: Ticker): Reading;
  /** Of the index of a sub-tree's own daily returns. */
  ofStream(yardstick: Yardstick, node: Allocation): Reading;
  /** How far a ticker's value may still move with more history before it, in its unit; 0 when settled. */
  settlingError?(yardstick: Yardstick, ticker: Ticker): number;
}

export interface Columns {
  readonly sessions: readonly SessionDate[];
  /** What the tree decides at the close of a session. */
  weightsAt(row: number): Result<readonly TickerWeight[], Missing>;
  /** Weight of every ticker that is ever held, per session: 0 where it is not held, NaN where the tree could not decide. */
  weightColumns(): ReadonlyMap<Ticker, Float64Array>;
  /** The index of a sub-tree's own daily returns: 1 on its first session, NaN where it could not decide. */
  streamOf(node: Allocation): Float64Array;
  lookupAt(row: number): MeasureLookup;
}

/** A tree folded and measured over a history, before anything is asked of it. */
export interface OpenReading {
  readonly graph: Graph;
  readonly history: History;
  readonly nodes: NodeReader;
  readonly live: boolean;
}

/** @param tree valid (`validate`). */
export function openReading(tree: Allocation, history: History, { live = false }: ReadingOptions = {}): OpenReading {
  const graph = fold(tree);
  return { graph, history, nodes: readNodes(graph, history, live), live };
}

/** @param tree valid (`validate`). Columns are as long as `history.sessions`; nothing after a row enters it. */
export const readColumns = (tree: Allocation, history: History, options: ReadingOptions = {}): Columns =>
  columnsOf(openReading(tree, history, options));

export function columnsOf({ graph, history, nodes }: OpenReading): Columns {
  const { sessions } = history;
  const { series, status, weights } = nodes;
  const decided = status(graph.root);

  /** @param node how the sub-tree is written where it is asked for; titles are not part of its identity. */
  function missing(number: number, row: number, node?: Allocation): Missing {
    const { code, subject } = faultOf(number);
    if (code === 'no-candidates') {
      const ranking = graph.writtenAs(subject);
      return noCandidates(titleOf(ranking), tickersOf(ranking));
    }
    const { yardstick, source } = graph.measures[subject]!;
    if (source.kind === 'ticker') {
      const ticker = graph.tickers[source.id]!;
      const what = possessive(ticker, yardstick);
      if (code === 'zero-deviation') return staleDeviation(what, [ticker]);
      return { code, what, tickers: [ticker], ...counts(code, yardstick, source, row) };
    }
    const sample = node ?? graph.writtenAs(source.id);
    const what = possessive(titleOf(sample), yardstick);
    if (code === 'zero-deviation') return staleDeviation(what, tickersOf(sample));
    const because = causeOf(source.id, row);
    const tickers = because?.missing.tickers ?? tickersOf(sample);
    return { code, what, tickers, ...counts(code, yardstick, source, row), ...(because === undefined ? {} : { because }) };
  }

  function counts(code: Missing['code'], { indicator, windows }: Yardstick, source: GraphMeasure['source'], row: number) {
    const card = cards[indicator];
    const barsNeeded = code === 'history-unsettled' ? card.settling(windows) : card.warmUp(windows);
    return { barsNeeded, barsPresent: series.presence(source)?.run[row] ?? 0 };
  }

  function causeOf(node: number, row: number): Missing['because'] {
    const cause = series.causeRow(node, row);
    if (cause < 0) return undefined;
    const fault = status(node)[cause]!;
    return { on: sessions[cause]!, missing: fault < 0 ? missing(fault, cause) : unearned(node, cause) };
  }

  /** Decided, but what it had held has no bar to earn with. */
  function unearned(node: number, row: number): Missing {
    const held = weights(node, row - 1).find(({ ticker }) => Number.isNaN(history.closes.get(ticker)?.[row]));
    invariant(held !== undefined, 'A stream breaks off at a refusal or at a missing bar');
    return {
      code: 'bars-missing',
      what: possessive(held.ticker, LAST_CLOSE),
      tickers: [held.ticker],
      ...counts('bars-missing', LAST_CLOSE, tickerSource(held.ticker), row),
    };
  }

  function reading(yardstick: Yardstick, source: GraphMeasure['source'], row: number, node?: Allocation): Reading {
    const measure = graph.measureOf(yardstick, source);
    const value = series.measure(measure)[row]!;
    return Number.isNaN(value) ? missing(series.fault(measure, row), row, node) : value;
  }

  function tickerSource(ticker: Ticker): GraphMeasure['source'] {
    const id = graph.tickerOf(ticker);
    invariant(id !== undefined, `A lookup is asked for tickers of its own tree, was ${ticker}`);
    return { kind: 'ticker', id };
  }

  return {
    sessions,
    weightsAt(row) {
      const fault = decided[row]!;
      return fault < 0 ? err(missing(fault, row)) : ok(weights(graph.root, row));
    },
    weightColumns: () => weightColumns(decided, (row) => weights(graph.root, row)),
    streamOf: (node) => series.index(graph.nodeOf(node)).slice(),
    lookupAt: (row) => ({
      ofTicker: (yardstick, ticker) => reading(yardstick, tickerSource(ticker), row),
      ofStream(yardstick, node) {
        const ticker = soleTicker(node);
        const source = ticker === undefined ? ({ kind: 'node', id: graph.nodeOf(node) } as const) : tickerSource(ticker);
        return reading(yardstick, source, row, node);
      },
      settlingError(yardstick, ticker) {
        const source = tickerSource(ticker);
        const presence = series.presence(source);
        if (presence === undefined || runOrigin(presence, row) === 'listing') return 0;
        return settlingError(yardstick, presence.run[row]!, series.measure(graph.measureOf(yardstick, source))[row]!);
      },
    }),
  };
}

/**
 * What is left of the unknown beginning after `bars` clean closes. It fades by a constant factor a bar, from the whole scale at warm-up
 * (100 points or percent, or the price itself) to 0.01 at settling: the two figures a card states fix the factor.
 */
function settlingError({ indicator, windows, unit }: Yardstick, bars: number, value: number): number {
  const card = cards[indicator];
  const warmUp = card.warmUp(windows);
  const settling = card.settling(windows);
  if (bars >= settling || Number.isNaN(value)) return 0;
  const scale = unit === 'usd' ? Math.max(Math.abs(value), 0.01) : 100;
  return scale * (0.01 / scale) ** ((bars - warmUp) / (settling - warmUp));
}

function weightColumns(decided: Int32Array, weightsAt: (row: number) => readonly TickerWeight[]): ReadonlyMap<Ticker, Float64Array> {
  const columns = new Map<Ticker, Float64Array>();
  for (const [row, fault] of decided.entries()) {
    if (fault < 0) continue;
    for (const { ticker, weight } of weightsAt(row)) {
      let column = columns.get(ticker);
      if (column === undefined) columns.set(ticker, (column = new Float64Array(decided.length)));
      column[row] = weight;
    }
  }
  for (const [row, fault] of decided.entries()) if (fault < 0) for (const column of columns.values()) column[row] = Number.NaN;
  return columns;
}
