/** A rule sheet, or one day's decision over it, as lines of a text tree. */
import { assertNever } from '../result.ts';
import { formatWeight } from '../values/format.ts';
import type { ConditionTrace, Trace } from './decision.ts';
import type { Allocation, Condition } from './node.ts';
import { inverseWords, score } from './reasons.ts';
import { conditionWords, figure, figuresApart, rankingWords } from './words.ts';

export interface Line {
  /** How far to indent. */
  readonly depth: number;
  readonly text: string;
  /** On the path that was taken; lines of a rule sheet without a day are all true. */
  readonly taken: boolean;
}

/** The sheet in sentences, as it is written. */
export function explainTree(tree: Allocation): readonly Line[] {
  const lines: Line[] = [];
  sheet(tree, 0, '', lines);
  return lines;
}

/** The sheet with a day's numbers beside every rule, the path taken marked. */
export function explainTrace(trace: Trace): readonly Line[] {
  const lines: Line[] = [];
  day(trace, 0, '', lines);
  return lines;
}

const percent = (fraction: number): string => formatWeight(fraction);

/** @param lead what stands before the node on its first line: "otherwise, " or a share. */
function sheet(node: Allocation, depth: number, lead: string, lines: Line[]): void {
  const say = (text: string): void => void lines.push({ depth, text: `${lead}${text}`, taken: true });
  const below = (children: readonly Allocation[]): void => {
    for (const child of children) sheet(child, depth + 1, '', lines);
  };
  switch (node.kind) {
    case 'hold':
      say(`hold ${node.ticker}`);
      return;
    case 'group':
      say(`${node.title}:`);
      below([node.body]);
      return;
    case 'when':
      say(`if ${conditionWords(node.condition)}:`);
      below([node.then]);
      otherwise(node.otherwise, node.otherwise.kind === 'when', depth, lines, sheet);
      return;
    case 'equally':
      say('equal parts of');
      below(node.children);
      return;
    case 'weighted':
      say('fixed parts of');
      for (const { weight, child } of node.children) sheet(child, depth + 1, `${percent(weight)} `, lines);
      return;
    case 'inverseVolatility':
      say(`by inverse ${node.window}-day volatility`);
      below(node.children);
      return;
    case 'ranked':
      say(`${rankingWords(node.order, node.count, node.by)} of`);
      below(node.children);
      return;
    default:
      assertNever(node);
  }
}

/** Chains of conditions stay at one depth, as on the sheet: if …, otherwise if …, otherwise. */
function otherwise<T>(
  node: T,
  isChain: boolean,
  depth: number,
  lines: Line[],
  write: (node: T, depth: number, lead: string, lines: Line[]) => void,
  taken = true,
): void {
  if (isChain) {
    write(node, depth, 'otherwise ', lines);
    return;
  }
  lines.push({ depth, text: 'otherwise:', taken });
  write(node, depth + 1, '', lines);
}

function day(trace: Trace, depth: number, lead: string, lines: Line[]): void {
  const say = (text: string): void => void lines.push({ depth, text: `${lead}${text}`, taken: trace.taken });
  switch (trace.kind) {
    case 'hold':
      say(`hold ${trace.ticker}`);
      return;
    case 'group':
      say(`${trace.title}:`);
      day(trace.body, depth + 1, '', lines);
      return;
    case 'when':
      say(`if ${measuredWords(trace.condition)}:`);
      day(trace.then, depth + 1, '', lines);
      otherwise(trace.otherwise, trace.otherwise.kind === 'when', depth, lines, day, trace.otherwise.taken);
      return;
    case 'equally':
      say('equal parts of');
      for (const child of trace.children) day(child, depth + 1, '', lines);
      return;
    case 'weighted':
      say('fixed parts of');
      for (const { weight, trace: child } of trace.children) day(child, depth + 1, `${percent(weight)} `, lines);
      return;
    case 'inverseVolatility':
      say(inverseWords(trace));
      for (const { trace: child } of trace.children) day(child, depth + 1, '', lines);
      return;
    case 'ranked':
      say(`${trace.words} of`);
      for (const { value, leftOut, trace: child } of trace.candidates) {
        day(child, depth + 1, `${leftOut ?? score(trace, value)} · `, lines);
      }
      say(`cut: ${cutWords(trace)}`);
      return;
    default:
      assertNever(trace);
  }
}

/** The sheet's own question with the numbers behind it: "TLT's RSI(20) is above PSQ's RSI(20) (39.4 against 57.8: no)". */
function measuredWords(condition: ConditionTrace): string {
  switch (condition.kind) {
    case 'compare':
      return `${conditionWords(asWritten(condition))} (${numbers(condition)}: ${answerWord(condition.holds)}${condition.unsettled === true ? ', unsettled' : ''})`;
    case 'all':
      return condition.conditions.map(measuredWords).join(' and ');
    case 'any':
      return condition.conditions.map(measuredWords).join(' or ');
    case 'not':
      return `not (${measuredWords(condition.condition)})`;
    default:
      return assertNever(condition);
  }
}

type Compared = ConditionTrace & { readonly kind: 'compare' };

const asWritten = ({ left, comparator, right }: Compared): Condition => ({
  kind: 'compare',
  left: left.measure,
  comparator,
  right: typeof right === 'number' ? right : right.measure,
});

function numbers({ left, right }: Compared): string {
  const { unit } = left.measure.yardstick;
  const against = typeof right === 'number' ? right : right.value;
  const [shown, shownAgainst] =
    left.value !== null && against !== null
      ? figuresApart(left.value, against, unit)
      : [left.value === null ? 'not known' : figure(left.value, unit), against === null ? 'not known' : figure(against, unit)];
  return typeof right === 'number' ? shown : `${shown} against ${shownAgainst}`;
}

const answerWord = (holds: boolean | null): string => (holds === null ? 'unknown' : holds ? 'yes' : 'no');

/** The last one in and the first one out, with the margin between them. */
function cutWords(trace: Trace & { kind: 'ranked' }): string {
  const values = (picked: boolean): readonly number[] =>
    trace.candidates.flatMap((candidate) => (candidate.picked === picked && candidate.value !== null ? [candidate.value] : []));
  const [inside, outside] = [values(true), values(false)];
  if (inside.length === 0) return 'nobody is left';
  if (outside.length === 0) return 'everybody is in';
  const isHighest = trace.order === 'highest';
  const last = isHighest ? Math.min(...inside) : Math.max(...inside);
  const next = isHighest ? Math.max(...outside) : Math.min(...outside);
  return `${score(trace, last)} in, ${score(trace, next)} out, margin ${score(trace, Math.abs(last - next))}`;
}
