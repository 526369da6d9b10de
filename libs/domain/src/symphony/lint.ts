/**
 * What is legal in a symphony and worth a second look. Prices are adjusted for splits and dividends, so a level that is compared
 * with a constant or with another ticker moves whenever an adjustment rewrites history.
 */
import { cards } from '../indicators/cards.ts';
import { assertNever } from '../result.ts';
import { fold } from '../strategy/graph.ts';
import type { Allocation, Condition, Measure } from '../strategy/node.ts';
import { conditionWords, measureWords, titleOf, yardstickWords } from '../strategy/words.ts';
import type { Position } from './lines.ts';
import type { Remark, RemarkCode, Symphony } from './symphony.ts';

/** In the order of the file; equal parts are looked at once, where they first stand. */
export function lint({ tree, noticed, positions }: Symphony): readonly Remark[] {
  const remarks: Remark[] = [...noticed];
  const seen = new Set<object>();
  const graph = fold(tree);

  const remark = (of: object, code: RemarkCode, says: string): void => {
    remarks.push({ code, says, ...(positions.get(of) ?? {}) });
  };

  function look(node: Allocation): void {
    if (seen.has(node)) return;
    seen.add(node);
    switch (node.kind) {
      case 'hold':
        return;
      case 'group':
        look(node.body);
        return;
      case 'when':
        ask(node.condition);
        if (graph.nodeOf(node.then) === graph.nodeOf(node.otherwise)) {
          remark(node, 'equal-branches', `Both branches hold the same, whether ${conditionWords(node.condition)} or not`);
        }
        look(node.then);
        look(node.otherwise);
        return;
      case 'equally':
      case 'inverseVolatility':
        siblings(node, node.children);
        return;
      case 'weighted':
        siblings(
          node,
          node.children.map(({ child }) => child),
        );
        return;
      case 'ranked':
        if (node.count === node.children.length) {
          remark(node, 'keeps-all', `A filter that leaves nothing out: all ${node.count} are held, equally weighted`);
        }
        if (node.by.unit === 'usd') {
          remark(node, 'price-level', `A ranking by ${yardstickWords(node.by)} compares price levels of different tickers`);
        }
        siblings(node, node.children);
        return;
      default:
        assertNever(node);
    }
  }

  function siblings(parent: Allocation, children: readonly Allocation[]): void {
    const first = new Set<number>();
    const repeated = new Set<number>();
    for (const child of children) {
      const id = graph.nodeOf(child);
      if (first.has(id) && !repeated.has(id)) {
        repeated.add(id);
        const times = children.filter((other) => graph.nodeOf(other) === id).length;
        remark(parent, 'duplicate-children', `${titleOf(child)} stands ${times} times among these children and counts ${times} times`);
      }
      first.add(id);
    }
    children.forEach(look);
  }

  function ask(condition: Condition): void {
    if (seen.has(condition)) return;
    seen.add(condition);
    switch (condition.kind) {
      case 'compare':
        for (const [code, says] of comparisonRemarks(condition)) remark(condition, code, says);
        return;
      case 'all':
      case 'any':
        condition.conditions.forEach(ask);
        return;
      case 'not':
        ask(condition.condition);
        return;
      default:
        assertNever(condition);
    }
  }

  look(tree);
  return remarks.sort(byPlace);
}

type Said = readonly [code: RemarkCode, says: string];

function comparisonRemarks(condition: Condition & { kind: 'compare' }): readonly Said[] {
  const { left, comparator, right } = condition;
  const words = measureWords(left);
  const said: Said[] = [];
  if (typeof right === 'number') {
    const never = impossible(left, right);
    if (left.yardstick.unit === 'usd') said.push(['price-level', `${words} is compared with ${right}: adjustments rewrite price levels`]);
    if (never !== undefined) said.push(['never-changes', `${words} is compared with ${right}, and ${never}`]);
  } else {
    const other = measureWords(right);
    if (left.yardstick.unit !== right.yardstick.unit) {
      said.push(['units', `${words} (${left.yardstick.unit}) is compared with ${other} (${right.yardstick.unit})`]);
    } else if (left.yardstick.unit === 'usd' && left.of !== right.of) {
      said.push(['price-level', `${words} is compared with ${other}: price levels of different tickers, which adjustments rewrite`]);
    }
    if (isSame(left, right)) said.push(['same-sides', `${words} is compared with itself`]);
  }
  if (comparator === 'equalTo')
    said.push(['exact-equality', `${words} is asked to equal something exactly, which measured numbers hardly ever do`]);
  return said;
}

const isSame = (left: Measure, right: Measure): boolean =>
  left.of === right.of &&
  left.yardstick.indicator === right.yardstick.indicator &&
  left.yardstick.windows.join() === right.yardstick.windows.join();

/** Why a threshold is beyond what a measure can be. */
function impossible({ yardstick: { indicator } }: Measure, threshold: number): string | undefined {
  if (cards[indicator].unit === 'points') return threshold < 0 || threshold > 100 ? 'it lies between 0 and 100' : undefined;
  if (threshold >= 0) return undefined;
  switch (indicator) {
    case 'deviationOfReturn':
    case 'deviationOfPrice':
    case 'populationDeviationOfReturn':
    case 'populationDeviationOfPrice':
    case 'maxDrawdown':
    case 'close':
    case 'sma':
    case 'ema':
      return 'it is never negative';
    case 'rsi':
    case 'movingAverageOfReturn':
    case 'cumulativeReturn':
    case 'ppo':
    case 'ppoSignal':
      return undefined;
    default:
      return assertNever(indicator);
  }
}

function byPlace(a: Partial<Position>, b: Partial<Position>): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
