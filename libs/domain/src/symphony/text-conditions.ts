/** Comparisons and measures of the text form. Only numbers and measures are compared; arithmetic is refused by name. */
import type { Comparator, Condition, Measure, Yardstick } from '../strategy/node.ts';
import type { Draft } from './draft.ts';
import { formWords, quoted, type Form, type ListForm } from './form.ts';
import type { Parameter, Parts } from './parts.ts';

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['>', 'above'],
  ['<', 'below'],
  ['>=', 'atLeast'],
  ['<=', 'atMost'],
  ['=', 'equalTo'],
]);

/** The same question asked from the other side. */
export const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  above: 'below',
  below: 'above',
  atLeast: 'atMost',
  atMost: 'atLeast',
  equalTo: 'equalTo',
};

const CONDITION_WORDS = 'a comparison (>, <, >=, <=, =), or and, or, not';

export interface ConditionReader {
  condition(form: Form, depth: number): Condition | null;
  /** What a filter goes by: a measure without its ticker. */
  ranking(form: Form): Yardstick | null;
}

export function conditionReader(draft: Draft, parts: Parts): ConditionReader {
  function condition(form: Form, depth: number): Condition | null {
    if (!draft.enter(form.at, depth)) return null;
    const [head] = form.kind === 'list' ? form.items : [];
    if (form.kind !== 'list' || head?.kind !== 'symbol') return draft.fault(form.at, CONDITION_WORDS, formWords(form));
    const comparator = COMPARATORS.get(head.text);
    if (comparator !== undefined) return compare(form, comparator);
    if (head.text === 'and' || head.text === 'or') return joined(form, head.text === 'and' ? 'all' : 'any', depth);
    if (head.text === 'not') return negated(form, depth);
    return draft.fault(head.at, CONDITION_WORDS, `${quoted(head.text)}, which is not supported`);
  }

  function compare({ at, items }: ListForm, comparator: Comparator): Condition | null {
    if (items.length !== 3) return draft.fault(at, 'two sides to compare', `${items.length - 1}`);
    const left = side(items[1]!);
    const right = side(items[2]!);
    if (left === null || right === null) return null;
    if (typeof left !== 'number') return parts.compare(at, left, comparator, right);
    if (typeof right !== 'number') return parts.compare(at, right, MIRRORED[comparator], left);
    return draft.fault(at, 'a measure on one side', 'two numbers');
  }

  function joined({ at, items }: ListForm, kind: 'all' | 'any', depth: number): Condition | null {
    if (items.length < 2) return draft.fault(at, 'at least one condition', 'none');
    const read = items.slice(1).map((item) => condition(item, depth + 1));
    return read.every((inner) => inner !== null) ? parts.joined(at, kind, read) : null;
  }

  function negated({ at, items }: ListForm, depth: number): Condition | null {
    if (items.length !== 2) return draft.fault(at, 'one condition', `${items.length - 1}`);
    const inner = condition(items[1]!, depth + 1);
    return inner && parts.not(at, inner);
  }

  function side(form: Form): Measure | number | null {
    if (form.kind === 'number') return form.value;
    const [head, name, ...rest] = form.kind === 'list' ? form.items : [];
    if (form.kind !== 'list' || head?.kind !== 'symbol') return draft.fault(form.at, 'a number or a measure', formWords(form));
    const by = measured(head.text, head.at, rest, form);
    if (by === null) return null;
    if (name?.kind !== 'string') return draft.fault(name?.at ?? form.at, 'a ticker in quotes', formWords(name));
    const of = parts.ticker(name.at, name.text);
    return of === null ? null : Object.freeze({ kind: 'measure', yardstick: by, of });
  }

  function ranking(form: Form): Yardstick | null {
    const [head, ...rest] = form.kind === 'list' ? form.items : [];
    if (form.kind !== 'list' || head?.kind !== 'symbol') return draft.fault(form.at, 'a measure like (rsi {:window 10})', formWords(form));
    return measured(head.text, head.at, rest, form);
  }

  function measured(name: string, at: number, rest: readonly Form[], form: ListForm): Yardstick | null {
    const [map, more] = rest;
    if (!parts.isMeasure({ at, value: name })) return null;
    if (more !== undefined) return draft.fault(more.at, 'one map of parameters', formWords(more));
    const parameters = map === undefined ? [] : parametersOf(map);
    return parameters && parts.yardstick(map === undefined ? form.at : at, name, parameters);
  }

  function parametersOf(map: Form): readonly Parameter[] | null {
    if (map.kind !== 'map') return draft.fault(map.at, 'a map of parameters like {:window 10}', formWords(map));
    const parameters: Parameter[] = [];
    for (let i = 0; i < map.items.length; i += 2) {
      const key = map.items[i]!;
      const value = map.items[i + 1]!;
      if (key.kind !== 'keyword') return draft.fault(key.at, 'a keyword like :window', formWords(key));
      if (value.kind !== 'number') return draft.fault(value.at, 'a number of sessions', formWords(value));
      if (parameters.some((known) => known.key === key.text))
        return draft.fault(key.at, 'every parameter once', `${quoted(`:${key.text}`)} again`);
      parameters.push({ key: key.text, keyAt: key.at, at: value.at, value: value.value });
    }
    return parameters;
  }

  return { condition, ranking };
}
