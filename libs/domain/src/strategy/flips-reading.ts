/**
 * What a tree may decide on the last session while one ticker's last close lies in a stretch: conditions and nodes as sets of what they
 * may come to, never too small. Over one cent they are what the columnar reading finds there.
 */
import { assertNever } from '../result.ts';
import { COMPARE } from './condition-columns.ts';
import { picksTheSame, type IsTied } from './flips-ranking.ts';
import { outcomeOf, REFUSED, VALUE, YOUNG, type LastRow, type Reach, type Stretch } from './flips-last-row.ts';
import type { TriedTicker } from './flips-ticker.ts';
import type { GraphCondition, GraphNode } from './graph.ts';
import { STALE_DEVIATION_PERCENT } from './mix.ts';
import type { Comparator } from './node.ts';

/** What a condition may be, as bits: true, false, or unknown by a fault that is `YOUNG` or `REFUSED`. */
export const YES = VALUE;
export const NO = 8;
const FAULTS = YOUNG | REFUSED;

export interface StretchReading {
  measure(id: number): Reach;
  condition(id: number): number;
  /** Bits of what a node may come to. */
  outcome(node: number): number;
  /** Proven: the node decides by the same branches and selections as it did, at every close of the stretch. Certain of one cent. */
  isSame(node: number): boolean;
}

export function readStretch(last: LastRow, tried: TriedTicker, isTied: IsTied, stretch: Stretch): StretchReading {
  const { graph, nodes, row } = last;
  const { touched } = tried;
  const measures: Reach[] = [];
  const conditions: number[] = [];
  const outcomes: number[] = [];
  const same: boolean[] = [];

  const measure = (id: number): Reach => (measures[id] ??= tried.reach(id, stretch, outcome));
  const condition = (id: number): number => (conditions[id] ??= conditionOf(graph.conditions[id]!));
  const outcome = (id: number): number =>
    (outcomes[id] ??= touched.node(id) ? outcomeOfNode(graph.nodes[id]!) : outcomeOf(nodes.status(id)[row]!));
  const isSame = (id: number): boolean => (same[id] ??= !touched.node(id) || isSameNode(graph.nodes[id]!, id));

  function conditionOf(of: GraphCondition): number {
    switch (of.kind) {
      case 'compare':
        return compare(of);
      case 'all':
        return of.conditions.reduce((sofar, inner) => together(sofar, condition(inner), NO), YES);
      case 'any':
        return of.conditions.reduce((sofar, inner) => together(sofar, condition(inner), YES), NO);
      case 'not': {
        const inner = condition(of.condition);
        return (inner & FAULTS) | (inner & YES ? NO : 0) | (inner & NO ? YES : 0);
      }
      default:
        return assertNever(of);
    }
  }

  /** The left side is asked for first, as for the reason of a refusal. */
  function compare({ left, comparator, right }: GraphCondition & { kind: 'compare' }): number {
    const a = measure(left);
    if ((a.can & VALUE) === 0) return a.can;
    if (typeof right === 'number') return (a.can & FAULTS) | compareReach(comparator, a, { low: right, high: right });
    const b = measure(right.measure);
    const values = (b.can & VALUE) === 0 ? 0 : left === right.measure ? ofItself(comparator) : compareReach(comparator, a, b);
    return (a.can & FAULTS) | (b.can & FAULTS) | values;
  }

  function outcomeOfNode(node: GraphNode): number {
    switch (node.kind) {
      case 'hold':
        return VALUE;
      case 'when': {
        const answer = condition(node.condition);
        return (answer & FAULTS) | (answer & YES ? outcome(node.then) : 0) | (answer & NO ? outcome(node.otherwise) : 0);
      }
      case 'split':
        return node.children.reduce((sofar, child) => andThen(sofar, () => outcome(child)), VALUE);
      case 'inverseVolatility':
        return node.children.reduce(
          (sofar, child, i) =>
            andThen(
              andThen(sofar, () => deviates(measure(node.deviations[i]!))),
              () => outcome(child),
            ),
          VALUE,
        );
      case 'ranked': {
        const scores = node.scores.map((score) => measure(score).can);
        if (scores.includes(REFUSED)) return REFUSED;
        const can = scores.reduce((sofar, score) => sofar | score, 0);
        // A candidate that has a value has decided; all too young leave nobody.
        return (can & (VALUE | REFUSED)) | (scores.every((score) => score & YOUNG) ? YOUNG : 0);
      }
      default:
        return assertNever(node);
    }
  }

  function isSameNode(node: GraphNode, id: number): boolean {
    switch (node.kind) {
      case 'hold':
        return true;
      case 'when': {
        const held = nodes.conditions.column(node.condition)[row] === 1;
        return condition(node.condition) === (held ? YES : NO) && isSame(held ? node.then : node.otherwise);
      }
      case 'split':
        return node.children.every(isSame);
      case 'inverseVolatility':
        return node.deviations.every((deviation) => deviates(measure(deviation)) === VALUE) && node.children.every(isSame);
      case 'ranked': {
        const picked = [...node.children.keys()].filter((child) => nodes.share(id, row, child) !== 0);
        return picksTheSame(node, node.scores.map(measure), picked, isTied) && picked.every((child) => isSame(node.children[child]!));
      }
      default:
        return assertNever(node);
    }
  }

  return { measure, condition, outcome, isSame };
}

/** What may come of one step after another: the next is only asked where the one before may have a value. */
const andThen = (before: number, next: () => number): number => (before & VALUE ? (before & ~VALUE) | next() : before);

/** A deviation as inverse volatility takes it: nothing that stands still. */
const deviates = ({ can, low, high }: Reach): number =>
  (can & FAULTS) |
  (can & VALUE && high >= STALE_DEVIATION_PERCENT ? VALUE : 0) |
  (can & VALUE && low < STALE_DEVIATION_PERCENT ? REFUSED : 0);

type Bounds = Pick<Reach, 'low' | 'high'>;

/** Every comparator is monotone in both sides or, for equality, true only where they meet. */
function compareReach(comparator: Comparator, a: Bounds, b: Bounds): number {
  const holds = COMPARE[comparator];
  if (comparator === 'equalTo') {
    if (a.low > b.high || a.high < b.low) return NO;
    return a.low === a.high && b.low === b.high ? YES : YES | NO;
  }
  const corners = [holds(a.low, b.high), holds(a.high, b.low)];
  return corners[0] === corners[1] ? (corners[0] ? YES : NO) : YES | NO;
}

const ofItself = (comparator: Comparator): number => (COMPARE[comparator](0, 0) ? YES : NO);

/** Kleene's all and any on sets: `decisive` settles it, else the first unknown stays unknown. */
function together(sofar: number, inner: number, decisive: number): number {
  const neutral = decisive === YES ? NO : YES;
  let result = (sofar | inner) & decisive;
  if (sofar & neutral) result |= inner;
  if (inner & ~decisive) result |= sofar & FAULTS;
  return result;
}
