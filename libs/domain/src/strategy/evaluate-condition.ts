/** Conditions for the trace: every side measured, three-valued, in words. */
import { assertNever, invariant } from '../result.ts';
import { COMPARE } from './condition-columns.ts';
import type { MeasureLookup } from './columns.ts';
import type { ConditionTrace, MeasuredSide, Missing } from './decision.ts';
import { isMissing } from './missing.ts';
import type { Comparator, Condition, Measure } from './node.ts';
import { COMPARATOR_WORDS, figure, figuresApart, measureWords, rightWords, threshold } from './words.ts';

export function traceCondition(condition: Condition, lookup: MeasureLookup): ConditionTrace {
  switch (condition.kind) {
    case 'compare':
      return traceCompare(condition, lookup);
    case 'all':
    case 'any': {
      const { kind } = condition;
      const conditions = condition.conditions.map((inner) => traceCondition(inner, lookup));
      const decisive = kind === 'any';
      const holds = conditions.some((inner) => inner.holds === decisive)
        ? decisive
        : conditions.some((inner) => inner.holds === null)
          ? null
          : !decisive;
      return { kind, conditions, holds };
    }
    case 'not': {
      const inner = traceCondition(condition.condition, lookup);
      return { kind: 'not', condition: inner, holds: inner.holds === null ? null : !inner.holds };
    }
    default:
      return assertNever(condition);
  }
}

/** The first measure, in written order, that leaves a condition unknown. */
export function missingIn(trace: ConditionTrace): Missing {
  invariant(trace.holds === null, 'Only an unknown condition misses something');
  switch (trace.kind) {
    case 'compare': {
      const missing = trace.left.missing ?? (typeof trace.right === 'number' ? undefined : trace.right.missing);
      invariant(missing !== undefined, 'An unknown comparison names what is missing');
      return missing;
    }
    case 'all':
    case 'any': {
      const unknown = trace.conditions.find(({ holds }) => holds === null);
      invariant(unknown !== undefined, 'An unknown condition has an unknown part');
      return missingIn(unknown);
    }
    case 'not':
      return missingIn(trace.condition);
    default:
      return assertNever(trace);
  }
}

function measured(measure: Measure, lookup: MeasureLookup): MeasuredSide {
  const words = measureWords(measure);
  const reading = lookup.ofTicker(measure.yardstick, measure.of);
  return isMissing(reading) ? { measure, words, value: null, missing: reading } : { measure, words, value: reading };
}

function traceCompare(condition: Condition & { kind: 'compare' }, lookup: MeasureLookup): ConditionTrace {
  const { comparator } = condition;
  const left = measured(condition.left, lookup);
  const right = typeof condition.right === 'number' ? condition.right : measured(condition.right, lookup);
  const rightValue = typeof right === 'number' ? right : right.value;
  if (left.value === null || rightValue === null) {
    return { kind: 'compare', left, comparator, right, holds: null, words: unknownWords(condition, left.value) };
  }
  const holds = COMPARE[comparator](left.value, rightValue);
  const margin = Math.abs(left.value - rightValue);
  const error = errorOf(condition.left, lookup) + (typeof condition.right === 'number' ? 0 : errorOf(condition.right, lookup));
  const words = knownWords(condition, left.value, rightValue, holds);
  return { kind: 'compare', left, comparator, right, holds, words, ...(error > 0 && margin <= error ? { unsettled: true } : {}) };
}

const errorOf = ({ yardstick, of }: Measure, lookup: MeasureLookup): number => lookup.settlingError?.(yardstick, of) ?? 0;

const relation = (comparator: Comparator, holds: boolean): string => `${holds ? '' : 'not '}${COMPARATOR_WORDS[comparator]}`;

/** "SPY's RSI(10) is 28.4, not above 79" · "SPY's price is 518.21, above its 200-day average of 498.02" */
function knownWords({ left, comparator, right }: Condition & { kind: 'compare' }, value: number, against: number, holds: boolean): string {
  const { unit } = left.yardstick;
  const [shown, shownAgainst] = figuresApart(value, against, unit);
  const other = typeof right === 'number' ? threshold(right, unit) : `${rightWords(left, right)} of ${shownAgainst}`;
  return `${measureWords(left)} is ${shown}, ${relation(comparator, holds)} ${other}`;
}

function unknownWords({ left, comparator, right }: Condition & { kind: 'compare' }, value: number | null): string {
  const question = `${relation(comparator, true)} ${rightWords(left, right)}`;
  return value === null
    ? `${measureWords(left)} is not known, to be ${question}`
    : `${measureWords(left)} is ${figure(value, left.yardstick.unit)}, not known whether ${question}`;
}
