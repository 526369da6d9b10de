import { money, ticker, toDecimal, type Flip } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { nearestFlipLines, presentFlips } from './flips.ts';
import { screenFor } from './screen.ts';

const flip = (name: string, changesHoldings: boolean): Flip => ({
  ticker: ticker(name),
  side: 'above',
  price: toDecimal(money('1061.8')),
  changePercent: 4.21,
  turns: 'branch',
  because: `${name}'s RSI(10) is 30.01, not below 30`,
  becomes: changesHoldings ? 'BIL' : 'TECL as before',
  changesHoldings,
});

describe('the nearest flip of a decision', () => {
  it('is one line, with the way, the price, how far it is and what it leads to', () => {
    expect(nearestFlipLines([flip('TQQQ', true), flip('SPY', true)])).toEqual(['Nearest flip: TQQQ above 1,061.80 (+4.2 %) → BIL']);
  });

  it('is joined by the nearest that changes what is held, where it does not', () => {
    expect(nearestFlipLines([flip('SPY', false), flip('XLK', false), flip('TQQQ', true)])).toEqual([
      'Nearest flip: SPY above 1,061.80 (+4.2 %) → TECL as before',
      'Nearest to other holdings: TQQQ above 1,061.80 (+4.2 %) → BIL',
    ]);
    expect(nearestFlipLines([flip('SPY', false)])).toHaveLength(1);
  });

  it('is said to be none', () => {
    expect(nearestFlipLines([])).toEqual(['Nearest flip: none within ± 25 %']);
  });
});

describe('a table of flips', () => {
  it('has a row for each and what turns under it', () => {
    expect(presentFlips(screenFor({}, false), [flip('TQQQ', true), flip('SPY', false)]).split('\n')).toEqual([
      '  ticker  close     price  change  would hold',
      '  TQQQ    above  1,061.80  +4.2 %  BIL',
      "    TQQQ's RSI(10) is 30.01, not below 30",
      '  SPY     above  1,061.80  +4.2 %  TECL as before',
      "    SPY's RSI(10) is 30.01, not below 30",
    ]);
  });
});
