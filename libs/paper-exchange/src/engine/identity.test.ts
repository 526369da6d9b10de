import { describe, expect, it } from 'vitest';
import { chanceOf, uuidOf } from './identity.ts';

const subjects = Array.from({ length: 50_000 }, (_, i) => `seed 7/PA1/order/${String(i)}`);

describe('ids', () => {
  it('are random UUIDs to look at, the same for the same subject, and another one for each', () => {
    const ids = subjects.map(uuidOf);
    expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(subjects.length);
    expect(subjects.map(uuidOf)).toEqual(ids);
  });

  it('differ in about half of their bits when their subjects differ in one character', () => {
    const bits = (id: string): bigint => BigInt(`0x${id.replaceAll('-', '')}`);
    const apart = (a: string, b: string): number => (bits(uuidOf(a)) ^ bits(uuidOf(b))).toString(2).replaceAll('0', '').length;
    const mean = subjects.reduce((sum, subject) => sum + apart(subject, `${subject.slice(0, -1)}x`), 0) / subjects.length;
    // 122 of the 128 are free.
    expect(mean).toBeGreaterThan(60);
    expect(mean).toBeLessThan(62);
  });
});

describe('chances', () => {
  it('spread evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const subject of subjects) tenths[Math.floor(chanceOf(subject) * 10)]! += 1;
    // Five deviations of a tenth of 50,000.
    for (const count of tenths) expect(Math.abs(count - 5_000)).toBeLessThan(5 * Math.sqrt(4_500));
  });
});
