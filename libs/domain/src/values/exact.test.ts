import { describe, expect, it } from 'vitest';
import {
  averagePrice,
  money,
  notional,
  price,
  priceFromFloat,
  quantity,
  sharesFor,
  tickDown,
  tickUp,
  toCents,
  toDecimal,
} from './exact.ts';

describe('exact values', () => {
  it.each([
    ['a cent', '0.01', '0.01'],
    ['trailing zeros', '12.3400', '12.34'],
    ['nine decimals', '7.227357600', '7.2273576'],
    ['zeros beyond the ninth decimal', '1.0000000000', '1'],
  ])('reads and prints %s', (_, text, printed) => {
    expect(toDecimal(money(text))).toBe(printed);
    expect(toDecimal(money(`-${text}`))).toBe(`-${printed}`);
  });

  it.each(['', '1e3', 'NaN', '1,000', '0x10', ' 1', '1.', '.5', '1.0000000001', 'Infinity'])('refuses %j', (text) => {
    expect(() => money(text)).toThrow(RangeError);
  });

  it('refuses a price of nothing and a negative quantity, saying what was found', () => {
    expect(() => price('0')).toThrow('Price must be > 0, was "0"');
    expect(() => quantity('-1')).toThrow('Quantity must be ≥ 0, was "-1"');
  });

  it('never lets a buy exceed its budget', () => {
    const shares = sharesFor(money('10000'), price('333.33'), quantity('1'));
    expect(toDecimal(shares)).toBe('30');
    expect(notional(shares, price('333.33')) <= money('10000')).toBe(true);
    expect(toDecimal(sharesFor(money('-5'), price('1'), quantity('1')))).toBe('0');
  });

  it('rounds to cents half away from zero, on both sides', () => {
    expect(toDecimal(toCents(money('1.005')))).toBe('1.01');
    expect(toDecimal(toCents(money('-1.005')))).toBe('-1.01');
  });

  it('moves a price onto the tick in the named direction', () => {
    expect(toDecimal(tickDown(price('10.019'), price('0.01')))).toBe('10.01');
    expect(toDecimal(tickUp(price('10.011'), price('0.01')))).toBe('10.02');
    expect(toDecimal(priceFromFloat(100.125, price('0.01')))).toBe('100.13');
  });

  it('averages what was paid over what was bought', () => {
    expect(toDecimal(averagePrice(money('30'), quantity('4')))).toBe('7.5');
  });
});
