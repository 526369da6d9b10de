/** The built command line against an exchange in another process, killed and started again. Two hundred kills run by hand: `kills.ts` beside this. */
import { describe, expect, it } from 'vitest';
import { killRepeatedly } from './kills.ts';

const KILLS = 6;

describe('the command line at an exchange in another process', () => {
  it(`killed ${String(KILLS)} times at random moments ends every day with its plan, nothing twice, and the exchange’s own statement`, async () => {
    const report = await killRepeatedly({ kills: KILLS, seed: 1 });
    expect(report.faults).toEqual([]);
    expect(report.kills).toBe(KILLS);
    expect(report.orders).toBeGreaterThan(4);
    // Most kills fall where it hurts.
    const { 'before its first order': early = 0 } = report.moments;
    expect(early).toBeLessThan(KILLS);
  });
});
