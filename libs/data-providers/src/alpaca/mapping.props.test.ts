import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, price, ticker, toDecimal, toIsoInstant, type Price } from '@alchemiser/domain';
import { decimalText, quoteFrom, sessionAt } from './mapping.ts';

const SPY = ticker('SPY');

describe('a price on the wire', () => {
  it('is exactly the decimal it was written as, up to fifteen digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999n }), fc.integer({ min: 0, max: 9 }), (digits, decimals) => {
        const exact = (digits * 10n ** BigInt(9 - decimals)) as Price;
        const throughJson = JSON.parse(`[${toDecimal(exact)}]`) as [number];
        expect(price(decimalText(throughJson[0]))).toBe(exact);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [0.1 + 0.2, '0.300000000'],
    [86.878, '86.878'],
    [152_062_500.07, '152062500.07'],
    [1e-7, '0.000000100'],
    [0, '0'],
  ])('%d is %s', (value, text) => expect(decimalText(value)).toBe(text));

  it.each([Number.NaN, Infinity, -0.01])('%d is refused', (value) => expect(() => decimalText(value)).toThrow(RangeError));
});

describe('a quote', () => {
  it('exists exactly when both sides do and the bid is not above the ask', () => {
    const side = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 10_000_000 }).map((n) => n / 10_000),
    );
    fc.assert(
      fc.property(side, side, (bp, ap) => {
        const quote = quoteFrom(SPY, { t: '2024-08-06T14:31:00Z', bp, ap, bs: 1, as: 1 });
        expect(quote !== undefined).toBe(bp > 0 && ap > 0 && bp <= ap);
        if (quote !== undefined) expect([Number(toDecimal(quote.bid)), Number(toDecimal(quote.ask))]).toEqual([bp, ap]);
      }),
    );
  });
});

describe('the session of an instant', () => {
  it('is the day that New York’s clocks show', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 0, 1) }), (at) => {
        const [month, day, year] = new Date(at)
          .toLocaleDateString('en-US', { timeZone: 'America/New_York', month: '2-digit', day: '2-digit', year: 'numeric' })
          .split('/');
        expect(sessionAt(toIsoInstant(instant(at)))).toBe(`${String(year)}-${String(month)}-${String(day)}`);
      }),
    );
  });

  it.each([
    ['2024-03-08T05:00:00Z', '2024-03-08'],
    ['2024-03-11T04:00:00Z', '2024-03-11'],
    ['2024-11-04T05:00:00Z', '2024-11-04'],
    ['2024-11-04T04:59:59Z', '2024-11-03'],
  ])('%s is %s', (at, date) => expect(sessionAt(at)).toBe(date));
});
