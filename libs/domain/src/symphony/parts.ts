/** The parts of a tree as both formats make them: checked, shared, and with a remark where a reader had to interpret. */
import { cards } from '../indicators/cards.ts';
import { windowsFault } from '../indicators/windows.ts';
import * as build from '../strategy/build.ts';
import type { Allocation, Comparator, Condition, Measure, Yardstick } from '../strategy/node.ts';
import { TREE_LIMITS } from '../strategy/validate.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Draft } from './draft.ts';
import { quoted } from './form.ts';
import { MEASURE_LIST, measureNamed, type MeasureName } from './measure-names.ts';
import type { Written } from './policy.ts';
import { readTicker } from './ticker-names.ts';

const AS_WRITTEN = 1e-9;
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', 'abs', 'max', 'min']);

/** A parameter of a measure by its name, with its place. */
export interface Parameter {
  readonly key: string;
  readonly keyAt: number;
  readonly at: number;
  readonly value: number;
}

export interface WeightedPart {
  readonly at: number;
  readonly weight: number;
  /** Undefined stands for cash. */
  readonly child: Allocation | undefined;
}

export interface Parts {
  ticker(at: number, text: string): Ticker | null;
  hold(at: number, name: Written<string>): Allocation | null;
  group(at: number, title: string, body: Allocation): Allocation;
  /** A body or branch: its child, or all of several as one equally weighted unit. */
  body(at: number, children: readonly Allocation[]): Allocation;
  equally(at: number, children: readonly Allocation[]): Allocation;
  /** Weights in any scale; those that already sum to one stay as they are. */
  weighted(at: number, parts: readonly WeightedPart[]): Allocation | null;
  inverseVolatility(at: number, window: number, children: readonly Allocation[]): Allocation | null;
  /** `count` undefined: all of them. */
  ranked(at: number, order: 'highest' | 'lowest', count: number | undefined, by: Yardstick, children: readonly Allocation[]): Allocation;
  when(at: number, condition: Condition, then: Allocation, otherwise: Allocation): Allocation;
  /** Whether it is the name of a measure; a fault where it is not. */
  isMeasure(name: Written<string>): boolean;
  yardstick(at: number, name: string, parameters: readonly Parameter[]): Yardstick | null;
  compare(at: number, left: Measure, comparator: Comparator, right: Measure | number): Condition;
  joined(at: number, kind: 'all' | 'any', conditions: readonly Condition[]): Condition;
  not(at: number, condition: Condition): Condition;
}

