/**
 * A tree with its repetitions folded: equal sub-trees, conditions and measures become one entry each, known by a small integer.
 * Identity is content, never a name: groups and other wrappers of a single child are that child, so a group of one ticker is the ticker.
 * Entries stand after everything they refer to, so one pass in order computes all of them.
 */
import { assertNever, invariant } from '../result.ts';
import type { Ticker } from '../values/ticker.ts';
import { deviation } from './measures.ts';
import type { Allocation, Comparator, Condition, Yardstick } from './node.ts';

/** Of a ticker (its closes), or of a sub-tree (the index of its own daily returns). */
export interface GraphMeasure {
  readonly yardstick: Yardstick;
  readonly source: { readonly kind: 'ticker' | 'node'; readonly id: number };
}

export type GraphCondition =
  | {
      readonly kind: 'compare';
      readonly left: number;
      readonly comparator: Comparator;
      readonly right: { readonly measure: number } | number;
    }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly number[] }
  | { readonly kind: 'not'; readonly condition: number };

export type GraphNode =
  | { readonly kind: 'hold'; readonly ticker: number }
  | { readonly kind: 'when'; readonly condition: number; readonly then: number; readonly otherwise: number }
  | { readonly kind: 'split'; readonly shares: readonly number[]; readonly children: readonly number[] }
  | { readonly kind: 'inverseVolatility'; readonly deviations: readonly number[]; readonly children: readonly number[] }
  | {
      readonly kind: 'ranked';
      readonly order: 'highest' | 'lowest';
      readonly count: number;
      readonly scores: readonly number[];
      readonly children: readonly number[];
    };

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly conditions: readonly GraphCondition[];
  readonly measures: readonly GraphMeasure[];
  readonly tickers: readonly Ticker[];
  readonly root: number;
  /** The entry of a node of the tree. */
  nodeOf(node: Allocation): number;
  /** One way in which an entry is written in the tree, with its title where it has one. */
  writtenAs(id: number): Allocation;
  tickerOf(ticker: Ticker): number | undefined;
  measureOf(yardstick: Yardstick, source: GraphMeasure['source']): number;
}

/** The ticker that a node is through and through: groups and other wrappers of one child are that child. */
export function soleTicker(node: Allocation): Ticker | undefined {
  switch (node.kind) {
    case 'hold':
      return node.ticker;
    case 'group':
      return soleTicker(node.body);
    case 'equally':
      return node.children.length === 1 ? soleTicker(node.children[0]!) : undefined;
    case 'weighted':
      return node.children.length === 1 && node.children[0]!.weight === 1 ? soleTicker(node.children[0]!.child) : undefined;
    case 'when':
    case 'inverseVolatility':
    case 'ranked':
      return undefined;
    default:
      return assertNever(node);
  }
}

/** A list of distinct entries by key. */
function distinct<T>() {
  const entries: T[] = [];
  const ids = new Map<string, number>();
  const add = (key: string, make: () => T): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, entries.length);
    return entries.push(make()) - 1;
  };
  return { entries, ids, add };
}

const yardstickKey = ({ indicator, windows }: Yardstick): string => `${indicator}(${windows.join(',')})`;

