/** The power fails before and after every effect of a canonical run of four legs, once and twice. */
import { toDecimal } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { callsOf, callsToConverge, canonicalDay, LEGS } from '../../test/canonical-day.ts';
import type { Cut } from './world.ts';

const whole = canonicalDay();
const effects = callsOf(whole.world);
const filledOf = ({ world }: typeof whole) =>
  [...world.stores.records.values()].flatMap(({ outcome }) =>
    (outcome?.legs ?? []).map((leg) => `${leg.side} ${leg.ticker} ${toDecimal(leg.filled)}`),
  );
const CUTS: readonly Cut[] = Array.from({ length: effects }, (_, i) => [
  { call: i + 1, when: 'before' } as const,
  { call: i + 1, when: 'after' } as const,
]).flat();

describe('a canonical run', () => {
  it('fills its four legs', () => {
    expect(whole.violation).toBeNull();
    expect(filledOf(whole)).toHaveLength(LEGS);
    expect(effects).toBeGreaterThan(25);
  });

  it(
    'cut short before or after any one effect trades the same, and converges within 2 × legs + 5 calls to the broker',
    { timeout: 60_000 },
    () => {
      for (const cut of CUTS) {
        const day = canonicalDay({ cuts: [cut] });
        const where = JSON.stringify(cut);
        expect(day.violation, where).toBeNull();
        expect(day.world.processes.length, where).toBeGreaterThan(1);
        expect(filledOf(day), where).toEqual(filledOf(whole));
        expect(callsToConverge(day.world), where).toBeLessThanOrEqual(2 * LEGS + 5);
      }
    },
  );

  it('cut short twice, at any two effects, trades the same, for at most one list call more', { timeout: 600_000 }, () => {
    // Two sells in doubt since different moments are asked about at different moments.
    const most = 2 * LEGS + 6;
    const expected = filledOf(whole).join();
    for (const first of CUTS) {
      for (const second of CUTS) {
        const day = canonicalDay({ cuts: [first, second] });
        if (day.violation === null && filledOf(day).join() === expected && callsToConverge(day.world) <= most) continue;
        expect.fail(`cut at ${JSON.stringify([first, second])}: ${day.violation?.says ?? filledOf(day).join()}`);
      }
    }
  });
});
