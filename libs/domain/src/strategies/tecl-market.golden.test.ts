/** TECL on real daily bars (adjusted closes from 2015 on). */
import { describe, expect, it } from 'vitest';
import { dailyBars, dailyBarsAreHere, skippedWithoutDailyBars } from '../../test/daily-bars.ts';
import { readColumns } from '../strategy/columns.ts';
import { evaluate } from '../strategy/evaluate.ts';
import { tickersOf } from '../strategy/requirements.ts';
import { tecl } from './tecl.ts';

describe.skipIf(!dailyBarsAreHere)(`TECL on real bars${skippedWithoutDailyBars}`, () => {
  it('decides every session of 2023 and 2024, in both readings alike', () => {
    const history = dailyBars(tickersOf(tecl.tree));
    const columns = readColumns(tecl.tree, history, { live: true });
    const held = new Set<string>();
    let sessions = 0;
    for (const [row, session] of history.sessions.entries()) {
      if (session < '2023-01-01' || session > '2024-12-31') continue;
      const weights = columns.weightsAt(row);
      const decision = evaluate(tecl, columns.lookupAt(row), session);
      expect(decision.ok ? decision.value.weights : decision.error.says).toEqual(weights.ok ? weights.value : weights.error);
      expect(weights.ok).toBe(true);
      if (weights.ok) for (const { ticker } of weights.value) held.add(ticker);
      sessions++;
    }
    // 250 sessions in 2023 and 252 in 2024, by the exchange's calendar.
    expect(sessions).toBe(502);
    expect([...held].sort()).toEqual(['BIL', 'BSV', 'SPXL', 'SQQQ', 'TECL', 'UVXY']);
  });
});
