/** Lists of the text form → a tree. What is not known here is refused by its name, never passed over. */
import type { Allocation } from '../strategy/node.ts';
import { conditionReader } from './text-conditions.ts';
import type { Draft } from './draft.ts';
import { formWords, quoted, type Form, type ListForm } from './form.ts';
import { partsOf, type WeightedPart } from './parts.ts';

const OPERATORS = ['asset', 'group', 'if', 'filter', 'weight-equal', 'weight-specified', 'weight-inverse-volatility'] as const;
const OPERATOR_WORDS = `an operator (${OPERATORS.join(', ')})`;

type Operator = (form: ListForm, depth: number) => Allocation | null;

/** @returns a reader of allocations, at a depth of the tree (1 at the root). */
export function allocationReader(draft: Draft): (form: Form, depth: number) => Allocation | null {
  const parts = partsOf(draft);
  const { condition, ranking } = conditionReader(draft, parts);

  /** Children of a vector, or one child written without it; a child that is wrong leaves the others to be read, for their faults. */
  function children(form: Form | undefined, at: number, depth: number): readonly Allocation[] | null {
    if (form?.kind !== 'vector') {
      if (form?.kind !== 'list') return draft.fault(form?.at ?? at, 'a vector of children', formWords(form));
      const only = allocation(form, depth);
      return only && [only];
    }
    if (form.items.length === 0) return draft.fault(form.at, 'at least one child', 'an empty vector');
    const read = form.items.map((item) => allocation(item, depth));
    return read.every((child) => child !== null) ? read : null;
  }

  /** A body or branch, at the depth of what it becomes. */
  function body(form: Form | undefined, at: number, depth: number): Allocation | null {
    const several = form?.kind === 'vector' && form.items.length > 1;
    const read = children(form, at, several ? depth + 1 : depth);
    return read && parts.body(form?.at ?? at, read);
  }

  /** The operator's arguments; a fault unless there are as many as it takes. */
  function argumentsOf({ at, items }: ListForm, least: number, most: number, usage: string): readonly Form[] | null {
    const given = items.slice(1);
    if (given.length >= least && given.length <= most) return given;
    return draft.fault(given[most]?.at ?? at, usage, `${given.length} ${given.length === 1 ? 'argument' : 'arguments'}`);
  }

  const operators: Readonly<Record<(typeof OPERATORS)[number], Operator>> = {
    asset(form) {
      const given = argumentsOf(form, 1, 2, '(asset "TICKER" "description")');
      const [name, description] = given ?? [];
      if (name === undefined) return null;
      if (name.kind !== 'string') return draft.fault(name.at, 'a ticker like "SPY" or "BRK/B"', formWords(name));
      if (description !== undefined && description.kind !== 'string' && description.kind !== 'nil') {
        return draft.fault(description.at, 'a description or nil', formWords(description));
      }
      return parts.hold(form.at, { at: name.at, value: name.text });
    },
    group(form, depth) {
      const given = argumentsOf(form, 2, 2, '(group "name" [body])');
      const [title, content] = given ?? [];
      if (title === undefined) return null;
      if (title.kind !== 'string') draft.fault(title.at, 'a name in quotes', formWords(title));
      const read = body(content, form.at, depth + 1);
      return read && title.kind === 'string' ? parts.group(form.at, title.text, read) : null;
    },
    if(form, depth) {
      const given = argumentsOf(form, 3, 3, '(if condition [then] [else])');
      const [question, yes, no] = given ?? [];
      if (question === undefined) return null;
      const asked = condition(question, depth + 1);
      const then = body(yes, form.at, depth + 1);
      const otherwise = body(no, form.at, depth + 1);
      return asked && then && otherwise && parts.when(form.at, asked, then, otherwise);
    },
    filter(form, depth) {
      const given = argumentsOf(form, 2, 3, '(filter (measure {…}) (select-top n) [children])');
      if (given === null) return null;
      const by = ranking(given[0]!);
      const selected = given.length === 3 ? selection(given[1]!) : ({ order: 'highest', count: undefined } as const);
      const read = children(given.at(-1), form.at, depth + 1);
      return by && selected && read && parts.ranked(form.at, selected.order, selected.count, by, read);
    },
    'weight-equal'(form, depth) {
      const given = argumentsOf(form, 1, 1, '(weight-equal [children])');
      const read = given && children(given[0], form.at, depth + 1);
      return read && parts.equally(form.at, read);
    },
    'weight-specified'(form, depth) {
      const read = weightedParts(form, depth + 1);
      return read && parts.weighted(form.at, read);
    },
    'weight-inverse-volatility'(form, depth) {
      const given = argumentsOf(form, 2, 2, '(weight-inverse-volatility window [children])');
      const [window, content] = given ?? [];
      if (window === undefined) return null;
      if (window.kind !== 'number') draft.fault(window.at, 'a window in sessions', formWords(window));
      const read = children(content, form.at, depth + 1);
      return read && window.kind === 'number' ? parts.inverseVolatility(window.at, window.value, read) : null;
    },
  };

  function selection(form: Form): { readonly order: 'highest' | 'lowest'; readonly count: number } | null {
    const expected = '(select-top n) or (select-bottom n)';
    const [head, count, more] = form.kind === 'list' ? form.items : [];
    const order =
      head?.kind !== 'symbol' ? undefined : head.text === 'select-top' ? 'highest' : head.text === 'select-bottom' ? 'lowest' : undefined;
    if (order === undefined || more !== undefined) return draft.fault(form.at, expected, formWords(form));
    if (count?.kind !== 'number' || !Number.isSafeInteger(count.value) || count.value < 1) {
      return draft.fault(count?.at ?? form.at, 'a whole number of children to select, at least 1', formWords(count));
    }
    return { order, count: count.value };
  }

  /** `w1 c1 w2 c2 …`, or the same in one vector; `:cash` is a child that holds nothing. */
  function weightedParts({ at, items }: ListForm, depth: number): readonly WeightedPart[] | null {
    const [, first] = items;
    const pairs = items.length === 2 && first?.kind === 'vector' ? first.items : items.slice(1);
    if (pairs.length === 0 || pairs.length % 2 === 1) {
      return draft.fault(at, '(weight-specified weight child weight child …)', `${pairs.length} arguments`);
    }
    const read: WeightedPart[] = [];
    for (let i = 0; i < pairs.length; i += 2) {
      const weight = pairs[i]!;
      const child = pairs[i + 1]!;
      if (weight.kind !== 'number') draft.fault(weight.at, 'a weight', formWords(weight));
      const isCash = child.kind === 'keyword' && child.text === 'cash';
      const held = isCash ? undefined : allocation(child, depth);
      if (weight.kind === 'number' && held !== null) read.push({ at: weight.at, weight: weight.value, child: held });
    }
    return read.length * 2 === pairs.length ? read : null;
  }

  function allocation(form: Form, depth: number): Allocation | null {
    if (!draft.enter(form.at, depth)) return null;
    if (form.kind === 'vector') return body(form, form.at, depth);
    if (form.kind !== 'list') return draft.fault(form.at, OPERATOR_WORDS, formWords(form));
    const [head] = form.items;
    if (head?.kind !== 'symbol') return draft.fault(head?.at ?? form.at, OPERATOR_WORDS, formWords(head));
    const operator = Object.hasOwn(operators, head.text) ? operators[head.text as keyof typeof operators] : undefined;
    return operator === undefined
      ? draft.fault(head.at, OPERATOR_WORDS, `${quoted(head.text)}, which is not supported`)
      : operator(form, depth);
  }

  return allocation;
}
