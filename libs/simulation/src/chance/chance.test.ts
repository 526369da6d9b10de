import { describe, expect, it } from 'vitest';
import { simulate } from '../report/simulate.ts';
import { chanceOf, type Strike } from './chance.ts';
import { FAULT_NAMES, FAULTS } from './faults.ts';

/** Each fault is given a hundred opportunities, all in turn. */
function strikesOf(only?: ReadonlySet<Strike>): readonly Strike[] {
  const chance = chanceOf(17, 'chaos', only);
  for (let turn = 0; turn < 100; turn++) for (const fault of Object.values(FAULTS)) chance.strikes(fault);
  return chance.struck;
}

describe('the luck of a seed', () => {
  it('knows every fault by its place in the menu', () => {
    expect(Object.values(FAULTS).map(({ number }) => number)).toEqual([...FAULT_NAMES.keys()]);
  });

  it('is the same whenever it is asked, and another for another seed', () => {
    expect(strikesOf()).toEqual(strikesOf());
    expect(chanceOf(17, 'chaos').uniform('scenario')).not.toBe(chanceOf(18, 'chaos').uniform('scenario'));
  });

  it('leaves every other strike where it was when one is left out', () => {
    const all = strikesOf();
    expect(all.length).toBeGreaterThan(20);
    for (const gone of all)
      expect(strikesOf(new Set(all.filter((strike) => strike !== gone)))).toEqual(all.filter((strike) => strike !== gone));
  });

  it('lets every fault of the menu strike in one of the first seeds', { timeout: 60_000 }, () => {
    const missing = new Set<string>(FAULT_NAMES);
    for (let seed = 1; seed <= 1_000 && missing.size > 0; seed++) {
      for (const strike of simulate({ seed, mix: 'chaos' }).struck) missing.delete(strike.slice(0, strike.indexOf('#')));
    }
    expect([...missing]).toEqual([]);
  });
});
