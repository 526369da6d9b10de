/** Steps of the JSON form → a tree. What is not known here is refused by its name, never passed over. */
import type { Allocation } from '../strategy/node.ts';
import type { Draft } from './draft.ts';
import { formWords, quoted, type Form } from './form.ts';
import { CONDITION_KEYS, jsonConditions } from './json-conditions.ts';
import { jsonNode, listOf, numberOf, switchOf, textAt, textOf, type JsonNode } from './json-node.ts';
import { partsOf, type WeightedPart } from './parts.ts';
import { frequencyNamed, rebalancePolicy } from './policy.ts';
import type { SymphonyContent } from './symphony.ts';

const STEPS = ['asset', 'group', 'if', 'filter', 'wt-cash-equal', 'wt-cash-specified', 'wt-inverse-vol'] as const;
const STEP_WORDS = `a step (${STEPS.join(', ')})`;
type Step = (node: JsonNode, depth: number) => Allocation | null;

/** Keys of a step beside `step`, `weight` (which its parent reads) and `children`. */
const KEYS: Readonly<Record<(typeof STEPS)[number] | 'root' | 'if-child', readonly string[]>> = {
  root: ['rebalance', 'rebalance-corridor-width'],
  asset: ['ticker'],
  group: [],
  if: [],
  'if-child': ['is-else-condition?', ...CONDITION_KEYS],
  filter: ['sort-by-fn', 'sort-by-fn-params', 'sort-by-window-days', 'select-fn', 'select-n', 'select?', 'sort-by?'],
  'wt-cash-equal': [],
  'wt-cash-specified': [],
  'wt-inverse-vol': ['window-days'],
};

const known = (step: keyof typeof KEYS): readonly string[] => ['step', 'children', 'weight', ...KEYS[step]];

/** From the `root` down. */
export function lowerJson(draft: Draft, form: Form): SymphonyContent | null {
  if (textAt(form, 'step') !== 'root') return draft.fault(form.at, 'an object with "step": "root"', formWords(form));
  const root = jsonNode(draft, form, known('root'));
  if (root === null) return null;
  const name = textOf(draft, root, 'name');
  const description = root.get('description');
  const written = root.get('rebalance') === undefined ? undefined : textOf(draft, root, 'rebalance');
  const frequency = written && frequencyNamed(draft, written);
  const corridor = root.get('rebalance-corridor-width') === undefined ? undefined : numberOf(draft, root, 'rebalance-corridor-width');
  if (corridor && frequency && frequency !== 'none') {
    return draft.fault(corridor.at, 'a corridor only where "rebalance" is "none"', `one beside ${quoted(frequency)}`);
  }
  const rebalance = rebalancePolicy(draft, root.at, frequency, corridor);
  const assetClass = root.get('asset-class');
  if (assetClass !== undefined && (assetClass.kind !== 'string' || assetClass.text.toUpperCase() !== 'EQUITIES')) {
    draft.fault(assetClass.at, 'the asset class "EQUITIES"', `${formWords(assetClass)}, which is not supported`);
  }
  const tree = stepReader(draft)(root, 1);
  return (
    name &&
    rebalance &&
    tree && {
      name: name.value,
      ...(description?.kind === 'string' && description.text.trim() !== '' ? { description: description.text } : {}),
      rebalance,
      config: assetClass === undefined ? {} : { assetClass: 'EQUITIES' },
      tree,
    }
  );
}

