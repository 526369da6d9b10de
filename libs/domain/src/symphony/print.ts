/**
 * A symphony as text. Reading it back gives the same tree: weights as written, titles, order, windows in full.
 * One part has no words at Composer: a fixed mix that leaves something in cash, printed with the child `:cash` of our own.
 */
import { assertNever } from '../result.ts';
import type { Allocation, Comparator, Condition, Measure, Weighted, Yardstick } from '../strategy/node.ts';
import { nameOfMeasure } from './measure-names.ts';
import type { SymphonyContent } from './symphony.ts';

const COMPARATOR_SIGNS: Readonly<Record<Comparator, string>> = { above: '>', below: '<', atLeast: '>=', atMost: '<=', equalTo: '=' };

/** Deeper lines stand no further to the right, so that a deep file does not become a wide one. */
const WIDEST_INDENT = 120;
const CASH_WORTH_WRITING = 1e-9;

/** Stable: the same symphony prints to the same bytes. */
export function printSymphony({ name, description, rebalance, tree, config }: SymphonyContent): string {
  const settings = [
    ...(config.assetClass === undefined ? [] : [`:asset-class ${text(config.assetClass)}`]),
    ...(description === undefined ? [] : [`:description ${text(description)}`]),
    ...(rebalance.frequency === 'none' && rebalance.corridor !== undefined ? [] : [`:rebalance-frequency :${rebalance.frequency}`]),
    ...(rebalance.corridor === undefined ? [] : [`:rebalance-threshold ${rebalance.corridor}`]),
  ];
  const lines = linesToFill();
  lines.add(`(defsymphony ${text(name)} {${settings.join(', ')}}`);
  lines.next(2);
  print(tree, 2, lines);
  lines.add(')\n');
  return lines.text();
}

/** Pieces of a text, joined once. */
interface Lines {
  add(piece: string): void;
  next(indent: number): void;
  text(): string;
}

function linesToFill(): Lines {
  const pieces: string[] = [];
  return {
    add: (piece) => void pieces.push(piece),
    next: (indent) => void pieces.push('\n', ' '.repeat(Math.min(indent, WIDEST_INDENT))),
    text: () => pieces.join(''),
  };
}

function print(node: Allocation, indent: number, lines: Lines): void {
  switch (node.kind) {
    case 'hold':
      lines.add(`(asset ${text(node.ticker)} nil)`);
      return;
    case 'group':
      lines.add(`(group ${text(node.title)}`);
      vector([node.body], indent + 2, lines);
      break;
    case 'when':
      lines.add(`(if ${conditionText(node.condition)}`);
      vector([node.then], indent + 2, lines);
      vector([node.otherwise], indent + 2, lines);
      break;
    case 'equally':
      lines.add('(weight-equal');
      vector(node.children, indent + 2, lines);
      break;
    case 'weighted':
      lines.add('(weight-specified');
      fixed(node, indent + 2, lines);
      break;
    case 'inverseVolatility':
      lines.add(`(weight-inverse-volatility ${node.window}`);
      vector(node.children, indent + 2, lines);
      break;
    case 'ranked':
      lines.add(`(filter ${rankingText(node.by)} (${node.order === 'highest' ? 'select-top' : 'select-bottom'} ${node.count})`);
      vector(node.children, indent + 2, lines);
      break;
    default:
      assertNever(node);
  }
  lines.add(')');
}

function vector(children: readonly Allocation[], indent: number, lines: Lines): void {
  lines.next(indent);
  lines.add('[');
  for (const [i, child] of children.entries()) {
    if (i > 0) lines.next(indent + 1);
    print(child, indent + 1, lines);
  }
  lines.add(']');
}

function fixed({ children }: Weighted, indent: number, lines: Lines): void {
  let cash = 1;
  for (const { weight, child } of children) {
    lines.next(indent);
    lines.add(`${weight} `);
    print(child, indent, lines);
    cash -= weight;
  }
  if (cash <= CASH_WORTH_WRITING) return;
  lines.next(indent);
  lines.add(`${cash} :cash`);
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'compare': {
      const { left, comparator, right } = condition;
      return `(${COMPARATOR_SIGNS[comparator]} ${measureText(left)} ${typeof right === 'number' ? right : measureText(right)})`;
    }
    case 'all':
      return `(and ${condition.conditions.map(conditionText).join(' ')})`;
    case 'any':
      return `(or ${condition.conditions.map(conditionText).join(' ')})`;
    case 'not':
      return `(not ${conditionText(condition.condition)})`;
    default:
      return assertNever(condition);
  }
}

const measureText = ({ yardstick, of }: Measure): string => yardstickText(yardstick, ` ${text(of)}`);
const rankingText = (by: Yardstick): string => yardstickText(by, '');

/** `(rsi "SPY" {:window 10})` */
function yardstickText({ indicator, windows }: Yardstick, of: string): string {
  const { name, windows: keys } = nameOfMeasure(indicator);
  if (keys.length === 0) return `(${name}${of})`;
  return `(${name}${of} {${keys.map((key, i) => `:${key} ${windows[i]!}`).join(' ')}})`;
}

/** In quotes, on one line; JSON's escapes are ours. */
const text = (content: string): string => JSON.stringify(content);
