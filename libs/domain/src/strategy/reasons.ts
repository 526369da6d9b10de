/** The path that a decision took, as sentences in order: "TQQQ's RSI(10) is 24.1, below 30 → TQQQ". */
import { assertNever } from '../result.ts';
import { formatWeight } from '../values/format.ts';
import type { CandidateTrace, ConditionTrace, Trace } from './decision.ts';
import { pick } from './mix.ts';
import { figure } from './words.ts';

export function reasonsOf(trace: Trace): readonly string[] {
  const path = reasons(trace);
  return path.length > 0 ? path : [`always → ${destination(trace) ?? 'cash'}`];
}

function reasons(trace: Trace): readonly string[] {
  switch (trace.kind) {
    case 'hold':
      return [];
    case 'group':
      return reasons(trace.body);
    case 'when': {
      const branch = trace.condition.holds === true ? trace.then : trace.otherwise;
      const goal = destination(branch);
      return [`${answer(trace.condition)}${goal === undefined ? '' : ` → ${goal}`}`, ...reasons(branch)];
    }
    case 'equally':
      return trace.children.flatMap(nested);
    case 'weighted':
      return trace.children.flatMap((child) => nested(child.trace));
    case 'inverseVolatility':
      return [inverseWords(trace), ...trace.children.flatMap((child) => nested(child.trace))];
    case 'ranked':
      return [rankedWords(trace), ...leftOut(trace.candidates), ...picks(trace).flatMap(({ trace: inner }) => nested(inner))];
    default:
      return assertNever(trace);
  }
}

/** Where a branch leads, when it can be said in a few words. */
function destination(trace: Trace): string | undefined {
  if (trace.kind === 'hold') return trace.ticker;
  if (trace.kind === 'group') return trace.title;
  const parts = trace.kind === 'equally' ? trace.children : trace.kind === 'weighted' ? trace.children.map((child) => child.trace) : [];
  if (parts.length === 0 || parts.some(({ kind }) => kind !== 'hold')) return undefined;
  return trace.weights?.map(({ ticker, weight }) => `${ticker} ${formatWeight(weight)}`).join(', ');
}

/** Sentences of a part that stands beside others carry its name. */
function nested(trace: Trace): readonly string[] {
  return trace.kind === 'group' ? reasons(trace.body).map((sentence) => `${trace.title}: ${sentence}`) : reasons(trace);
}

/** What decided a condition: of `any` the parts that hold, of `all` those that fail, else every part. */
export function answer(condition: ConditionTrace): string {
  switch (condition.kind) {
    case 'compare':
      return condition.words;
    case 'not':
      return answer(condition.condition);
    case 'all':
    case 'any': {
      const deciding = condition.conditions.filter(({ holds }) => holds === condition.holds);
      const parts = deciding.length > 0 ? deciding : condition.conditions;
      return parts.length > SPELLED_OUT ? `${tally(parts.length, condition)}; closest: ${closest(parts)}` : parts.map(answer).join('; ');
    }
    default:
      return assertNever(condition);
  }
}

/** More parts than this are counted, and only the closest is told: the trace has them all. */
const SPELLED_OUT = 3;

/** "none of 11 holds" · "5 of 11 hold" */
function tally(deciding: number, { conditions, holds }: ConditionTrace & { kind: 'all' | 'any' }): string {
  const holding = holds === true ? deciding : conditions.length - deciding;
  return holding === 0 ? `none of ${conditions.length} holds` : `${holding} of ${conditions.length} hold`;
}

/** The one of them that was nearest to turning. */
function closest(parts: readonly ConditionTrace[]): string {
  const margins = parts.map(margin);
  return answer(parts[margins.indexOf(Math.min(...margins))] ?? parts[0]!);
}

/** How far a comparison is from turning, in its own unit; what cannot be told is far. */
function margin(condition: ConditionTrace): number {
  if (condition.kind !== 'compare') return Number.POSITIVE_INFINITY;
  const right = typeof condition.right === 'number' ? condition.right : condition.right.value;
  return condition.left.value === null || right === null ? Number.POSITIVE_INFINITY : Math.abs(condition.left.value - right);
}

/** The name of a part, for lists of parts. */
export const partName = (trace: Trace): string =>
  trace.kind === 'hold' ? trace.ticker : trace.kind === 'group' ? trace.title : 'a sub-portfolio';

/** "by inverse 14-day volatility: Vote A 46.3 % (deviation 2.10 %), …" */
export function inverseWords({ window, children }: Trace & { kind: 'inverseVolatility' }): string {
  const parts = children.map(({ deviation, weight, trace }) => {
    const share = weight === null ? '' : ` ${formatWeight(weight)}`;
    return `${partName(trace)}${share} (deviation ${deviation === null ? 'not known' : figure(deviation, 'percent')})`;
  });
  return `by inverse ${window}-day volatility: ${parts.join(', ')}`;
}

/** "the 3 highest by 90-day average return: SMR 0.83 %, OKLO 0.47 %, EXC 0.11 %" */
function rankedWords(trace: Trace & { kind: 'ranked' }): string {
  return `${trace.words}: ${picks(trace)
    .map(({ title, value }) => `${title} ${score(trace, value)}`)
    .join(', ')}`;
}

export const score = ({ by }: Trace & { kind: 'ranked' }, value: number | null): string =>
  value === null ? 'not known' : figure(value, by.unit);

/** The chosen candidates, best first. */
function picks({ candidates, order, count }: Trace & { kind: 'ranked' }): readonly CandidateTrace[] {
  const scores = candidates.map(({ value }) => value ?? Number.NaN);
  return pick(scores, order, count).map((i) => candidates[i]!);
}

const leftOut = (candidates: readonly CandidateTrace[]): readonly string[] =>
  candidates.filter(({ leftOut }) => leftOut !== undefined).map(({ title, leftOut }) => `${title} is ${leftOut ?? 'left out'}`);
