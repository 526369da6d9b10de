/** Random rule trees of every node kind, and random closes with late listings and gaps. */
import fc from 'fast-check';
import type { History } from '../src/market/history.ts';
import {
  above,
  all,
  any,
  atLeast,
  atMost,
  below,
  equally,
  equalTo,
  group,
  highest,
  hold,
  inverseVolatility,
  lowest,
  not,
  weighted,
  when,
} from '../src/strategy/build.ts';
import { randomWalk } from './random-walk.ts';
import * as words from '../src/strategy/measures.ts';
import type { Allocation, Condition, Measure, Unit, Yardstick } from '../src/strategy/node.ts';
import { ticker, type Ticker } from '../src/values/ticker.ts';
import { addDays, sessionDate } from '../src/values/time.ts';

/** The last one has no column in any history: it does not exist. */
export const TICKERS: readonly Ticker[] = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'NONE'].map(ticker);

export const LISTED = TICKERS.slice(0, -1);

/** Small windows, so that short histories settle what they ask. */
export const yardsticks: fc.Arbitrary<Yardstick> = fc.oneof(
  fc.constant(words.by(words.close)),
  fc
    .tuple(
      fc.constantFrom(
        words.sma,
        words.ema,
        words.rsi,
        words.movingAverageOfReturn,
        words.cumulativeReturn,
        words.deviationOfReturn,
        words.deviationOfPrice,
        words.populationDeviationOfReturn,
        words.populationDeviationOfPrice,
        words.maxDrawdown,
      ),
      fc.integer({ min: 2, max: 5 }),
    )
    .map(([word, window]) => words.by<Unit, readonly [number]>(word as words.MeasureWord<Unit, readonly [number]>, window)),
  fc.constant(words.by(words.ppo, 2, 4)),
  fc.constant(words.by(words.ppoSignal, 2, 3, 2)),
);

const THRESHOLDS: Readonly<Record<Unit, fc.Arbitrary<number>>> = {
  usd: fc.integer({ min: 80, max: 120 }),
  points: fc.constantFrom(30, 45, 50, 55, 70),
  percent: fc.constantFrom(-2, -0.5, 0, 0.5, 1, 2),
};

/** @param levels thresholds for prices, USD: near the closes they are compared with. */
export function trees(tickers = TICKERS, maxDepth = 5, levels = THRESHOLDS.usd): fc.Arbitrary<Allocation> {
  const thresholds = { ...THRESHOLDS, usd: levels };
  // An unknown ticker refuses wherever it is reached: rare enough to leave something to decide.
  const oneTicker = fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...tickers.slice(0, LISTED.length)) },
    { weight: 1, arbitrary: fc.constantFrom(tickers.at(-1)!) },
  );
  const measure: fc.Arbitrary<Measure> = fc.record({ kind: fc.constant('measure' as const), yardstick: yardsticks, of: oneTicker });
  const compare: fc.Arbitrary<Condition> = fc
    .tuple(measure, measure, fc.boolean(), fc.constantFrom(above, below, atLeast, atMost, equalTo))
    .chain(([left, right, isNumber, comparator]) =>
      isNumber ? thresholds[left.yardstick.unit].map((threshold) => comparator(left, threshold)) : fc.constant(comparator(left, right)),
    );
  const condition = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      compare,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((list) => all(...list)),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((list) => any(...list)),
      tie('condition').map(not),
    ),
  })).condition;
  return fc.letrec<{ node: Allocation }>((tie) => {
    const children = fc.array(tie('node'), { minLength: 1, maxLength: 3 });
    return {
      node: fc.oneof(
        { maxDepth, depthSize: 'medium', withCrossShrink: true },
        oneTicker.map(hold),
        fc.tuple(fc.constantFrom('Calm', 'Brakes', 'Engine'), tie('node')).map(([title, body]) => group(title, body)),
        fc.record({ condition, then: tie('node'), else: tie('node') }).map((parts) => when(parts.condition, parts)),
        children.map(equally),
        fc
          .array(fc.tuple(fc.integer({ min: 1, max: 10 }), tie('node')), { minLength: 1, maxLength: 3 })
          .map((parts) => weighted(...parts.map(([tenths, child]) => [tenths / (10 * parts.length), child] as const))),
        fc.tuple(fc.integer({ min: 2, max: 4 }), children).map(([window, list]) => inverseVolatility(window, list)),
        fc
          .tuple(fc.constantFrom(highest, lowest), fc.nat(), yardsticks, children)
          .map(([rank, n, by, list]) => rank(1 + (n % list.length), by, list)),
      ),
    };
  }).node;
}

/** Closes near 100 that move by up to 4 % a session, with late listings and gaps, of all `TICKERS` but the last. */
export const histories = (rows: number): fc.Arbitrary<History> => historiesNear(rows, fc.constant(100));

/** @param prices where closes begin, USD; each ticker has its own. */
export function historiesNear(rows: number, prices: fc.Arbitrary<number>): fc.Arbitrary<History> {
  const gap = fc.tuple(fc.nat({ max: rows - 1 }), fc.integer({ min: 1, max: 3 }));
  const column = fc
    .record({
      price: prices,
      moves: fc.array(fc.integer({ min: -400, max: 400 }), { minLength: rows, maxLength: rows }),
      listed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: rows }) }),
      gaps: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(gap, { maxLength: 2 }) }),
    })
    .map(({ price, moves, listed, gaps }) => {
      let close = price;
      const closes = Float64Array.from(moves, (move) => (close *= 1 + move / 10_000));
      closes.fill(Number.NaN, 0, listed);
      for (const [from, length] of gaps) closes.fill(Number.NaN, from, from + length);
      return closes;
    });
  return fc
    .tuple(...LISTED.map(() => column))
    .map((columns) => ({ sessions: sessionsOf(rows), closes: new Map(LISTED.map((name, i) => [name, columns[i]!])) }));
}

/** Every ticker with every bar, and never the same move twice. */
export const walks = (rows: number, seed: number): History => ({
  sessions: sessionsOf(rows),
  closes: new Map(LISTED.map((name, i) => [name, randomWalk(seed * LISTED.length + i, rows)])),
});

const sessionsOf = (rows: number) => Array.from({ length: rows }, (_, row) => addDays(sessionDate('2024-01-01'), row));

/** The history as it stood at the close of a row: nothing after it exists. */
export const upTo = ({ sessions, closes }: History, row: number): History => ({
  sessions: sessions.slice(0, row + 1),
  closes: new Map(Array.from(closes, ([name, column]) => [name, column.slice(0, row + 1)])),
});
