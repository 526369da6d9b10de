import { describe, expect, it } from 'vitest';
import { randomFamily } from './random.ts';

const draws = (seed: number, label: string, count: number): number[] => {
  const family = randomFamily(seed, label);
  return Array.from({ length: count }, (_, member) => family(member).normal());
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded randomness', () => {
  it('is the same for the same seed, label and member, in any order', () => {
    const forward = draws(7, 'market', 50);
    const family = randomFamily(7, 'market');
    for (let member = 49; member >= 0; member--) expect(family(member).normal()).toBe(forward[member]);
  });

  it('keeps to the bytes it has always had: a change here changes every recorded world', () => {
    const random = randomFamily(7, 'market')(19_941);
    expect([random.uniform(), random.uniform(), random.normal()]).toMatchInlineSnapshot(`
      [
        0.26182576082646847,
        0.5900868368335068,
        -1.6941070556640625,
      ]
    `);
  });

  it('shares nothing between seeds, labels or neighbouring members', () => {
    const base = draws(7, 'market', 4000);
    for (const other of [draws(8, 'market', 4000), draws(7, 'markets', 4000), base.slice(1)]) {
      expect(Math.abs(mean(other.map((value, at) => value * base[at]!)))).toBeLessThan(0.06);
    }
  });

  it('draws uniforms that fill [0, 1) and normals of mean 0 and deviation 1', () => {
    const random = randomFamily(1, 'shape')(0);
    const uniforms = Array.from({ length: 20_000 }, () => random.uniform());
    expect(uniforms.every((value) => value >= 0 && value < 1)).toBe(true);
    const bins = new Array<number>(10).fill(0);
    uniforms.forEach((value) => bins[Math.floor(value * 10)]!++);
    // χ² with nine degrees of freedom exceeds 27.9 once in a thousand.
    expect(bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9);
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(normals))).toBeLessThan(0.03);
    expect(Math.abs(mean(normals.map((value) => value * value)) - 1)).toBeLessThan(0.04);
    expect(mean(normals.map((value) => Number(Math.abs(value) < 1)))).toBeCloseTo(0.683, 1);
  });

  it('refuses a seed that is no whole number', () => expect(() => randomFamily(1.5, 'market')).toThrow('whole number'));
});
