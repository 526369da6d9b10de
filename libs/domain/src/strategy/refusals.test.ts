/** Not deciding: only what is reached can refuse, and the refusal says what is needed and what is there. */
import { describe, expect, it } from 'vitest';
import { randomWalk } from '../../test/random-walk.ts';
import type { History } from '../market/history.ts';
import { ticker } from '../values/ticker.ts';
import { addDays, sessionDate } from '../values/time.ts';
import { above, all, any, below, group, highest, inverseVolatility, not, when } from './build.ts';
import type { ReadingOptions } from './columns.ts';
import { decideOn } from './evaluate.ts';
import { by, close, movingAverageOfReturn, rsi, sma } from './measures.ts';
import type { Allocation, Condition } from './node.ts';
import { strategyName } from './strategy.ts';

const ROWS = 120;
const FIRST = sessionDate('2024-04-08');

/** Bars of a ticker from a row on, and not on the rows named as missing. */
interface Bars {
  readonly from?: number;
  readonly missing?: readonly number[];
  readonly flat?: boolean;
}

function history(bars: Readonly<Record<string, Bars>>): History {
  const closes = Object.entries(bars).map(([name, { from = 0, missing = [], flat = false }], i) => {
    const column = flat ? new Float64Array(ROWS).fill(50) : randomWalk(i + 1, ROWS);
    column.fill(Number.NaN, 0, from);
    for (const row of missing) column[row] = Number.NaN;
    return [ticker(name), column] as const;
  });
  return { sessions: Array.from({ length: ROWS }, (_, row) => addDays(FIRST, row)), closes: new Map(closes) };
}

function says(tree: Allocation, bars: Readonly<Record<string, Bars>>, options: ReadingOptions = {}): string {
  const decision = decideOn(
    { name: strategyName('nuclear'), title: 'Nuclear', tree, rebalance: { frequency: 'daily' } },
    history(bars),
    options,
  );
  return decision.ok ? decision.value.weights.map((one) => one.ticker).join(' ') : decision.error.says;
}

const CANNOT = 'Nuclear cannot decide for Mon 5 Aug 2024';

describe('a refusal', () => {
  it.each<readonly [string, Allocation, Readonly<Record<string, Bars>>, string]>([
    [
      'too young',
      when(above(rsi('OKLO', 20), 0), { then: 'SPY', else: 'SPY' }),
      { SPY: {}, OKLO: { from: 108 } },
      'OKLO needs 21 bars for its RSI(20) and has 12',
    ],
    [
      'the history is too short',
      when(above(close('SPY'), sma('SPY', 200)), { then: 'SPY', else: 'SPY' }),
      { SPY: {} },
      'SPY needs 200 bars for its 200-day average, of which the history at hand holds 120',
    ],
    [
      'no bar today',
      group('Hold', 'OKLO'),
      { OKLO: { missing: [119] } },
      'OKLO has no bar of Mon 5 Aug 2024, which is needed for its price',
    ],
    [
      'a gap inside its life',
      when(above(rsi('SPY', 10), 0), { then: 'SPY', else: 'SPY' }),
      { SPY: { missing: [114] } },
      'SPY needs 11 bars without a gap for its RSI(10) and has 5 since the last one',
    ],
    ['unknown', highest(1, by(rsi, 10), ['SPY', 'NONE']), { SPY: {} }, 'there is no bar of NONE, which is needed for its RSI(10)'],
    [
      'stale',
      inverseVolatility(14, ['SPY', 'OKLO']),
      { SPY: {}, OKLO: { flat: true } },
      "OKLO's 14-day deviation of returns is zero, as only stale prices are",
    ],
    [
      'a stream that broke off',
      inverseVolatility(14, ['SPY', group('Bear mix', when(above(rsi('OKLO', 3), 0), { then: 'SPY', else: 'SPY' }))]),
      { SPY: {}, OKLO: { missing: [110] } },
      'Bear mix needs 15 decided sessions for its 14-day deviation of returns and has 6 ' +
        '(on Tue 30 Jul 2024 OKLO needs 4 bars without a gap for its RSI(3) and has 3 since the last one)',
    ],
    [
      'a stream whose holding had no bar',
      inverseVolatility(14, ['SPY', group('Bear mix', when(above(close('SPY'), 0), { then: 'OKLO', else: 'SPY' }))]),
      { SPY: {}, OKLO: { missing: [115] } },
      'Bear mix needs 15 decided sessions for its 14-day deviation of returns and has 4 ' +
        '(on Thu 1 Aug 2024 OKLO has no bar of Thu 1 Aug 2024, which is needed for its price)',
    ],
    [
      'nobody left',
      highest(1, by(movingAverageOfReturn, 90), ['OKLO']),
      { OKLO: { from: 100 } },
      'the highest by 90-day average return of OKLO has no candidate with enough history',
    ],
  ])('says what is missing: %s', (_, tree, bars, expected) => {
    expect(says(tree, bars)).toBe(`${CANNOT}: ${expected}.`);
  });

  it('comes only from what is reached', () => {
    const bars = { SPY: {}, QQQ: {}, OKLO: { from: 110 } };
    const young = when(above(rsi('OKLO', 20), 50), { then: 'OKLO', else: 'QQQ' });
    expect(says(when(above(rsi('SPY', 10), 0), { then: 'SPY', else: young }), bars)).toBe('SPY');
    expect(says(when(below(rsi('SPY', 10), 0), { then: 'SPY', else: young }), bars)).toContain('OKLO needs 21 bars');
  });

  const known = above(rsi('SPY', 10), 0);
  const wrong = below(rsi('SPY', 10), 0);
  const unknown = above(rsi('OKLO', 20), 50);
  it.each<readonly [string, Condition, 'SPY' | 'QQQ' | 'refused']>([
    ['any: one is true', any(unknown, known), 'SPY'],
    ['any: none is true', any(wrong, unknown), 'refused'],
    ['all: one is false', all(unknown, wrong), 'QQQ'],
    ['all: none is false', all(known, unknown), 'refused'],
    ['not: of an unknown', not(unknown), 'refused'],
    ['not: of a decided any', not(any(unknown, known)), 'QQQ'],
  ])('does not come from an unknown part that cannot matter (%s)', (_, condition, expected) => {
    const result = says(when(condition, { then: 'SPY', else: 'QQQ' }), { SPY: {}, QQQ: {}, OKLO: { from: 110 } });
    expect(result.startsWith(CANNOT) ? 'refused' : result).toBe(expected);
  });
});

