import { describe, expect, it } from 'vitest';
import { above, any, when } from './build.ts';
import { evaluate } from './evaluate.ts';
import { rsi } from './measures.ts';
import { strategyName, type Strategy } from './strategy.ts';
import { sessionDate } from '../values/time.ts';

const sectors = ['QQQE', 'VTV', 'VOX', 'XLP', 'XLY'];
const strategy: Strategy = {
  name: strategyName('brakes'),
  title: 'Brakes',
  rebalance: { frequency: 'daily' },
  tree: when(any(...sectors.map((sector) => above(rsi(sector, 10), 79))), { then: 'UVXY', else: 'SPY' }),
};

/** The first sentence of the day's reasons when the sectors' RSI(10) are these. */
function firstReason(values: readonly number[]): string | undefined {
  const lookup = { ofTicker: (_: unknown, ticker: string) => values[sectors.indexOf(ticker)] ?? 50, ofStream: () => 0 };
  const decision = evaluate(strategy, lookup, sessionDate('2024-08-05'));
  return decision.ok ? decision.value.reasons[0] : undefined;
}

describe('the reasons of a long list of conditions', () => {
  it('counts what does not hold and tells what came closest', () => {
    expect(firstReason([50, 60, 78.2, 40, 30])).toBe("none of 5 holds; closest: VOX's RSI(10) is 78.2, not above 79 → SPY");
  });
  it('counts what holds', () => {
    expect(firstReason([80, 90, 79.5, 88, 30])).toBe("4 of 5 hold; closest: VOX's RSI(10) is 79.5, above 79 → UVXY");
  });
  it('spells out a few', () => {
    expect(firstReason([80, 50, 81, 40, 30])).toBe("QQQE's RSI(10) is 80.0, above 79; VOX's RSI(10) is 81.0, above 79 → UVXY");
  });
});
