/** How measures, numbers and parts of a tree are called, the same in traces, refusals and rule sheets. */
import { cards } from '../indicators/cards.ts';
import { assertNever } from '../result.ts';
import { fixed } from '../values/format.ts';
import type { Allocation, Comparator, Condition, Measure, Unit, Yardstick } from './node.ts';

export const COMPARATOR_WORDS: Readonly<Record<Comparator, string>> = {
  above: 'above',
  below: 'below',
  atLeast: 'at least',
  atMost: 'at most',
  equalTo: 'equal to',
};

/** "RSI(10)" */
export const yardstickWords = ({ indicator, windows }: Yardstick): string => cards[indicator].words(windows);

/** "SPY's RSI(10)" */
export const possessive = (owner: string, yardstick: Yardstick): string => `${owner}'s ${yardstickWords(yardstick)}`;

export const measureWords = ({ yardstick, of }: Measure): string => possessive(of, yardstick);

/** Decimals a reader wants of a measured value. */
const DECIMALS: Readonly<Record<Unit, number>> = { points: 1, usd: 2, percent: 2 };
const SUFFIX: Readonly<Record<Unit, string>> = { points: '', usd: '', percent: ' %' };

/** "28.4" · "1,204.50" · "0.83 %" */
export const figure = (value: number, unit: Unit): string => `${fixed(value, DECIMALS[unit])}${SUFFIX[unit]}`;

/** A number of the rule sheet as it was written there: "79" · "−10 %". */
export function threshold(value: number, unit: Unit): string {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return `${fixed(value, decimals)}${SUFFIX[unit]}`;
}

/** Two values side by side with as many decimals as it takes to tell them apart: "79.0" and "79" would not do for 79.004. */
export function figuresApart(left: number, right: number, unit: Unit): readonly [string, string] {
  let decimals = DECIMALS[unit];
  while (decimals < 9 && left !== right && fixed(left, decimals) === fixed(right, decimals)) decimals++;
  return [`${fixed(left, decimals)}${SUFFIX[unit]}`, `${fixed(right, decimals)}${SUFFIX[unit]}`];
}

/** "SPY's price above its 200-day average": what is asked, without an answer. */
export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'compare': {
      const { left, comparator, right } = condition;
      return `${measureWords(left)} is ${COMPARATOR_WORDS[comparator]} ${rightWords(left, right)}`;
    }
    case 'all':
      return condition.conditions.map(conditionWords).join(' and ');
    case 'any':
      return condition.conditions.map(conditionWords).join(' or ');
    case 'not':
      return `not (${conditionWords(condition.condition)})`;
    default:
      return assertNever(condition);
  }
}

/** "79" · "PSQ's RSI(20)" · "its 20-day average" when both sides are of one ticker. */
export function rightWords(left: Measure, right: Measure | number): string {
  if (typeof right === 'number') return threshold(right, left.yardstick.unit);
  return right.of === left.of ? `its ${yardstickWords(right.yardstick)}` : measureWords(right);
}

/** "the 3 highest by 90-day average return" */
export const rankingWords = (order: 'highest' | 'lowest', count: number, by: Yardstick): string =>
  count === 1 ? `the ${order} by ${yardstickWords(by)}` : `the ${count} ${order} by ${yardstickWords(by)}`;

/** What to call a part of the tree in a sentence: its title, its ticker, or what it does (two levels deep, then "a sub-portfolio"). */
export function titleOf(node: Allocation, levels = 2): string {
  if (node.kind === 'hold') return node.ticker;
  if (node.kind === 'group') return node.title;
  if (levels === 0) return 'a sub-portfolio';
  const list = (children: readonly Allocation[]): string => children.map((child) => titleOf(child, levels - 1)).join(', ');
  switch (node.kind) {
    case 'when':
      return `the choice by whether ${conditionWords(node.condition)}`;
    case 'equally':
      return `an equal split of ${list(node.children)}`;
    case 'weighted':
      return `a split of ${list(node.children.map(({ child }) => child))}`;
    case 'inverseVolatility':
      return `an inverse-volatility split of ${list(node.children)}`;
    case 'ranked':
      return `${rankingWords(node.order, node.count, node.by)} of ${list(node.children)}`;
    default:
      return assertNever(node);
  }
}