/** @throws InvariantViolation for a node without children: validate first. */
export function fold(tree: Allocation): Graph {
  const tickers = distinct<Ticker>();
  const measures = distinct<GraphMeasure>();
  const conditions = distinct<GraphCondition>();
  const nodes = distinct<GraphNode>();
  const seen = new Map<Allocation, number>();
  const written = new Map<number, Allocation>();
  const seenConditions = new Map<Condition, number>();

  const tickerId = (name: Ticker): number => tickers.add(name, () => name);

  function measureOf(yardstick: Yardstick, source: GraphMeasure['source']): number {
    return measures.add(`${yardstickKey(yardstick)} ${source.kind} ${source.id}`, () => ({ yardstick, source }));
  }

  const measureOfNode = (yardstick: Yardstick, id: number): number => {
    const node = nodes.entries[id]!;
    return measureOf(yardstick, node.kind === 'hold' ? { kind: 'ticker', id: node.ticker } : { kind: 'node', id });
  };

  function conditionOf(condition: Condition): number {
    const known = seenConditions.get(condition);
    if (known !== undefined) return known;
    const id = addCondition(condition);
    seenConditions.set(condition, id);
    return id;
  }

  function addCondition(condition: Condition): number {
    switch (condition.kind) {
      case 'compare': {
        const { comparator } = condition;
        const left = measureOf(condition.left.yardstick, { kind: 'ticker', id: tickerId(condition.left.of) });
        const right =
          typeof condition.right === 'number'
            ? condition.right
            : { measure: measureOf(condition.right.yardstick, { kind: 'ticker', id: tickerId(condition.right.of) }) };
        const key = `${left} ${comparator} ${typeof right === 'number' ? String(right) : `m${right.measure}`}`;
        return conditions.add(key, () => ({ kind: 'compare', left, comparator, right }));
      }
      case 'all':
      case 'any': {
        const { kind } = condition;
        const ids = condition.conditions.map(conditionOf);
        return conditions.add(`${kind} ${ids.join(',')}`, () => ({ kind, conditions: ids }));
      }
      case 'not': {
        const id = conditionOf(condition.condition);
        return conditions.add(`not ${id}`, () => ({ kind: 'not', condition: id }));
      }
      default:
        return assertNever(condition);
    }
  }

  function nodeOf(node: Allocation): number {
    const known = seen.get(node);
    if (known !== undefined) return known;
    const id = addNode(node);
    seen.set(node, id);
    if (!written.has(id) || (node.kind === 'group' && written.get(id)?.kind !== 'group')) written.set(id, node);
    return id;
  }

  function split(shares: readonly number[], children: readonly number[]): number {
    invariant(children.length > 0, 'A split has children');
    if (children.length === 1 && shares[0] === 1) return children[0]!;
    return nodes.add(`split ${shares.join(',')} ${children.join(',')}`, () => ({ kind: 'split', shares, children }));
  }

  function addNode(node: Allocation): number {
    switch (node.kind) {
      case 'hold': {
        const ticker = tickerId(node.ticker);
        return nodes.add(`hold ${ticker}`, () => ({ kind: 'hold', ticker }));
      }
      case 'group':
        return nodeOf(node.body);
      case 'when': {
        const condition = conditionOf(node.condition);
        const then = nodeOf(node.then);
        const otherwise = nodeOf(node.otherwise);
        return nodes.add(`when ${condition} ${then} ${otherwise}`, () => ({ kind: 'when', condition, then, otherwise }));
      }
      case 'equally': {
        const children = node.children.map(nodeOf);
        return split(new Array<number>(children.length).fill(1 / children.length), children);
      }
      case 'weighted':
        return split(
          node.children.map(({ weight }) => weight),
          node.children.map(({ child }) => nodeOf(child)),
        );
      case 'inverseVolatility': {
        const children = node.children.map(nodeOf);
        const deviations = children.map((child) => measureOfNode(deviation(node.window), child));
        return nodes.add(`inverse ${deviations.join(',')} ${children.join(',')}`, () => ({
          kind: 'inverseVolatility',
          deviations,
          children,
        }));
      }
      case 'ranked': {
        const { order, count } = node;
        const children = node.children.map(nodeOf);
        const scores = children.map((child) => measureOfNode(node.by, child));
        const key = `${order} ${count} ${scores.join(',')} ${children.join(',')}`;
        return nodes.add(key, () => ({ kind: 'ranked', order, count, scores, children }));
      }
      default:
        return assertNever(node);
    }
  }

  const root = nodeOf(tree);
  return {
    nodes: nodes.entries,
    conditions: conditions.entries,
    measures: measures.entries,
    tickers: tickers.entries,
    root,
    nodeOf,
    writtenAs(id) {
      const node = written.get(id);
      invariant(node !== undefined, 'Every entry of a graph was written once');
      return node;
    },
    tickerOf: (name) => tickers.ids.get(name),
    measureOf,
  };
}