describe('live', () => {
  const tree = when(above(rsi('SPY', 14), 0), { then: 'SPY', else: 'SPY' });
  const LIVE = { live: true };

  it('refuses a value that still depends on where the history begins', () => {
    expect(says(tree, { SPY: {} }, LIVE)).toBe(
      `${CANNOT}: SPY needs 141 bars for its RSI(14) to settle, of which the history at hand holds 120.`,
    );
    expect(says(tree, { SPY: {} })).toBe('SPY');
  });

  it('takes a value on the very bar on which it settles, and not on the one before', () => {
    const eleven = when(above(rsi('SPY', 11), 0), { then: 'SPY', else: 'SPY' });
    expect(says(eleven, { SPY: { missing: [8] } }, LIVE)).toBe('SPY');
    expect(says(eleven, { SPY: { missing: [9] } }, LIVE)).toContain(
      'SPY needs 111 bars for its RSI(11) to settle, of which the history at hand holds 110',
    );
  });

  it('takes a young ticker whose whole life is here', () => {
    expect(says(tree, { SPY: { from: 1 } }, LIVE)).toBe('SPY');
  });

  it('refuses after a gap until the value has settled again', () => {
    expect(says(tree, { SPY: { from: 1, missing: [30] } }, LIVE)).toContain('to settle, of which the history at hand holds 89');
  });

  it('does not leave out of a ranking what is only unsettled', () => {
    expect(says(highest(1, by(rsi, 14), ['SPY', 'QQQ']), { SPY: { from: 1 }, QQQ: {} }, LIVE)).toContain('QQQ needs 141 bars');
  });
});

describe('unsettled', () => {
  const isUnsettled = (threshold: number, from: number): boolean | undefined => {
    const tree = when(above(rsi('SPY', 20), threshold), { then: 'SPY', else: 'SPY' });
    const decision = decideOn(
      { name: strategyName('test'), title: 'Test', tree, rebalance: { frequency: 'daily' } },
      history({ SPY: { from } }),
    );
    const trace = decision.ok ? decision.value.trace : undefined;
    return trace?.kind === 'when' && trace.condition.kind === 'compare' ? trace.condition.unsettled : undefined;
  };

  it('marks a margin inside the error of an unsettled average, and no other', () => {
    // 120 of 201 bars: 100 · 0.0001^((120 − 21) / (201 − 21)) = 0.63 points may still be missing.
    const tree = when(above(rsi('SPY', 20), 0), { then: 'SPY', else: 'SPY' });
    const decision = decideOn({ name: strategyName('test'), title: 'Test', tree, rebalance: { frequency: 'daily' } }, history({ SPY: {} }));
    const trace = decision.ok ? decision.value.trace : undefined;
    const value = trace?.kind === 'when' && trace.condition.kind === 'compare' ? trace.condition.left.value! : Number.NaN;
    expect(isUnsettled(value + 0.5, 0)).toBe(true);
    expect(isUnsettled(value - 0.5, 0)).toBe(true);
    expect(isUnsettled(value + 0.8, 0)).toBeUndefined();
    // The same bars as a whole life depend on nothing that is not here.
    expect(isUnsettled(value + 0.01, 1)).toBeUndefined();
  });
});
