/**
 * Conditions and measures of the JSON form. Newer exports carry a `condition` block (`binary`, `compound`, `binary-compound`: one comparison
 * asked of several tickers, written for the ticker "%"); older ones spell one comparison in `lhs-…` and `rhs-…` keys of the branch itself.
 * Where both stand, the block is meant.
 */
import type { Comparator, Condition, Measure, Yardstick } from '../strategy/node.ts';
import type { Draft } from './draft.ts';
import { formWords, quoted, type Form } from './form.ts';
import { jsonNode, listOf, numberIn, numberOf, switchOf, textOf, type JsonNode } from './json-node.ts';
import type { Parameter, Parts } from './parts.ts';

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['gt', 'above'],
  ['lt', 'below'],
  ['gte', 'atLeast'],
  ['lte', 'atMost'],
  ['eq', 'equalTo'],
]);

const BLOCK_KEYS = ['condition-type', 'comparator', 'operator', 'conditions', 'tickers', 'lhs', 'rhs'];
const SIDE_KEYS = ['fn', 'ticker', 'params', 'constant'];
/** Stands for each ticker of a `binary-compound` block. */
const EACH = '%';

export const CONDITION_KEYS: readonly string[] = [
  'condition',
  'comparator',
  ...['lhs', 'rhs'].flatMap((side) => [`${side}-fn`, `${side}-val`, `${side}-fn-params`, `${side}-window-days`]),
  'rhs-fixed-value?',
];

export interface JsonConditionReader {
  /** Of an `if-child` that is no else. */
  condition(branch: JsonNode, depth: number): Condition | null;
  /** The measure whose name stands under `${prefix}-fn`, its windows under `-fn-params` or `-window-days`. */
  measureAt(node: JsonNode, prefix: string): Yardstick | null;
}

export function jsonConditions(draft: Draft, parts: Parts): JsonConditionReader {
  function condition(branch: JsonNode, depth: number): Condition | null {
    const written = branch.get('condition');
    if (written !== undefined) return block(written, depth);
    if (!draft.enter(branch.at, depth)) return null;
    const comparator = comparatorOf(branch);
    const left = measureOf(branch, 'lhs');
    const fixed = switchOf(branch, 'rhs-fixed-value?') ?? branch.get('rhs-fn') === undefined;
    const right = fixed ? (numberOf(draft, branch, 'rhs-val')?.value ?? null) : measureOf(branch, 'rhs');
    if (comparator === null || left === null || right === null) return null;
    return parts.compare(branch.at, left, comparator, right);
  }

  function block(form: Form, depth: number): Condition | null {
    if (!draft.enter(form.at, depth)) return null;
    const node = jsonNode(draft, form, BLOCK_KEYS);
    const type = node && textOf(draft, node, 'condition-type');
    if (node === null || type === null) return null;
    switch (type.value) {
      case 'binary':
        return binary(node, undefined);
      case 'compound': {
        const inner = listOf(draft, node, 'conditions').map((each) => block(each, depth + 1));
        return joined(node, inner);
      }
      case 'binary-compound': {
        const inner = listOf(draft, node, 'tickers').map((each) => {
          if (each.kind !== 'string') return draft.fault(each.at, 'a ticker in quotes', formWords(each));
          return draft.enter(each.at, depth + 1) ? binary(node, each.text) : null;
        });
        return joined(node, inner);
      }
      default:
        return draft.fault(
          type.at,
          'a condition-type (binary, compound, binary-compound)',
          `${quoted(type.value)}, which is not supported`,
        );
    }
  }

  function joined(node: JsonNode, inner: readonly (Condition | null)[]): Condition | null {
    const operator = textOf(draft, node, 'operator');
    if (operator === null) return null;
    const kind = operator.value;
    if (kind !== 'any' && kind !== 'all')
      return draft.fault(operator.at, 'an operator (any, all)', `${quoted(kind)}, which is not supported`);
    if (inner.length === 0) return draft.fault(node.at, 'at least one condition', 'none');
    return inner.every((each) => each !== null) ? parts.joined(node.at, kind, inner) : null;
  }

  function binary(node: JsonNode, each: string | undefined): Condition | null {
    const comparator = comparatorOf(node);
    const left = side(node, 'lhs', each);
    const right = side(node, 'rhs', each);
    if (comparator === null || left === null || right === null) return null;
    if (typeof left === 'number') return draft.fault(node.at, 'a measure on the left', `the number ${left}`);
    return parts.compare(node.at, left, comparator, right);
  }

  function comparatorOf(node: JsonNode): Comparator | null {
    const name = textOf(draft, node, 'comparator');
    if (name === null) return null;
    const comparator = COMPARATORS.get(name.value);
    return (
      comparator ??
      draft.fault(name.at, `a comparator (${[...COMPARATORS.keys()].join(', ')})`, `${quoted(name.value)}, which is not supported`)
    );
  }

  function side(of: JsonNode, key: 'lhs' | 'rhs', each: string | undefined): Measure | number | null {
    const form = of.get(key);
    if (form === undefined) return draft.fault(of.at, `"${key}"`, 'nothing');
    const node = jsonNode(draft, form, SIDE_KEYS);
    if (node === null) return null;
    const constant = node.get('constant');
    if (constant !== undefined) return numberIn(draft, constant, 'constant')?.value ?? null;
    const name = textOf(draft, node, 'fn');
    const ticker = textOf(draft, node, 'ticker');
    const by = name && parts.yardstick(name.at, name.value, parametersOf(node.get('params')) ?? []);
    const owner = ticker && parts.ticker(ticker.at, ticker.value === EACH && each !== undefined ? each : ticker.value);
    return by && owner && Object.freeze({ kind: 'measure', yardstick: by, of: owner });
  }

  function measureOf(node: JsonNode, prefix: 'lhs' | 'rhs'): Measure | null {
    const by = measureAt(node, prefix);
    const ticker = textOf(draft, node, `${prefix}-val`);
    const owner = ticker && parts.ticker(ticker.at, ticker.value);
    return by && owner && Object.freeze({ kind: 'measure', yardstick: by, of: owner });
  }

  function measureAt(node: JsonNode, prefix: string): Yardstick | null {
    const name = textOf(draft, node, `${prefix}-fn`);
    if (name === null) return null;
    const params = node.get(`${prefix}-fn-params`);
    const days = node.get(`${prefix}-window-days`);
    const parameters = params !== undefined && hasItems(params) ? parametersOf(params) : days === undefined ? [] : daysOf(days);
    return parameters && parts.yardstick(name.at, name.value, parameters);
  }

  /** Older exports: the window as a number or a text, an empty text for none. */
  function daysOf(days: Form): readonly Parameter[] | null {
    if (days.kind === 'string' && days.text.trim() === '') return [];
    const window = numberIn(draft, days, 'window-days');
    return window && [{ key: 'window', keyAt: days.at, ...window }];
  }

  function parametersOf(params: Form | undefined): readonly Parameter[] | null {
    if (params === undefined) return [];
    if (params.kind !== 'map') return draft.fault(params.at, 'an object of parameters like {"window": 10}', formWords(params));
    const parameters: Parameter[] = [];
    for (let i = 0; i < params.items.length; i += 2) {
      const key = params.items[i]!;
      const value = params.items[i + 1]!;
      if (key.kind !== 'string' || value.kind === 'nil') continue;
      const read = numberIn(draft, value, key.text);
      if (read === null) return null;
      parameters.push({ key: key.text, keyAt: key.at, ...read });
    }
    return parameters;
  }

  return { condition, measureAt };
}

const hasItems = (form: Form): boolean => form.kind !== 'map' || form.items.length > 0;
