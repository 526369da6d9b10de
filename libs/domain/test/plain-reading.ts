/**
 * The meaning of a rule tree written down as directly as it can be said: day by day, from the leaves up, nothing shared and nothing kept.
 * Slow, and written against the specification alone; the columnar reading is checked against it.
 */
import { cards } from '../src/indicators/cards.ts';
import type { History } from '../src/market/history.ts';
import type { Allocation, Condition, Yardstick } from '../src/strategy/node.ts';

/** Weights by ticker; `young` a life too short, `refused` anything else that stands in the way. */
export type Plain = ReadonlyMap<string, number> | 'young' | 'refused';

export function plainReading(tree: Allocation, history: History, row: number): Plain {
  return decide(tree, history, row);
}

function decide(node: Allocation, history: History, row: number): Plain {
  switch (node.kind) {
    case 'hold': {
      const value = measure({ indicator: 'close', windows: [], unit: 'usd' }, node, history, row);
      return typeof value === 'number' ? new Map([[node.ticker, 1]]) : value;
    }
    case 'group':
      return decide(node.body, history, row);
    case 'when': {
      const answer = holds(node.condition, history, row);
      return typeof answer === 'boolean' ? decide(answer ? node.then : node.otherwise, history, row) : answer;
    }
    case 'equally':
      return blend(node.children.map((child) => [1 / node.children.length, decide(child, history, row)]));
    case 'weighted':
      return blend(node.children.map(({ weight, child }) => [weight, decide(child, history, row)]));
    case 'inverseVolatility': {
      const by: Yardstick = { indicator: 'deviationOfReturn', windows: [node.window], unit: 'percent' };
      const inverses: number[] = [];
      for (const child of node.children) {
        const deviation = measure(by, child, history, row);
        if (typeof deviation !== 'number') return deviation;
        if (deviation < 1e-9) return 'refused';
        inverses.push(1 / deviation);
      }
      const sum = inverses.reduce((a, b) => a + b, 0);
      return blend(node.children.map((child, i) => [inverses[i]! / sum, decide(child, history, row)]));
    }
    case 'ranked': {
      const scored: { child: Allocation; score: number; at: number }[] = [];
      for (const [at, child] of node.children.entries()) {
        const score = measure(node.by, child, history, row);
        if (score === 'refused') return 'refused';
        if (score !== 'young') scored.push({ child, score, at });
      }
      if (scored.length === 0) return 'young';
      const sign = node.order === 'highest' ? -1 : 1;
      const apart = (a: number, b: number): number => (Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)) ? 0 : a - b);
      const best = scored.sort((a, b) => sign * apart(a.score, b.score) || a.at - b.at).slice(0, node.count);
      return blend(best.sort((a, b) => a.at - b.at).map(({ child }) => [1 / best.length, decide(child, history, row)]));
    }
  }
}

function blend(parts: readonly (readonly [share: number, weights: Plain])[]): Plain {
  const sums = new Map<string, number>();
  for (const [share, weights] of parts) {
    if (typeof weights === 'string') return weights;
    for (const [ticker, weight] of weights) sums.set(ticker, (sums.get(ticker) ?? 0) + share * weight);
  }
  return sums;
}

function holds(condition: Condition, history: History, row: number): boolean | 'young' | 'refused' {
  switch (condition.kind) {
    case 'compare': {
      const left = measure(condition.left.yardstick, { kind: 'hold', ticker: condition.left.of }, history, row);
      const { right } = condition;
      const against = typeof right === 'number' ? right : measure(right.yardstick, { kind: 'hold', ticker: right.of }, history, row);
      if (typeof left !== 'number') return left;
      if (typeof against !== 'number') return against;
      return { above: left > against, below: left < against, atLeast: left >= against, atMost: left <= against, equalTo: left === against }[
        condition.comparator
      ];
    }
    case 'all':
    case 'any': {
      const parts = condition.conditions.map((part) => holds(part, history, row));
      const decisive = condition.kind === 'any';
      if (parts.includes(decisive)) return decisive;
      return parts.find((part) => typeof part === 'string') ?? !decisive;
    }
    case 'not': {
      const inner = holds(condition.condition, history, row);
      return typeof inner === 'boolean' ? !inner : inner;
    }
  }
}

/** The ticker behind wrappers of a single child. */
function only(node: Allocation): string | undefined {
  if (node.kind === 'hold') return node.ticker;
  if (node.kind === 'group') return only(node.body);
  if (node.kind === 'equally' && node.children.length === 1) return only(node.children[0]!);
  if (node.kind === 'weighted' && node.children.length === 1 && node.children[0]!.weight === 1) return only(node.children[0]!.child);
  return undefined;
}

function measure(by: Yardstick, of: Allocation, history: History, row: number): number | 'young' | 'refused' {
  const card = cards[by.indicator];
  const ticker = only(of);
  const closes = ticker === undefined ? stream(of, history, row) : history.closes.get(ticker as never)?.slice(0, row + 1);
  if (closes === undefined) return 'refused';
  const value = card.compute(closes, by.windows)[row]!;
  if (!Number.isNaN(value)) return value;
  let start = row + 1;
  while (start > 0 && !Number.isNaN(closes[start - 1])) start--;
  if (ticker === undefined) return start > 0 && decide(of, history, start - 1) === 'young' ? 'young' : 'refused';
  const first = closes.findIndex((close) => !Number.isNaN(close));
  if (first < 0) return 'young';
  if (Number.isNaN(closes[row])) return 'refused';
  return first > 0 && row - first + 1 < card.warmUp(by.windows) ? 'young' : 'refused';
}

/** Weights at the close of t − 1 earn the return of t; 1 on the first day and after every day without a decision. */
function stream(of: Allocation, history: History, row: number): Float64Array {
  const index = new Float64Array(row + 1).fill(Number.NaN);
  for (let day = 0; day <= row; day++) {
    if (typeof decide(of, history, day) === 'string') continue;
    const before = day === 0 ? 'refused' : decide(of, history, day - 1);
    const level = day === 0 ? Number.NaN : index[day - 1]!;
    if (Number.isNaN(level) || typeof before === 'string') {
      index[day] = 1;
      continue;
    }
    let earned = 0;
    for (const [ticker, weight] of before) {
      const closes = history.closes.get(ticker as never)!;
      earned += weight * (closes[day]! / closes[day - 1]! - 1);
    }
    index[day] = level * (1 + earned);
  }
  return index;
}
