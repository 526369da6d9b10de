import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { fitToCash, type PricedBuy } from './fit-to-cash.ts';

const buyOf = (shares: string, at: string, increment: string): PricedBuy => ({
  ticker: ticker('TECL'),
  quantity: quantity(shares),
  limitPrice: price(at),
  increment: quantity(increment),
});
const NANO = '0.000000001';

// Worked by hand.
it.each<[string, PricedBuy[], string, string[]]>([
  ['enough cash changes nothing', [buyOf('10', '50', NANO), buyOf('4', '25', NANO)], '600', ['10', '4']],
  ['half the cash buys half of each', [buyOf('10', '50', NANO), buyOf('4', '25', NANO)], '300', ['5', '2']],
  ['a third of a share is rounded down', [buyOf('10', '3', NANO)], '1', ['0.333333333']],
  ['whole shares are rounded down to whole ones', [buyOf('10', '50', '1'), buyOf('10', '50', NANO)], '475', ['4', '4.75']],
  ['no cash buys nothing', [buyOf('10', '50', NANO)], '0', ['0']],
  ['a debt buys nothing', [buyOf('10', '50', NANO)], '-5', ['0']],
])('%s', (_, buys, cash, expected) => {
  expect(fitToCash(buys, money(cash)).map(toDecimal)).toEqual(expected);
});

describe('an incident of the earlier system, August 2025', () => {
  it('$52.6k wanted of TECL with $3.4k at hand buys $3.4k of it', () => {
    const [shares] = fitToCash([buyOf('526', '100', NANO)], money('3400'));
    expect(toDecimal(shares!)).toBe('34');
  });
});
