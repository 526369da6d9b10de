import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomWalk } from '../../test/random-walk.ts';
import { cards } from './cards.ts';
import type { IndicatorCard, LastCloseShape } from './card.ts';

/** Windows to try each card with: the shortest it takes, an odd one, one of several binary digits, and a long one. */
const SAMPLES: Record<number, readonly (readonly number[])[]> = {
  0: [[]],
  1: [[2], [3], [10], [14], [23], [60]],
  2: [
    [2, 3],
    [12, 26],
    [26, 12],
  ],
  3: [
    [2, 3, 2],
    [12, 26, 9],
  ],
};
/** Summed by blocks that begin with the run: the last bits tell where it began. */
const BY_BLOCKS = new Set<string>(['deviationOfReturn', 'deviationOfPrice', 'populationDeviationOfReturn', 'populationDeviationOfPrice']);
const POINTS_OF_HUNDRED = 100;

const table = Object.entries(cards as Record<string, IndicatorCard>).flatMap(([key, card]) =>
  SAMPLES[card.windowCount]!.map((windows) => ({ key, card, windows, title: `${key} [${windows.join(', ')}]` })),
);
/** What each claim about the last close allows, and what has to be seen of it. */
const CLAIMS: Record<LastCloseShape, { may: readonly string[]; must: readonly string[] }> = {
  rises: { may: ['up'], must: ['up'] },
  falls: { may: ['down'], must: ['down'] },
  // Which of the two its windows say: see the oscillator below.
  monotone: { may: ['up', 'down'], must: [] },
  valley: { may: ['down up'], must: ['down up'] },
};

/** The turns of a curve, but for rounding; for a valley also that it never bends down: its slopes only grow. */
function shapeOf(values: readonly number[]): string {
  const rounding = 1e-11 * Math.max(1, ...values.map(Math.abs));
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  const turns = steps.filter((step) => Math.abs(step) > rounding).map((step) => (step > 0 ? 'up' : 'down'));
  const shape = turns.filter((turn, i) => turn !== turns[i - 1]).join(' ');
  const isConvex = steps.every((step, i) => i === 0 || step >= steps[i - 1]! - rounding);
  return shape === 'down up' && !isConvex ? 'down up, not convex' : shape;
}

const firstValue = (column: Float64Array): number => column.findIndex((value) => !Number.isNaN(value));

describe('every card is filed under its own name', () => {
  it.each(Object.entries(cards as Record<string, IndicatorCard>))('%s', (key, card) => {
    expect(card.name).toBe(key);
    expect(SAMPLES[card.windowCount], 'the contract has windows to try it with').toBeDefined();
  });
});

