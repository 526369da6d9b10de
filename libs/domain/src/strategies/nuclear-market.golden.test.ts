/**
 * Nuclear on real daily bars (adjusted closes from 2015 on). The indicator values quoted here were computed outside this code:
 * Wilder's RSI by his own recurrence ((n − 1) · average + change) / n seeded with a simple mean, averages as plain sums over the last
 * n closes or returns, in Python. One day earlier or later every one of them is another number, so a look-ahead of a day would show.
 */
import { describe, expect, it } from 'vitest';
import { dailyBars, dailyBarsAreHere, skippedWithoutDailyBars } from '../../test/daily-bars.ts';
import type { History } from '../market/history.ts';
import { readColumns } from '../strategy/columns.ts';
import type { ConditionTrace, Decision, Trace } from '../strategy/decision.ts';
import { decideOn, evaluate } from '../strategy/evaluate.ts';
import { tickersOf } from '../strategy/requirements.ts';
import { sessionDate } from '../values/time.ts';
import { nuclear } from './nuclear.ts';

const upTo = ({ sessions, closes }: History, day: string): History => {
  const length = sessions.indexOf(sessionDate(day)) + 1;
  return { sessions: sessions.slice(0, length), closes: new Map(Array.from(closes, ([name, column]) => [name, column.slice(0, length)])) };
};

/** Every measured value of a trace by its words: "SPY's RSI(10)" → 35.28. */
function measured(trace: Trace, into = new Map<string, number>()): ReadonlyMap<string, number> {
  const conditions = (of: ConditionTrace): void => {
    if (of.kind === 'not') conditions(of.condition);
    else if (of.kind !== 'compare') of.conditions.forEach(conditions);
    else for (const side of [of.left, of.right]) if (typeof side !== 'number' && side.value !== null) into.set(side.words, side.value);
  };
  if (trace.kind === 'group') measured(trace.body, into);
  if (trace.kind === 'when') {
    conditions(trace.condition);
    measured(trace.then, into);
    measured(trace.otherwise, into);
  }
  if (trace.kind === 'ranked') for (const { title, value } of trace.candidates) if (value !== null) into.set(title, value);
  return into;
}

describe.skipIf(!dailyBarsAreHere)(`Nuclear on real bars${skippedWithoutDailyBars}`, () => {
  const history = dailyBarsAreHere ? dailyBars(tickersOf(nuclear.tree)) : { sessions: [], closes: new Map() };
  const decide = (day: string): Decision => {
    const decision = decideOn(nuclear, upTo(history, day), { live: true });
    if (!decision.ok) throw new Error(decision.error.says);
    return decision.value;
  };

  it('holds SMR, OKLO and EXC on what was known on 2 August 2024', () => {
    const { asOf, weights, trace, reasons } = decide('2024-08-02');
    expect(asOf).toBe('2024-08-02');
    expect(weights).toEqual(['SMR', 'EXC', 'OKLO'].map((ticker) => ({ ticker, weight: 1 / 3 })));
    expect(reasons.at(-1)).toBe('the 3 highest by 90-day average return: SMR 1.14 %, OKLO 0.21 %, EXC 0.07 %');
    const values = measured(trace);
    expect(values.get("SPY's RSI(10)")).toBeCloseTo(35.2769, 4);
    expect(values.get("VOX's RSI(10)")).toBeCloseTo(39.7779, 4);
    expect(values.get("TQQQ's RSI(10)")).toBeCloseTo(31.0606, 4);
    expect(values.get("SPY's price")).toBe(520.576);
    expect(values.get("SPY's 200-day average")).toBeCloseTo(485.5173, 4);
    // The day before, LEU (0.0687) stood above EXC (0.0639).
    const returns = { SMR: 1.1431, BWXT: -0.0584, LEU: -0.0304, EXC: 0.0741, NLR: -0.0311, OKLO: 0.2069 };
    for (const [ticker, value] of Object.entries(returns)) expect(values.get(ticker)).toBeCloseTo(value, 4);
  });

  it('holds TQQQ on what was known on 5 August 2024', () => {
    const { weights, trace, reasons } = decide('2024-08-05');
    expect(weights).toEqual([{ ticker: 'TQQQ', weight: 1 }]);
    expect(reasons).toEqual([
      "SPY's RSI(10) is 26.4, not above 79",
      "VOX's RSI(10) is 29.5, not above 79",
      "TQQQ's RSI(10) is 26.1, below 30 → TQQQ",
    ]);
    const values = measured(trace);
    expect(values.get("SPY's RSI(10)")).toBeCloseTo(26.4164, 4);
    expect(values.get("VOX's RSI(10)")).toBeCloseTo(29.4736, 4);
    expect(values.get("TQQQ's RSI(10)")).toBeCloseTo(26.1263, 4);
    expect(values.get("SPY's 200-day average")).toBeCloseTo(485.9366, 4);
  });

  it('decides every session of 2023 and 2024, in both readings alike', () => {
    const columns = readColumns(nuclear.tree, history, { live: true });
    const held = new Set<string>();
    let sessions = 0;
    for (const [row, session] of history.sessions.entries()) {
      if (session < '2023-01-01' || session > '2024-12-31') continue;
      const weights = columns.weightsAt(row);
      const decision = evaluate(nuclear, columns.lookupAt(row), session);
      expect(decision.ok ? decision.value.weights : decision.error.says).toEqual(weights.ok ? weights.value : weights.error);
      expect(weights.ok).toBe(true);
      if (weights.ok) for (const { ticker } of weights.value) held.add(ticker);
      sessions++;
    }
    // 250 sessions in 2023 and 252 in 2024, by the exchange's calendar.
    expect(sessions).toBe(502);
    expect(held.size).toBeGreaterThan(8);
  });

  it('refuses while a candidate of the basket has no bars inside its life', () => {
    const decision = decideOn(nuclear, upTo(history, '2021-06-01'));
    expect(decision.ok ? '' : decision.error.says).toBe(
      'Nuclear cannot decide for Tue 1 Jun 2021: NLR has no bar of Tue 1 Jun 2021, which is needed for its 90-day average return.',
    );
  });
});