/** @returns a reader of the children of a node as one body. */
function stepReader(draft: Draft): (node: JsonNode, depth: number) => Allocation | null {
  const parts = partsOf(draft);
  const { condition, measureAt } = jsonConditions(draft, parts);

  function children(node: JsonNode, depth: number, forms = listOf(draft, node, 'children')): readonly Allocation[] | null {
    if (forms.length === 0) return draft.fault(node.at, 'at least one child', 'none');
    const read = forms.map((form) => allocation(form, depth));
    return read.every((child) => child !== null) ? read : null;
  }

  function body(node: JsonNode, depth: number): Allocation | null {
    const forms = listOf(draft, node, 'children');
    const read = children(node, forms.length > 1 ? depth + 1 : depth, forms);
    return read && parts.body(node.at, read);
  }

  /** The first branch whose condition holds, or the else: the branches of `forms` from number `first` on. */
  function branches(node: JsonNode, forms: readonly Form[], first: number, depth: number): Allocation | null {
    const form = forms[first];
    const next = forms[first + 1];
    if (form === undefined) return draft.fault(node.at, 'an if-child with "is-else-condition?": true', 'none');
    if (textAt(form, 'step') !== 'if-child') return draft.fault(form.at, 'the step if-child', formWords(form));
    const branch = jsonNode(draft, form, known('if-child'));
    if (branch === null) return null;
    if (switchOf(branch, 'is-else-condition?') === true) {
      if (next !== undefined) return draft.fault(next.at, 'nothing behind the else', formWords(next));
      return body(branch, depth);
    }
    if (!draft.enter(branch.at, depth)) return null;
    const asked = condition(branch, depth + 1);
    const then = body(branch, depth + 1);
    const otherwise = branches(node, forms, first + 1, depth + 1);
    return asked && then && otherwise && parts.when(branch.at, asked, then, otherwise);
  }

  function weightOf(form: Form): { readonly at: number; readonly value: number } | null {
    const value = jsonNode(draft, form, ['num', 'den']);
    const num = value && numberOf(draft, value, 'num');
    const den = value && numberOf(draft, value, 'den');
    if (num === null || den === null) return null;
    if (!(den.value > 0)) return draft.fault(den.at, '"den" above 0', String(den.value));
    return { at: form.at, value: num.value / den.value };
  }

  const steps: Readonly<Record<(typeof STEPS)[number], Step>> = {
    asset(node) {
      const [child] = listOf(draft, node, 'children');
      if (child !== undefined) return draft.fault(child.at, 'no children of an asset', formWords(child));
      const name = textOf(draft, node, 'ticker');
      return name && parts.hold(node.at, name);
    },
    group(node, depth) {
      const read = body(node, depth + 1);
      const title = node.get('name');
      return read && parts.group(node.at, title?.kind === 'string' ? title.text : '', read);
    },
    if: (node, depth) => branches(node, listOf(draft, node, 'children'), 0, depth),
    filter(node, depth) {
      const by = measureAt(node, 'sort-by');
      if (switchOf(node, 'sort-by?') === false) return draft.fault(node.at, '"sort-by?": true', 'false, which is not supported');
      const selects = switchOf(node, 'select?') ?? (node.get('select-fn') !== undefined || node.get('select-n') !== undefined);
      const selected = selects ? selection(node) : ({ order: 'highest', count: undefined } as const);
      const read = children(node, depth + 1);
      return by && selected && read && parts.ranked(node.at, selected.order, selected.count, by, read);
    },
    'wt-cash-equal'(node, depth) {
      const read = children(node, depth + 1);
      return read && parts.equally(node.at, read);
    },
    'wt-cash-specified'(node, depth) {
      const forms = listOf(draft, node, 'children');
      if (forms.length === 0) return draft.fault(node.at, 'at least one child', 'none');
      const read = forms.map((form): WeightedPart | null => {
        const child = allocation(form, depth + 1);
        const written = child && jsonValue(form, 'weight');
        const weight = written && weightOf(written);
        if (child !== null && written === undefined) draft.fault(form.at, '"weight" with "num" and "den"', 'nothing');
        return child && weight ? { at: weight.at, weight: weight.value, child } : null;
      });
      return read.every((part) => part !== null) ? parts.weighted(node.at, read) : null;
    },
    'wt-inverse-vol'(node, depth) {
      const window = numberOf(draft, node, 'window-days');
      const read = children(node, depth + 1);
      return window && read && parts.inverseVolatility(window.at, window.value, read);
    },
  };

  function selection(node: JsonNode): { readonly order: 'highest' | 'lowest'; readonly count: number } | null {
    const end = textOf(draft, node, 'select-fn');
    const count = numberOf(draft, node, 'select-n');
    if (end === null || count === null) return null;
    if (end.value !== 'top' && end.value !== 'bottom') return draft.fault(end.at, '"select-fn" top or bottom', quoted(end.value));
    if (!Number.isSafeInteger(count.value) || count.value < 1) {
      return draft.fault(count.at, 'a whole number of children to select, at least 1', String(count.value));
    }
    return { order: end.value === 'top' ? 'highest' : 'lowest', count: count.value };
  }

  function allocation(form: Form, depth: number): Allocation | null {
    const name = textAt(form, 'step');
    if (name === undefined) return draft.fault(form.at, 'an object with a "step"', formWords(form));
    if (!Object.hasOwn(steps, name)) return draft.fault(form.at, STEP_WORDS, `${quoted(name)}, which is not supported`);
    const step = name as keyof typeof steps;
    // An if counts with its branches, each of which is a condition in the tree.
    if (step !== 'if' && !draft.enter(form.at, depth)) return null;
    const node = jsonNode(draft, form, known(step));
    return node && steps[step](node, depth);
  }

  return body;
}

function jsonValue(form: Form, name: string): Form | undefined {
  if (form.kind !== 'map') return undefined;
  const at = form.items.findIndex((key, i) => i % 2 === 0 && key.kind === 'string' && key.text === name);
  const value = at < 0 ? undefined : form.items[at + 1];
  return value?.kind === 'nil' ? undefined : value;
}
