/** Conditions that compare prices: what they read, and how to say them without a price. */
import { assertNever, formatPercent, type ConditionTrace, type MeasuredSide, type Trace } from '@alchemiser/domain';

type Comparison = Extract<ConditionTrace, { kind: 'compare' }>;

/** Every price level a trace read, in USD. */
export const usdReadings = (trace: Trace): readonly number[] =>
  usdComparisons(trace)
    .flatMap(({ left, right }) => [left.value, valueOf(right)])
    .concat(usdRankings(trace))
    .filter((value) => value !== null);

/**
 * "SPY's close is 540.00, above its 200-day average" → "SPY's close is 3.2 % above its 200-day average":
 * the margin says more than the price, and gives none away.
 */
export function withoutPrices(reasons: readonly string[], trace: Trace | null): readonly string[] {
  if (trace === null) return reasons;
  const comparisons = usdComparisons(trace);
  return reasons.map((reason) =>
    comparisons.reduce((text, comparison) => text.replaceAll(comparison.words, marginWords(comparison)), reason),
  );
}

function marginWords({ left, right, words }: Comparison): string {
  const threshold = valueOf(right);
  if (left.value === null || threshold === null || threshold <= 0) return words;
  const percent = (left.value / threshold - 1) * 100;
  const other = typeof right === 'number' ? 'its threshold' : thereafter(right, left);
  if (percent === 0) return `${left.words} is equal to ${other}`;
  return `${left.words} is ${formatPercent(Math.abs(percent))} ${percent > 0 ? 'above' : 'below'} ${other}`;
}

/** "its 200-day average" where both sides are of one ticker. */
const thereafter = (right: MeasuredSide, left: MeasuredSide): string =>
  right.measure.of === left.measure.of ? right.words.replace(`${right.measure.of}'s `, 'its ') : right.words;

const valueOf = (side: MeasuredSide | number): number | null => (typeof side === 'number' ? side : side.value);

const usdComparisons = (trace: Trace): readonly Comparison[] =>
  nodesOf(trace).flatMap((node) => (node.kind === 'when' ? usdOf(node.condition) : []));

const usdRankings = (trace: Trace): readonly (number | null)[] =>
  nodesOf(trace).flatMap((node) =>
    node.kind === 'ranked' && node.by.unit === 'usd' ? node.candidates.map((candidate) => candidate.value) : [],
  );

/** The node and all beneath it. Written out by kind: a new kind does not compile until it is decided what it shows. */
function nodesOf(trace: Trace): readonly Trace[] {
  switch (trace.kind) {
    case 'hold':
      return [trace];
    case 'group':
      return [trace, ...nodesOf(trace.body)];
    case 'when':
      return [trace, ...nodesOf(trace.then), ...nodesOf(trace.otherwise)];
    case 'equally':
      return [trace, ...trace.children.flatMap(nodesOf)];
    case 'weighted':
    case 'inverseVolatility':
      return [trace, ...trace.children.flatMap((child) => nodesOf(child.trace))];
    case 'ranked':
      return [trace, ...trace.candidates.flatMap((candidate) => nodesOf(candidate.trace))];
    default:
      return assertNever(trace);
  }
}

function usdOf(condition: ConditionTrace): readonly Comparison[] {
  switch (condition.kind) {
    case 'compare':
      return condition.left.measure.yardstick.unit === 'usd' ? [condition] : [];
    case 'all':
    case 'any':
      return condition.conditions.flatMap(usdOf);
    case 'not':
      return usdOf(condition.condition);
    default:
      return assertNever(condition);
  }
}
