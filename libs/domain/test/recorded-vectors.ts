/** Recorded indicator maps with the decision that was taken on them, and how ours compares. */
import { expect } from 'vitest';
import type { MeasureLookup } from '../src/strategy/columns.ts';
import { evaluate } from '../src/strategy/evaluate.ts';
import type { Strategy } from '../src/strategy/strategy.ts';
import { sessionDate } from '../src/values/time.ts';
import { groupTitle, yardstickKey } from './given-measures.ts';

/** Ticker → field → value. Maps omit tickers and fields on purpose. */
export type IndicatorMap = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One ticker, or weights by ticker. */
export type RecordedTarget = string | Readonly<Record<string, number>>;

export interface MapReading {
  /** "rsi 10" → the name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Measures of sub-trees, which no map carries: "FNGU complex rsi 10" → value. */
  readonly streams?: Readonly<Record<string, number>>;
}

const lookup = (map: IndicatorMap, { fields, streams = {} }: MapReading): MeasureLookup => ({
  ofTicker(yardstick, ticker) {
    const key = yardstickKey(yardstick);
    // A ticker with values has a bar; maps without prices still hold it.
    if (key === 'close' && fields[key] === undefined && map[ticker] !== undefined) return 1;
    return map[ticker]?.[fields[key]!] ?? { code: 'ticker-unknown', what: `${ticker}'s ${key}`, tickers: [ticker] };
  },
  ofStream(yardstick, node) {
    const key = `${groupTitle(node)} ${yardstickKey(yardstick)}`;
    const value = streams[key];
    if (value === undefined) throw new Error(`A vector test supplies every measure of a sub-tree, was asked for "${key}"`);
    return value;
  },
});

export type Verdict = 'agrees' | 'refuses';

/** Agrees in tickers and weights, or refuses for something that the map really lacks. */
export function judge(strategy: Strategy, map: IndicatorMap, target: RecordedTarget, reading: MapReading): Verdict {
  const decision = evaluate(strategy, lookup(map, reading), sessionDate('2024-08-05'));
  if (!decision.ok) {
    const { code, what, tickers } = decision.error.missing;
    const [owner = ''] = tickers;
    expect(code).toBe('ticker-unknown');
    expect(decision.error.says).toContain(owner);
    const field = reading.fields[what.slice(owner.length + 3)];
    expect(field === undefined ? map[owner] : map[owner]?.[field]).toBeUndefined();
    return 'refuses';
  }
  const wanted = typeof target === 'string' ? { [target]: 1 } : target;
  const weights = Object.fromEntries(decision.value.weights.map(({ ticker, weight }) => [ticker, weight]));
  expect(Object.keys(weights).sort()).toEqual(Object.keys(wanted).sort());
  for (const [ticker, weight] of Object.entries(wanted)) expect(weights[ticker]).toBeCloseTo(weight, 12);
  return 'agrees';
}

/** { agrees: 30, refuses: 6 } */
export const count = (verdicts: readonly Verdict[]): Readonly<Record<Verdict, number>> => ({
  agrees: verdicts.filter((verdict) => verdict === 'agrees').length,
  refuses: verdicts.filter((verdict) => verdict === 'refuses').length,
});
