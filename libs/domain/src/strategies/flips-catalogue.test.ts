/**
 * The knife edges of our own strategies on the synthetic market, at prices where a look at every cent would take hours: the close of a flip
 * decides otherwise, the cent before it and cents drawn in between do not, and of a ticker without one no close that was drawn does.
 */
import { describe, expect, it } from 'vitest';
import { syntheticHistory } from '../../test/synthetic-history.ts';
import type { History } from '../market/history.ts';
import type { Trace } from '../strategy/decision.ts';
import { decideOn } from '../strategy/evaluate.ts';
import { flips } from '../strategy/flips.ts';
import { tickersOf } from '../strategy/requirements.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { Ticker } from '../values/ticker.ts';
import { klm } from './klm/ensemble.ts';
import { nuclear } from './nuclear.ts';
import { tecl } from './tecl.ts';

/** The branches and picks that were reached. */
const pathOf = (strategy: Strategy, history: History): string => {
  const decision = decideOn(strategy, history);
  return decision.ok ? reached(decision.value.trace) : 'no decision';
};

function reached(trace: Trace): string {
  if (!trace.taken) return '';
  if (trace.kind === 'hold') return trace.ticker;
  if (trace.kind === 'group') return reached(trace.body);
  if (trace.kind === 'when') return `${trace.condition.holds === true ? 'yes' : 'no'} ${reached(trace.then)}${reached(trace.otherwise)}`;
  if (trace.kind === 'equally') return trace.children.map(reached).join(' ');
  if (trace.kind === 'ranked') return trace.candidates.map((candidate) => (candidate.picked ? reached(candidate.trace) : '-')).join(' ');
  return trace.children.map((child) => reached(child.trace)).join(' ');
}

/** Long enough to settle what the sheets ask, short enough to be decided hundreds of times. */
const ROWS = 700;
const DRAWS = 1;

/** Fractions from a golden-ratio sequence: spread evenly, and the same in every run. */
const fraction = (n: number): number => (n * 0.618_033_988_749_895) % 1;

describe.each([
  [nuclear, [1400, 1555]],
  [tecl, [1400, 1555]],
  [klm, [1480]],
])('$title', (strategy, days) => {
  const { history: whole } = syntheticHistory(7, tickersOf(strategy.tree));

  it.each(days)('turns at its knife edges and nowhere before them, on row %i', (day) => {
    const part = <T>(column: { slice(from: number, to: number): T }): T => column.slice(day - ROWS, day);
    const history: History = {
      sessions: whole.sessions.slice(day - ROWS, day),
      closes: new Map([...whole.closes].map(([name, column]) => [name, part<Float64Array>(column)])),
    };
    const today = pathOf(strategy, history);
    const at = (ticker: Ticker, cents: number): string =>
      pathOf(strategy, { ...history, closes: new Map(history.closes).set(ticker, history.closes.get(ticker)!.with(-1, cents / 100)) });
    const edges = new Map(
      flips(strategy, history).map(({ ticker, side, price }) => [`${ticker} ${side}`, Math.round(Number(price) * 100)]),
    );
    expect(today).not.toBe('no decision');
    expect(edges.size).toBeGreaterThan(0);
    let draws = 0;
    for (const [ticker, column] of history.closes) {
      const cents = column.at(-1)! * 100;
      for (const [side, end] of [
        ['below', 0.75],
        ['above', 1.25],
      ] as const) {
        const edge = edges.get(`${ticker} ${side}`);
        if (edge !== undefined) {
          expect([ticker, edge, at(ticker, edge) === today]).toEqual([ticker, edge, false]);
          const before = edge + (side === 'below' ? 1 : -1);
          expect([ticker, before, at(ticker, before)]).toEqual([ticker, before, today]);
        }
        for (let draw = 0; draw < DRAWS; draw++) {
          const far = Math.round(cents + ((edge ?? cents * end) - cents) * 0.999 * fraction(++draws));
          expect([ticker, far, at(ticker, far)]).toEqual([ticker, far, today]);
        }
      }
    }
  });
});
