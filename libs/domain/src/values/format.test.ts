import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal, type DecimalText, type Money, type Quantity } from './exact.ts';
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSession,
  formatSessionShort,
  formatSignedBps,
  formatSignedMoney,
  formatSignedPercent,
  formatWeight,
} from './format.ts';
import { addDays, sessionDate } from './time.ts';

describe('money', () => {
  it.each([
    ['100214.33', '$100,214.33', '+$100,214.33'],
    ['-214.335', '−$214.34', '−$214.34'],
    ['0.004', '$0.00', '$0.00'],
    ['-0.004', '$0.00', '$0.00'],
    ['0.005', '$0.01', '+$0.01'],
    ['999.995', '$1,000.00', '+$1,000.00'],
    ['1234567890.1', '$1,234,567,890.10', '+$1,234,567,890.10'],
  ])('%s reads %s, as a change %s', (text, plain, signed) => {
    expect(formatMoney(money(text))).toBe(plain);
    expect(formatMoney(text as DecimalText)).toBe(plain);
    expect(formatSignedMoney(money(text))).toBe(signed);
  });

  it('agrees with the en-US currency format of Intl, whose minus is a hyphen', () => {
    const intl = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: 'USD',
      roundingMode: 'halfExpand',
      signDisplay: 'negative',
    });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (units) => {
        const exact = toDecimal(units as Money);
        expect(formatMoney(units as Money).replace('−', '-')).toBe(intl.format(exact as unknown as number));
      }),
    );
  });
});

describe('quantities', () => {
  it.each([
    ['312.402918', 0, '312.402918'],
    ['1204.113000', 0, '1,204.113'],
    ['1204.113', 6, '1,204.113000'],
    ['12', 0, '12'],
    ['0.000000001', 0, '0.000000001'],
    ['1000000', 2, '1,000,000.00'],
  ])('%s with %i decimals reads %s', (text, decimals, shown) => {
    expect(formatQuantity(quantity(text), decimals)).toBe(shown);
    expect(formatQuantity(text as DecimalText, decimals)).toBe(shown);
  });

  it('lose nothing: reading the shown text back gives the same quantity', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }), (units, decimals) => {
        expect(quantity(formatQuantity(units as Quantity, decimals).replaceAll(',', ''))).toBe(units);
      }),
    );
  });
});

describe('prices', () => {
  it.each([
    ['9.4', '9.40'],
    ['9.41', '9.41'],
    ['9.408123456', '9.4081'],
    ['61.86996', '61.87'],
    ['2164500', '2,164,500.00'],
    ['0.0001', '0.0001'],
    ['0.000012', '0.000012'],
  ])('%s reads %s', (text, shown) => {
    expect(formatPrice(price(text))).toBe(shown);
    expect(formatPrice(text as DecimalText)).toBe(shown);
  });
});

describe('measured numbers', () => {
  it('a weight is a fraction, a percent is not', () => {
    expect(formatWeight(0.331)).toBe('33.1 %');
    expect(formatWeight(1)).toBe('100.0 %');
    expect(formatPercent(4.21)).toBe('4.2 %');
    expect(formatPercent(-4.21)).toBe('−4.2 %');
  });

  it('a change carries its sign, and what rounds to nothing carries none', () => {
    expect(formatSignedPercent(4.21)).toBe('+4.2 %');
    expect(formatSignedPercent(-1204.56)).toBe('−1,204.6 %');
    expect(formatSignedPercent(-0.04)).toBe('0.0 %');
    expect(formatSignedPercent(-0)).toBe('0.0 %');
    expect(formatSignedBps(-0.83)).toBe('−0.8 bps');
    expect(formatSignedBps(3.1)).toBe('+3.1 bps');
  });

  it('refuses what is no number', () => {
    expect(() => formatWeight(Number.NaN)).toThrow(RangeError);
    expect(() => formatSignedBps(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('sessions', () => {
  it('name the day of the week, the day and the month', () => {
    expect(formatSession(sessionDate('2024-08-06'))).toBe('Tue 6 Aug 2024');
    expect(formatSessionShort(sessionDate('2024-08-06'))).toBe('Tue 6 Aug');
    expect(formatSession(sessionDate('2024-02-29'))).toBe('Thu 29 Feb 2024');
  });

  it('agree with Intl on every day of four years', () => {
    const parts = [{ weekday: 'short' }, { day: 'numeric' }, { month: 'short' }, { year: 'numeric' }] as const;
    const formats = parts.map((options) => new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }));
    for (let day = 0; day < 1461; day++) {
      const date = addDays(sessionDate('2023-01-01'), day);
      const expected = formats.map((format) => format.format(new Date(date))).join(' ');
      expect(formatSession(date)).toBe(expected);
    }
  });
});
