/**
 * What a rule sheet must see before it can decide: derived from the tree, never declared.
 *
 * 1. Fold the tree; every entry knows its children.
 * 2. Walk from the root down and note how many sessions each entry must be decided on: one for the root; for a child whose own
 *    stream is measured, the measure's appetite − 1 more (its index starts at the first of them). Siblings take the maximum.
 * 3. A measure of a ticker adds its own appetite: `inner + appetite − 1`.
 *
 * Worked case: a ranking by 20-day return (21 closes) of groups that ask for a 200-day average reads 200 + 21 − 1 = 220 bars.
 */
import { cards } from '../indicators/cards.ts';
import { assertNever } from '../result.ts';
import type { Ticker } from '../values/ticker.ts';
import { fold, type Graph } from './graph.ts';
import type { Allocation, Yardstick } from './node.ts';
import type { Book } from './strategy.ts';

export interface TickerRequirement {
  readonly ticker: Ticker;
  /** Bars up to `asOf` until every value exists. */
  readonly warmUpBars: number;
  /** Bars up to `asOf` until no value depends on where history began: what to gather. */
  readonly settlingBars: number;
}

export interface Requirements {
  /** By ticker, A to Z. */
  readonly tickers: readonly TickerRequirement[];
  /** The largest of them. */
  readonly warmUpBars: number;
  readonly settlingBars: number;
}

/** Of a tree, or of all strategies of a book together. */
export function requirements(of: Allocation | Book): Requirements {
  const trees = isBook(of) ? of.map(({ strategy }) => strategy.tree) : [of];
  const graphs = trees.map(fold);
  const warmUp = most(graphs.map((graph) => barsByTicker(graph, ({ indicator, windows }) => cards[indicator].warmUp(windows))));
  const settling = most(graphs.map((graph) => barsByTicker(graph, ({ indicator, windows }) => cards[indicator].settling(windows))));
  const tickers = [...warmUp.keys()]
    .sort()
    .map((ticker) => ({ ticker, warmUpBars: warmUp.get(ticker) ?? 0, settlingBars: settling.get(ticker) ?? 0 }));
  return {
    tickers,
    warmUpBars: tickers.reduce((bars, { warmUpBars }) => Math.max(bars, warmUpBars), 0),
    settlingBars: tickers.reduce((bars, { settlingBars }) => Math.max(bars, settlingBars), 0),
  };
}

/** Every ticker that a tree holds or measures, A to Z. */
export const tickersOf = (tree: Allocation): readonly Ticker[] => [...fold(tree).tickers].sort();

const isBook = (of: Allocation | Book): of is Book => Array.isArray(of);

type Bars = ReadonlyMap<Ticker, number>;

function most(all: readonly Bars[]): Bars {
  const result = new Map<Ticker, number>();
  for (const bars of all) for (const [ticker, count] of bars) result.set(ticker, Math.max(result.get(ticker) ?? 0, count));
  return result;
}

function barsByTicker(graph: Graph, appetite: (yardstick: Yardstick) => number): Bars {
  const bars = new Map<Ticker, number>();
  const decided = new Int32Array(graph.nodes.length);
  decided[graph.root] = 1;
  const askTicker = (id: number, count: number): void => {
    const ticker = graph.tickers[id]!;
    bars.set(ticker, Math.max(bars.get(ticker) ?? 0, count));
  };
  const askNode = (id: number, sessions: number): void => {
    decided[id] = Math.max(decided[id]!, sessions);
  };
  const askMeasure = (id: number, sessions: number): void => {
    const { yardstick, source } = graph.measures[id]!;
    const count = appetite(yardstick) + sessions - 1;
    if (source.kind === 'ticker') askTicker(source.id, count);
    else askNode(source.id, count);
  };
  const askCondition = (id: number, sessions: number): void => {
    const condition = graph.conditions[id]!;
    switch (condition.kind) {
      case 'compare':
        askMeasure(condition.left, sessions);
        if (typeof condition.right !== 'number') askMeasure(condition.right.measure, sessions);
        return;
      case 'all':
      case 'any':
        for (const inner of condition.conditions) askCondition(inner, sessions);
        return;
      case 'not':
        askCondition(condition.condition, sessions);
        return;
      default:
        assertNever(condition);
    }
  };
  // Parents stand behind their children, so every entry is complete before it is passed on.
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const node = graph.nodes[id]!;
    const sessions = decided[id]!;
    switch (node.kind) {
      case 'hold':
        askTicker(node.ticker, sessions);
        break;
      case 'when':
        askCondition(node.condition, sessions);
        askNode(node.then, sessions);
        askNode(node.otherwise, sessions);
        break;
      case 'split':
        for (const child of node.children) askNode(child, sessions);
        break;
      case 'inverseVolatility':
      case 'ranked':
        for (const measure of node.kind === 'ranked' ? node.scores : node.deviations) askMeasure(measure, sessions);
        for (const child of node.children) askNode(child, sessions);
        break;
      default:
        assertNever(node);
    }
  }
  return bars;
}
