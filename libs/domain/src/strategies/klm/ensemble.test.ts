/** The ensemble's choice: by hand, and on 500 sessions of the synthetic market. */
import { describe, expect, it } from 'vitest';
import { decideGiven, type Given } from '../../../test/given-measures.ts';
import { syntheticHistory } from '../../../test/synthetic-history.ts';
import type { History } from '../../market/history.ts';
import { readColumns, type Columns } from '../../strategy/columns.ts';
import type { Decision } from '../../strategy/decision.ts';
import { evaluate } from '../../strategy/evaluate.ts';
import { tickersOf } from '../../strategy/requirements.ts';
import { klm, klmVariants } from './ensemble.ts';

const SESSIONS = 500;

describe('the KLM ensemble', () => {
  const chosenGiven = (given: Given): Decision => {
    const decision = decideGiven(klm, given);
    if (!decision.ok) throw new Error(decision.error.says);
    return decision.value;
  };

  it('follows the variant whose own returns deviate most', () => {
    const { weights, reasons } = chosenGiven({ 'KLM 1280/26 deviationOfReturn 5': 2.5, 'XLK rsi 10': 51 });
    expect(weights).toEqual(['TECL', 'SOXL'].map((ticker) => ({ ticker, weight: 0.5 })));
    expect(reasons[0]).toBe('the highest by 5-day deviation of returns: KLM 1280/26 2.50 %');
  });

  it('follows 506/38 where all deviate alike', () => {
    expect(chosenGiven({}).weights).toEqual([{ ticker: 'UUP', weight: 1 }]);
  });

  it('ranks the eight variants in the order that breaks ties', () => {
    expect(klmVariants.map(({ title }) => title.replace('KLM ', ''))).toEqual(
      ['506/38', '1280/26', '1200/28', '520/22', '530/18', '410/38', 'Nova', '830/21'], //
    );
  });
});

describe('the KLM strategies on the synthetic market', () => {
  const { history, firstRow } = syntheticHistory(7, tickersOf(klm.tree));
  const rows = Array.from({ length: SESSIONS }, (_, i) => firstRow + i);

  it.each([...klmVariants, klm].map((strategy) => [strategy.title, strategy] as const))(
    '%s decides on 500 sessions, in both readings alike',
    (_, strategy) => {
      const columns = readColumns(strategy.tree, history, { live: true });
      const held = new Set<string>();
      for (const row of rows) {
        const weights = columns.weightsAt(row);
        const decision = evaluate(strategy, columns.lookupAt(row), history.sessions[row]!);
        expect(decision.ok ? decision.value.weights : decision.error.says).toEqual(weights.ok ? weights.value : weights.error);
        expect(weights.ok).toBe(true);
        if (weights.ok) for (const { ticker } of weights.value) held.add(ticker);
      }
      expect(held.size).toBeGreaterThan(5);
    },
  );

  it('the ensemble holds what the variant with the most lively returns of the last five sessions holds, and its choice changes', () => {
    const ensemble = readColumns(klm.tree, history);
    const variants = klmVariants.map(({ tree }) => readColumns(tree, history));
    const earned = variants.map((columns) => dailyReturns(columns, history));
    const choices = new Map<string, number>();
    for (const row of rows) {
      const deviations = earned.map((returns) => deviationOf(returns.slice(row - 4, row + 1)));
      // Variants that held the same all week tie but for rounding: the first as written.
      const choice = deviations.findIndex((deviation) => deviation > Math.max(...deviations) - 1e-11);
      expect(holdings(ensemble, row)).toEqual(holdings(variants[choice]!, row));
      const { title } = klmVariants[choice]!;
      choices.set(title, (choices.get(title) ?? 0) + 1);
    }
    console.info(`KLM ensemble on ${SESSIONS} synthetic sessions: ${JSON.stringify(Object.fromEntries(choices))}`);
    expect(choices.size).toBeGreaterThan(3);
  });
});

const holdings = (columns: Columns, row: number) => {
  const weights = columns.weightsAt(row);
  return weights.ok ? weights.value : weights.error;
};

/** What the weights at the close of the day before earned on each row, fraction; NaN where they were not decided. */
function dailyReturns(columns: Columns, { sessions, closes }: History): readonly number[] {
  return sessions.map((_, row) => {
    if (row === 0) return Number.NaN;
    const weights = columns.weightsAt(row - 1);
    if (!weights.ok) return Number.NaN;
    return weights.value.reduce((sum, { ticker, weight }) => {
      const column = closes.get(ticker)!;
      return sum + weight * (column[row]! / column[row - 1]! - 1);
    }, 0);
  });
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
