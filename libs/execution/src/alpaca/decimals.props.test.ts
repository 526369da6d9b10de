import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDecimal } from '@alchemiser/domain';
import { wireAveragePrice, wireMoney, wirePriceOrNull, wireShares } from './decimals.ts';

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));
const decimalText = fc
  .record({ negative: fc.boolean(), whole: digits(12), fraction: fc.option(digits(18)) })
  .map(({ negative, whole, fraction }) => `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`);

describe('money from the wire', () => {
  it('is the nearest billionth, half away from zero, of any decimal (decimal.js 10.6)', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const expected = new Decimal(text).toDecimalPlaces(9, Decimal.ROUND_HALF_UP);
        expect(new Decimal(toDecimal(wireMoney(text))).equals(expected)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['100003.74258806517', '100003.742588065'],
    ['-0.0000000005', '-0.000000001'],
    ['0.0000000004', '0'],
    ['0.9999999999', '1'],
  ])('%s is %s', (text, expected) => expect(toDecimal(wireMoney(text))).toBe(expected));
});

describe('prices and shares from the wire', () => {
  it.each([[null], [undefined], ['0'], ['0.00']])('%j is no price', (text) => expect(wirePriceOrNull(text)).toBeNull());
  it('a short position has its shares without the sign', () => expect(toDecimal(wireShares('-3.25'))).toBe('3.25'));
  it('an average is rounded', () => expect(toDecimal(wireAveragePrice('86.87989112345'))).toBe('86.879891123'));
  it('shares are never rounded', () => expect(() => wireShares('0.0000000001')).toThrow('at most 9 decimals'));
});
