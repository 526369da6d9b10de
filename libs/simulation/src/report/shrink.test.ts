import { describe, expect, it } from 'vitest';
import { mutantNamed, practicesOf } from '../zoo/zoo.ts';
import { shrink } from './shrink.ts';
import { simulate, type Report } from './simulate.ts';
import { timelineOf } from './timeline.ts';

const bug = practicesOf(mutantNamed('not-found-is-rejected')!);

/** The first seed of the heavy mix that breaks invariant 2 with many faults. */
function failing(): Report {
  for (let seed = 1; ; seed++) {
    const report = simulate({ seed, mix: 'heavy', practices: bug });
    if (report.violation?.number === 2 && report.struck.length > 5) return report;
  }
}

describe('a failing day', () => {
  const long = failing();
  const { report: short, lives } = shrink(long, bug);

  it('is made shorter, and still breaks the same invariant', () => {
    expect(short.violation?.invariant).toBe(long.violation?.invariant);
    expect(short.struck.length).toBeLessThan(long.struck.length / 2);
    expect(short.scenario.tickers.length).toBeLessThanOrEqual(long.scenario.tickers.length);
    expect(lives).toBeGreaterThan(5);
  });

  it('keeps no fault that it can do without', () => {
    for (const strike of short.struck) {
      const fewer = new Set(short.struck.filter((each) => each !== strike));
      const { violation } = simulate({ seed: long.seed, mix: 'heavy', practices: bug, only: fewer, change: () => short.scenario });
      expect(violation?.invariant, `without ${strike}`).not.toBe(long.violation?.invariant);
    }
  });

  it('reads as a timeline that ends with what does not hold', () => {
    const lines = timelineOf(short);
    expect(lines[0]).toBe(`Seed ${String(long.seed)} of the heavy mix: session ${short.scenario.hours.date}, a full day.`);
    expect(lines.filter((line) => line.includes('fault ')).length).toBe(short.struck.length);
    expect(lines.at(-1)).toBe(`Invariant 2 does not hold (What fills of a leg never exceeds its target): ${short.violation?.says ?? ''}.`);
  });
});
