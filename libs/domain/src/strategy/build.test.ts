import { describe, expect, it } from 'vitest';
import { cards } from '../indicators/cards.ts';
import { above, all, any, below, equally, group, highest, hold, inverseVolatility, not, weighted, when } from './build.ts';
import * as measures from './measures.ts';
import { by, close, cumulativeReturn, ppo, ppoSignal, rsi, sma } from './measures.ts';

const sheet = group(
  'Everything',
  when(all(above(close('SPY'), sma('SPY', 200)), not(any(below(rsi('QQQ', 10), 30), above(rsi('SPY', 10), rsi('QQQ', 10))))), {
    then: highest(1, by(cumulativeReturn, 20), ['QQQ', equally(['SPY', 'brk.b'])]),
    else: weighted([0.5, 'SHY'], [0.25, inverseVolatility(20, ['TLT', 'IEF'])]),
  }),
);

describe('a rule sheet', () => {
  it('is plain data all the way down, and frozen', () => {
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      Object.values(value).forEach(walk);
    };
    walk(sheet);
    expect(JSON.parse(JSON.stringify(sheet))).toEqual(sheet);
  });

  it('takes a ticker for all of it, in our spelling', () => {
    expect(equally(['brk.b']).children).toEqual([hold('BRK/B')]);
    expect(() => hold('not a ticker')).toThrow('Ticker must look like SPY');
  });

  it('takes its units from the indicator cards', () => {
    const words = [
      measures.close,
      measures.sma,
      measures.ema,
      measures.rsi,
      measures.movingAverageOfReturn,
      measures.cumulativeReturn,
      measures.deviationOfReturn,
      measures.deviationOfPrice,
      measures.populationDeviationOfReturn,
      measures.populationDeviationOfPrice,
      measures.maxDrawdown,
      measures.ppo,
      measures.ppoSignal,
    ];
    expect(words.map(({ indicator }) => indicator).sort()).toEqual(Object.keys(cards).sort());
    for (const { indicator, unit } of words) expect(unit).toBe(cards[indicator].unit);
  });

  it('compiles only where both sides have one unit and every window is given', () => {
    above(close('SPY'), sma('SPY', 200));
    above(ppo('SPY', 12, 26), ppoSignal('SPY', 12, 26, 9));
    // @ts-expect-error dollars beside points
    above(close('SPY'), rsi('SPY', 10));
    // @ts-expect-error points beside percent
    below(rsi('SPY', 10), cumulativeReturn('SPY', 60));
    // @ts-expect-error an average without its window
    sma('SPY');
    // @ts-expect-error the price takes no window
    close('SPY', 10);
    // @ts-expect-error an oscillator takes two
    by(ppo, 12);
    expect(by(rsi, 10)).toEqual({ indicator: 'rsi', windows: [10], unit: 'points' });
  });
});
