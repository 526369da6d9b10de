import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomWalk } from '../../test/random-walk.ts';
import { cards } from './cards.ts';
import type { IndicatorCard } from './card.ts';

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

  it('says its windows in its words', () => {
    for (const window of windows) expect(card.words(windows)).toContain(String(window));
    expect(card.words(windows)).not.toBe('');
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