describe.each(table)('$title', ({ card, windows }) => {
  const warmUp = card.warmUp(windows);
  const settling = card.settling(windows);
  const closes = randomWalk(11, settling + 80);

  it('is ready at exactly its warm-up, has no value before and no hole after', () => {
    const column = card.compute(closes, windows);
    expect(column).toHaveLength(closes.length);
    expect(firstValue(column)).toBe(warmUp - 1);
    expect(column.subarray(warmUp - 1).every(Number.isFinite)).toBe(true);
    expect(card.compute(closes.slice(0, warmUp - 1), windows).every(Number.isNaN)).toBe(true);
  });

  it('restarts after a gap as if history began there, and has no value in between', () => {
    const gap = settling + 5;
    const broken = closes.slice();
    broken[gap] = Number.NaN;
    const column = card.compute(broken, windows);
    expect(column.subarray(0, gap)).toEqual(card.compute(closes, windows).subarray(0, gap));
    expect(column.subarray(gap)).toEqual(Float64Array.from([Number.NaN, ...card.compute(closes.slice(gap + 1), windows)]));
  });

  it('never looks ahead: a prefix has the same values bit for bit', () => {
    const whole = card.compute(closes, windows);
    for (let length = 0; length <= closes.length; length += 7) {
      expect(card.compute(closes.slice(0, length), windows)).toEqual(whole.slice(0, length));
    }
  });

  it('no longer depends on where history began once settled', () => {
    const beginnings = [1, 17, 40, 79];
    const whole = card.compute(closes, windows).at(-1)!;
    for (const start of beginnings) {
      const late = card.compute(closes.slice(start), windows).at(-1)!;
      if (BY_BLOCKS.has(card.name)) expect(Math.abs(late - whole)).toBeLessThanOrEqual(1e-12 * whole);
      else if (settling === warmUp) expect(late).toBe(whole);
      else expect(Math.abs(late - whole)).toBeLessThan(0.01);
    }
  });

  it('writes into the column it is given, whatever was in there, and leaves the closes alone', () => {
    const before = closes.slice();
    const out = new Float64Array(closes.length).fill(12_345);
    expect(card.compute(closes, windows, out)).toBe(out);
    expect(out).toEqual(card.compute(closes, windows));
    expect(closes).toEqual(before);
  });

  it('refuses a column of another length, the closes themselves, and windows it is not defined for', () => {
    expect(() => card.compute(closes, windows, new Float64Array(closes.length + 1))).toThrow(RangeError);
    expect(() => card.compute(closes, windows, closes)).toThrow(RangeError);
    expect(() => card.compute(closes, [...windows, 5])).toThrow(RangeError);
    for (const odd of [0, -1, 1.5, Number.NaN, card.leastWindow - 1]) {
      for (let at = 0; at < windows.length; at++) {
        expect(() => card.compute(closes, windows.with(at, odd))).toThrow(RangeError);
      }
    }
  });

  it('is the same twice, and follows a change of currency: dollars scale, points and percents do not', () => {
    expect(card.compute(closes, windows)).toEqual(card.compute(closes, windows));
    // A power of two changes exponents only, so the comparison is exact.
    const scaled = card.compute(
      closes.map((value) => value * 4),
      windows,
    );
    const factor = card.unit === 'usd' ? 4 : 1;
    expect(scaled).toEqual(card.compute(closes, windows).map((value) => value * factor));
  });

  it('keeps to its unit', () => {
    const column = card.compute(closes, windows).subarray(warmUp - 1);
    if (card.unit === 'points') expect(column.every((value) => value >= 0 && value <= POINTS_OF_HUNDRED)).toBe(true);
    if (card.name === 'maxDrawdown') expect(column.every((value) => value >= 0 && value < 100)).toBe(true);
    if (card.name.startsWith('deviation')) expect(column.every((value) => value >= 0)).toBe(true);
  });

  it('streams the same bits, one close at a time, and peeks without taking', () => {
    const broken = closes.slice();
    // A gap after one close, one inside the warm-up, and one after settling.
    for (const gap of [1, 1 + Math.ceil(warmUp / 2), settling + 40]) broken[gap] = Number.NaN;
    for (const series of [closes, broken]) {
      const column = card.compute(series, windows);
      const stream = card.stream(windows);
      series.forEach((close, row) => {
        const peeked = stream.peek(close);
        // Columns of every length: a sample of rows is enough.
        if (row % 13 === 0)
          expect(stream.peek(close * 1.5)).toBe(card.compute(series.slice(0, row + 1).with(row, close * 1.5), windows)[row]);
        expect([peeked, stream.push(close)]).toEqual([column[row], column[row]]);
      });
    }
    expect(() => card.stream([...windows, 5])).toThrow(RangeError);
  });

  it(`${card.lastClose === 'monotone' ? 'never turns back' : card.lastClose === 'valley' ? 'goes through one valley' : card.lastClose} with the last close alone`, () => {
    const turned = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const history = randomWalk(seed, warmUp + 10 * seed);
      const stream = card.stream(windows);
      for (const close of history) stream.push(close);
      // Beyond a quarter either way: far enough for the bottom of any valley to lie inside.
      const values = Array.from({ length: 301 }, (_, step) => stream.peek(history.at(-1)! * (0.4 + step / 200)));
      turned.add(shapeOf(values));
    }
    const { may, must } = CLAIMS[card.lastClose];
    for (const shape of turned) expect(may).toContain(shape);
    expect([...turned]).toEqual(expect.arrayContaining([...must]));
  });

  it('says its windows in its words', () => {
    for (const window of windows) expect(card.words(windows)).toContain(String(window));
    expect(card.words(windows)).not.toBe('');
  });
});

describe('an oscillator', () => {
  it('rises with the last close where its first average is the faster, falls where it is the slower', () => {
    const closes = randomWalk(3, 300);
    const change = (card: IndicatorCard, windows: readonly number[]): number => {
      const stream = card.stream(windows);
      for (const close of closes) stream.push(close);
      return Math.sign(stream.peek(closes.at(-1)! * 1.01) - stream.peek(closes.at(-1)!));
    };
    expect([change(cards.ppo, [12, 26]), change(cards.ppo, [26, 12])]).toEqual([1, -1]);
    expect([change(cards.ppoSignal, [12, 26, 9]), change(cards.ppoSignal, [26, 12, 9])]).toEqual([1, -1]);
  });
});

describe('any walk, any gaps', () => {
  it('streams what the column holds', () => {
    const samples = fc.constantFrom(...table);
    const gaps = fc.array(fc.nat({ max: 119 }), { maxLength: 4 });
    // From calm to wild: a hundredfold in a few sessions leaves every range of exact sums.
    const steps = fc.constantFrom(0, 1e-9, 0.02, 0.6);
    fc.assert(
      fc.property(samples, fc.nat(), steps, gaps, ({ card, windows }, seed, step, holes) => {
        const closes = randomWalk(seed, 120, step);
        for (const hole of holes) closes[hole] = Number.NaN;
        const stream = card.stream(windows);
        expect(closes.map((close) => stream.push(close))).toEqual(card.compute(closes, windows));
      }),
      { numRuns: 300 },
    );
  });

  it('has a value exactly where the last warm-up closes are clean', () => {
    const samples = fc.constantFrom(...table);
    const gaps = fc.array(fc.nat({ max: 119 }), { maxLength: 4 });
    fc.assert(
      fc.property(samples, fc.nat(), gaps, ({ card, windows }, seed, holes) => {
        const closes = randomWalk(seed, 120);
        for (const hole of holes) closes[hole] = Number.NaN;
        const column = card.compute(closes, windows);
        let clean = 0;
        closes.forEach((value, row) => {
          clean = Number.isNaN(value) ? 0 : clean + 1;
          expect(Number.isNaN(column[row]!)).toBe(clean < card.warmUp(windows));
        });
      }),
      { numRuns: 300 },
    );
  });
});
