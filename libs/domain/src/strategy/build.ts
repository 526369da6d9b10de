/**
 * The words a rule sheet is written in. Writing one computes nothing: every word returns frozen data,
 * and the readers (validate, requirements, evaluate, explain) give it meaning.
 */
import { ticker as tickerOf } from '../values/ticker.ts';
import type {
  Allocation,
  Comparator,
  Condition,
  Equally,
  Group,
  Hold,
  InverseVolatility,
  Measure,
  Ranked,
  Unit,
  Weighted,
  When,
  Yardstick,
} from './node.ts';

/** A sub-portfolio, or a ticker that stands for all of it. */
export type Child = Allocation | string;

const allocation = (child: Child): Allocation => (typeof child === 'string' ? hold(child) : child);
const allocations = (children: readonly Child[]): readonly Allocation[] => Object.freeze(children.map(allocation));

/** Everything in one ticker. @throws RangeError for text that is no ticker. */
export const hold = (ticker: string): Hold => Object.freeze({ kind: 'hold', ticker: tickerOf(ticker) });

/** A name for a part of the sheet, as it shall appear in traces and mails. It changes no weight. */
export const group = (title: string, body: Child): Group => Object.freeze({ kind: 'group', title, body: allocation(body) });

export const when = (condition: Condition, branches: { readonly then: Child; readonly else: Child }): When =>
  Object.freeze({ kind: 'when', condition, then: allocation(branches.then), otherwise: allocation(branches.else) });

/** Each child 1/n; a child written twice counts twice. */
export const equally = (children: readonly Child[]): Equally => Object.freeze({ kind: 'equally', children: allocations(children) });

/** Weights as written, Σ ≤ 1; what is missing to one stays in cash: `weighted([0.75, 'UVXY'], [0.25, 'BTAL'])`. */
export const weighted = (...parts: readonly (readonly [weight: number, child: Child])[]): Weighted =>
  Object.freeze({
    kind: 'weighted',
    children: Object.freeze(parts.map(([weight, child]) => Object.freeze({ weight, child: allocation(child) }))),
  });

/** Weights ∝ 1 / deviation of each child's own last `window` daily returns. */
export const inverseVolatility = (window: number, children: readonly Child[]): InverseVolatility =>
  Object.freeze({ kind: 'inverseVolatility', window, children: allocations(children) });

const ranked = (order: 'highest' | 'lowest', count: number, yardstick: Yardstick, children: readonly Child[]): Ranked =>
  Object.freeze({ kind: 'ranked', order, count, by: yardstick, children: allocations(children) });

/** The `count` children with the highest measure of their own stream, equally weighted; ties fall to written order. */
export const highest = (count: number, yardstick: Yardstick, children: readonly Child[]): Ranked =>
  ranked('highest', count, yardstick, children);

/** The `count` children with the lowest measure of their own stream, equally weighted; ties fall to written order. */
export const lowest = (count: number, yardstick: Yardstick, children: readonly Child[]): Ranked =>
  ranked('lowest', count, yardstick, children);

const compare =
  (comparator: Comparator) =>
  // `NoInfer`: the left side alone sets the unit, so a price beside an RSI does not compile.
  <U extends Unit>(left: Measure<U>, right: Measure<NoInfer<U>> | number): Condition =>
    Object.freeze({ kind: 'compare', left, comparator, right });

export const above = compare('above');
export const below = compare('below');
export const atLeast = compare('atLeast');
export const atMost = compare('atMost');
export const equalTo = compare('equalTo');

/** True when every condition is; unknown only while nothing is false. */
export const all = (...conditions: readonly Condition[]): Condition =>
  Object.freeze({ kind: 'all', conditions: Object.freeze([...conditions]) });

/** True when one condition is; unknown only while nothing is true. */
export const any = (...conditions: readonly Condition[]): Condition =>
  Object.freeze({ kind: 'any', conditions: Object.freeze([...conditions]) });

export const not = (condition: Condition): Condition => Object.freeze({ kind: 'not', condition });
