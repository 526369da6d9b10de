/** What is wrong with a tree, in words. The other readers may take a tree without faults for granted. */
import { cards } from '../indicators/cards.ts';
import { windowsFault } from '../indicators/windows.ts';
import { assertNever } from '../result.ts';
import { ticker as tickerOf, type Ticker } from '../values/ticker.ts';
import type { Allocation, Condition, Measure, Yardstick } from './node.ts';

export interface Fault {
  /** The way there: "Bear mix › inverse volatility › 2". Empty at the root. */
  readonly where: string;
  /** What was expected and what was found. */
  readonly says: string;
}

export interface TreeLimits {
  /** Nodes and conditions inside one another. */
  readonly depth: number;
  /** Nodes and conditions as written, repetitions counted. */
  readonly size: number;
  /** Sessions. */
  readonly window: number;
}

/** More than twice what the largest real files need (2 MB, 34,000 forms, 200 deep), and ten years of sessions. */
export const TREE_LIMITS: TreeLimits = Object.freeze({ depth: 500, size: 100_000, window: 2_520 });

/** How many faults are worth reading; a generated file can have one in every line. */
const MOST_FAULTS = 50;
const WEIGHT_TOLERANCE = 1e-9;

/** @returns no more than 50 faults, in written order; none for a tree that every reader can take. */
export function validate(tree: Allocation, limits: TreeLimits = TREE_LIMITS): readonly Fault[] {
  const faults: Fault[] = [];
  let size = 0;
  let stopped = false;

  const fault = (path: readonly string[], says: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ where: path.join(' › '), says });
    else stopped = true;
  };

  /** Counts one more; false when the tree is too large to go on. */
  function enter(path: readonly string[], depth: number): boolean {
    if (stopped) return false;
    size += 1;
    if (size > limits.size) {
      fault([], `A tree may have at most ${limits.size} nodes and conditions, this one has more`);
      stopped = true;
    } else if (depth > limits.depth) {
      fault(path.slice(0, 3), `A tree may be at most ${limits.depth} deep, this one is deeper`);
      stopped = true;
    }
    return !stopped;
  }

  function node(of: Allocation, path: readonly string[], depth: number): void {
    if (!enter(path, depth)) return;
    const children = (list: readonly Allocation[], name: string): void => {
      if (list.length === 0) fault([...path, name], `${name} needs at least one child, was given none`);
      for (const [i, child] of list.entries()) node(child, [...path, name, String(i + 1)], depth + 1);
    };
    switch (of.kind) {
      case 'hold':
        ticker(of.ticker, path);
        return;
      case 'group':
        if (of.title.trim() === '') fault(path, 'A group needs a title, was empty');
        node(of.body, [...path, of.title], depth + 1);
        return;
      case 'when':
        condition(of.condition, [...path, 'condition'], depth + 1);
        node(of.then, [...path, 'then'], depth + 1);
        node(of.otherwise, [...path, 'else'], depth + 1);
        return;
      case 'equally':
        children(of.children, 'equal parts');
        return;
      case 'weighted':
        weights(
          of.children.map(({ weight }) => weight),
          [...path, 'fixed parts'],
        );
        children(
          of.children.map(({ child }) => child),
          'fixed parts',
        );
        return;
      case 'inverseVolatility':
        yardstick('deviationOfReturn', [of.window], [...path, 'inverse volatility']);
        children(of.children, 'inverse volatility');
        return;
      case 'ranked':
        if (!Number.isSafeInteger(of.count) || of.count < 1 || of.count > of.children.length) {
          fault(
            [...path, 'ranking'],
            `A ranking of ${of.children.length} must take a whole number from 1 to ${of.children.length}, was ${of.count}`,
          );
        }
        measured(of.by, [...path, 'ranking']);
        children(of.children, 'ranking');
        return;
      default:
        assertNever(of);
    }
  }

  function condition(of: Condition, path: readonly string[], depth: number): void {
    if (!enter(path, depth)) return;
    switch (of.kind) {
      case 'compare':
        measure(of.left, path);
        if (typeof of.right !== 'number') measure(of.right, path);
        else if (!Number.isFinite(of.right)) fault(path, `A threshold must be a finite number, was ${of.right}`);
        return;
      case 'all':
      case 'any':
        if (of.conditions.length === 0) fault(path, `"${of.kind}" needs at least one condition, was given none`);
        for (const [i, inner] of of.conditions.entries()) condition(inner, [...path, `${of.kind} ${i + 1}`], depth + 1);
        return;
      case 'not':
        condition(of.condition, [...path, 'not'], depth + 1);
        return;
      default:
        assertNever(of);
    }
  }

  function weights(list: readonly number[], path: readonly string[]): void {
    for (const weight of list) if (!(weight > 0 && weight <= 1)) fault(path, `A weight must be above 0 and at most 1, was ${weight}`);
    const sum = list.reduce((a, b) => a + b, 0);
    if (sum > 1 + WEIGHT_TOLERANCE) fault(path, `Weights must sum to at most 1, their sum was ${sum}`);
  }

  function measure({ yardstick: by, of }: Measure, path: readonly string[]): void {
    measured(by, path);
    ticker(of, path);
  }

  function measured(by: Yardstick, path: readonly string[]): void {
    yardstick(by.indicator, by.windows, path);
    const { unit } = cards[by.indicator];
    if (by.unit !== unit) fault(path, `${by.indicator} is measured in ${unit}, was called ${by.unit}`);
  }

  function yardstick(indicator: Yardstick['indicator'], windows: readonly number[], path: readonly string[]): void {
    const says = windowsFault(cards[indicator], windows);
    if (says !== undefined) fault(path, says);
    const long = windows.find((window) => window > limits.window);
    if (long !== undefined) fault(path, `A window may be at most ${limits.window} sessions, was ${long}`);
  }

  function ticker(of: Ticker, path: readonly string[]): void {
    try {
      if (tickerOf(of) !== of) fault(path, `A ticker must be written like SPY or BRK/B, was ${JSON.stringify(of)}`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      fault(path, error.message);
    }
  }

  node(tree, [], 1);
  return faults;
}