export function partsOf(draft: Draft): Parts {
  const { shared } = draft;
  const ids = (nodes: readonly object[]): string => nodes.map(draft.idOf).join(',');
  const tickers = new Map<string, ReturnType<typeof readTicker>>();

  function ticker(at: number, text: string): Ticker | null {
    let name = tickers.get(text);
    if (name === undefined) tickers.set(text, (name = readTicker(text)));
    return name.ok ? name.value : draft.fault(at, 'a ticker like "SPY" or "BRK/B"', name.error);
  }

  const equally = (at: number, children: readonly Allocation[]): Allocation =>
    shared(at, `equally ${ids(children)}`, () => build.equally(children));

  function weighted(at: number, written: readonly WeightedPart[]): Allocation | null {
    const total = written.reduce((sum, { weight }) => sum + weight, 0);
    const wrong = written.find(({ weight }) => !(weight >= 0));
    if (wrong !== undefined) return draft.fault(wrong.at, 'a weight of at least 0', String(wrong.weight));
    if (!(total > 0) || !Number.isFinite(total)) return draft.fault(at, 'weights with a sum above 0', `a sum of ${total}`);
    const scale = Math.abs(total - 1) <= AS_WRITTEN ? 1 : total;
    if (scale !== 1 && Math.abs(total - 100) > AS_WRITTEN * 100) {
      draft.remark(at, 'scaled-weights', `The weights sum to ${Number(total.toPrecision(9))} and are scaled to 1`);
    }
    const held: { weight: number; child: Allocation }[] = [];
    for (const { at: place, weight, child } of written) {
      if (child === undefined) continue;
      if (weight > 0) held.push({ weight: weight / scale, child });
      else draft.remark(place, 'weight-of-zero', 'A child with the weight 0 is left out');
    }
    if (held.length === 0) return draft.fault(at, 'a child beside cash', 'none');
    const key = held.map(({ weight, child }) => `${weight}:${draft.idOf(child)}`).join(',');
    return shared(at, `weighted ${key}`, () => build.weighted(...held.map((part) => [part.weight, part.child] as const)));
  }

  function windowAllowed(at: number, indicator: Yardstick['indicator'], window: number): boolean {
    const card = cards[indicator];
    if (windowsFault({ ...card, windowCount: 1 }, [window]) === undefined && window <= TREE_LIMITS.window) return true;
    draft.fault(at, `a window of whole sessions from ${card.leastWindow} to ${TREE_LIMITS.window}`, String(window));
    return false;
  }

  const notAMeasure = ({ at, value }: Written<string>): null =>
    draft.fault(
      at,
      `a measure (${MEASURE_LIST})`,
      `${quoted(value)}, ${ARITHMETIC.has(value) ? 'arithmetic, ' : ''}which is not supported`,
    );

  function yardstick(at: number, name: string, parameters: readonly Parameter[]): Yardstick | null {
    const measure = measureNamed(name, draft.divisor);
    if (measure === undefined) return notAMeasure({ at, value: name });
    const { indicator } = measure;
    const written = windowsOf(at, name, measure, parameters);
    if (written === null || !written.every((window) => windowAllowed(window.at, indicator, window.value))) return null;
    const windows = written.map(({ value }) => value);
    const { unit } = cards[indicator];
    return shared(at, `by ${indicator} ${windows.join(',')}`, () => Object.freeze({ indicator, windows: Object.freeze(windows), unit }));
  }

  function windowsOf(at: number, name: string, measure: MeasureName, parameters: readonly Parameter[]): readonly Parameter[] | null {
    const known = measure.windows.map(({ key }) => key);
    for (const { key, keyAt: place } of parameters) {
      if (known.includes(key)) continue;
      if (!measure.unused.includes(key)) {
        const expected = known.length === 0 ? `no parameter of ${name}` : known.map((window) => `:${window}`).join(', ');
        return draft.fault(place, expected, quoted(`:${key}`));
      }
      draft.remark(place, 'unused-parameter', `:${key} has no effect on ${name}`);
    }
    return measure.windows.map(({ key, byDefault }) => {
      const given = parameters.find((parameter) => parameter.key === key);
      if (given !== undefined) return given;
      draft.remark(at, 'default-window', `${name} is written without :${key}; ${byDefault} is meant`);
      return { key, keyAt: at, at, value: byDefault };
    });
  }

  return {
    ticker,
    hold(at, written) {
      const name = ticker(written.at, written.value);
      return name === null ? null : shared(at, `hold ${name}`, () => build.hold(name));
    },
    group(at, title, body) {
      if (title.trim() !== '') return shared(at, `group ${draft.idOf(body)} ${title}`, () => build.group(title, body));
      draft.remark(at, 'unnamed-group', 'A group without a name is read as its body');
      return body;
    },
    body(at, children) {
      const [only] = children;
      if (children.length === 1 && only !== undefined) return only;
      draft.remark(at, 'several-children', `${children.length} children in one body are one unit, equally weighted inside`);
      return equally(at, children);
    },
    equally,
    weighted,
    inverseVolatility(at, window, children) {
      if (!windowAllowed(at, 'deviationOfReturn', window)) return null;
      return shared(at, `inverse ${window} ${ids(children)}`, () => build.inverseVolatility(window, children));
    },
    ranked(at, order, count, by, children) {
      const kept = Math.min(count ?? children.length, children.length);
      return shared(at, `${order} ${kept} ${draft.idOf(by)} ${ids(children)}`, () => build[order](kept, by, children));
    },
    when: (at, condition, then, otherwise) =>
      shared(at, `when ${ids([condition, then, otherwise])}`, () => build.when(condition, { then, else: otherwise })),
    isMeasure(name) {
      if (measureNamed(name.value, draft.divisor) !== undefined) return true;
      notAMeasure(name);
      return false;
    },
    yardstick,
    compare(at, left, comparator, right) {
      const side = (of: Measure | number): string => (typeof of === 'number' ? String(of) : `${draft.idOf(of.yardstick)} of ${of.of}`);
      return shared(at, `${side(left)} ${comparator} ${side(right)}`, () => Object.freeze({ kind: 'compare', left, comparator, right }));
    },
    joined: (at, kind, conditions) => shared(at, `${kind} ${ids(conditions)}`, () => build[kind](...conditions)),
    not: (at, condition) => shared(at, `not ${draft.idOf(condition)}`, () => build.not(condition)),
  };
}
