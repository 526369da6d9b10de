import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories, LISTED, TICKERS, trees, upTo, walks } from '../../test/trees.ts';
import { plainReading } from '../../test/plain-reading.ts';
import { readColumns } from './columns.ts';
import { decideOn, evaluate } from './evaluate.ts';
import { isTooYoung } from './faults.ts';
import type { Allocation } from './node.ts';
import { requirements } from './requirements.ts';
import { strategyName, type Strategy } from './strategy.ts';
import { validate } from './validate.ts';

const strategyOf = (tree: Allocation): Strategy => ({
  name: strategyName('random'),
  title: 'Random',
  tree,
  rebalance: { frequency: 'daily' },
});

describe('two readings of one tree', () => {
  it('are equal to the last bit on every session, and refuse for the same reason', () => {
    let decided = 0;
    let refused = 0;
    fc.assert(
      fc.property(trees(), histories(40), fc.boolean(), (tree, history, live) => {
        const columns = readColumns(tree, history, { live });
        for (const [row, session] of history.sessions.entries()) {
          const weights = columns.weightsAt(row);
          const decision = evaluate(strategyOf(tree), columns.lookupAt(row), session);
          expect(decision.ok).toBe(weights.ok);
          if (weights.ok && decision.ok) expect(decision.value.weights).toEqual(weights.value);
          if (!weights.ok && !decision.ok) {
            expect(decision.error.missing.code).toBe(weights.error.code);
            expect(decision.error.missing.tickers).toEqual(weights.error.tickers);
          }
          if (weights.ok) decided++;
          else refused++;
        }
      }),
      { numRuns: 200 },
    );
    // Neither half of the claim may be empty.
    expect(decided).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(1000);
  });

  it('never see beyond their day: a history cut at the close decides the same', () => {
    fc.assert(
      fc.property(trees(), histories(40), fc.nat({ max: 39 }), fc.boolean(), (tree, history, row, live) => {
        const whole = readColumns(tree, history, { live }).weightsAt(row);
        const cut = decideOn(strategyOf(tree), upTo(history, row), { live });
        expect(cut.ok ? cut.value.weights : cut.error.missing.code).toEqual(whole.ok ? whole.value : whole.error.code);
      }),
      { numRuns: 300 },
    );
  });

  it('mean what the plain reading means, day by day and from the leaves up', () => {
    let decided = 0;
    let streams = 0;
    fc.assert(
      // Nothing is kept, so every level of streams multiplies the work: shallow trees.
      fc.property(trees(TICKERS, 3), histories(14), (tree, history) => {
        const row = history.sessions.length - 1;
        const columns = readColumns(tree, history).weightsAt(row);
        const plain = plainReading(tree, history, row);
        if (typeof plain === 'string') {
          expect(columns.ok).toBe(false);
          if (!columns.ok) expect(isTooYoung(columns.error.code)).toBe(plain === 'young');
          return;
        }
        expect(columns.ok).toBe(true);
        if (columns.ok) {
          expect(new Set(columns.value.map(({ ticker }) => ticker))).toEqual(new Set(plain.keys()));
          // The plain reading adds up in another order.
          for (const { ticker, weight } of columns.value) expect(weight).toBeCloseTo(plain.get(ticker)!, 9);
        }
        decided++;
        if (JSON.stringify(tree).includes('"inverseVolatility"') || JSON.stringify(tree).includes('"ranked"')) streams++;
      }),
      { numRuns: 500 },
    );
    expect(decided).toBeGreaterThan(100);
    expect(streams).toBeGreaterThan(30);
  });

  it('give weights that are positive, sum to at most one and name each ticker once', () => {
    fc.assert(
      fc.property(trees(), histories(25), (tree, history) => {
        const columns = readColumns(tree, history);
        for (const row of history.sessions.keys()) {
          const weights = columns.weightsAt(row);
          if (!weights.ok) continue;
          expect(weights.value.every(({ weight }) => weight > 0)).toBe(true);
          expect(weights.value.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-12);
          expect(new Set(weights.value.map(({ ticker }) => ticker)).size).toBe(weights.value.length);
        }
      }),
    );
  });
});

describe('requirements', () => {
  it('are enough: a tree decides on exactly the bars it asks for, by warm-up and live by settling', () => {
    fc.assert(
      fc.property(trees(LISTED), fc.boolean(), fc.nat({ max: 1000 }), (tree, live, seed) => {
        const { warmUpBars, settlingBars } = requirements(tree);
        const decision = decideOn(strategyOf(tree), walks(live ? settlingBars : warmUpBars, seed), { live });
        expect(decision.ok ? 'decided' : decision.error.says).toBe('decided');
      }),
      { numRuns: 300 },
    );
  });
});

describe('validate', () => {
  it('finds nothing wrong with trees made of the vocabulary', () => {
    fc.assert(
      fc.property(trees(), (tree) => {
        expect(validate(tree)).toEqual([]);
      }),
    );
  });
});
