import { describe, expect, it } from 'vitest';
import { NO_RESERVE, planOf, tradesOf, wanting } from '../../test/plans.ts';
import { money, price, quantity, sharesFor, toDecimal } from '../values/exact.ts';
import { weight } from '../values/weight.ts';

describe('the earlier system’s worked examples', () => {
  it('AAPL 50 % and GOOGL 30 % of $100,000 from $40,000, $20,000 and $40,000 in cash buy $10,000 of each', () => {
    const plan = planOf(
      { prices: { AAPL: '100', GOOGL: '100' }, books: { alpha: { cash: '40000', holds: { AAPL: '400', GOOGL: '200' } } } },
      [wanting('alpha', 1, { AAPL: 0.5, GOOGL: 0.3 })],
    );
    expect(tradesOf(plan)).toEqual(['buy AAPL 100', 'buy GOOGL 100']);
  });
  it('four quarters of $100,000 from 40, 20, 30 and 10 thousand trade −15, +5, −5 and +15', () => {
    const plan = planOf(
      {
        prices: { AAPL: '100', GOOGL: '100', MSFT: '100', TSLA: '100' },
        books: { alpha: { cash: '0', holds: { AAPL: '400', GOOGL: '200', MSFT: '300', TSLA: '100' } } },
      },
      [wanting('alpha', 1, { AAPL: 0.25, GOOGL: 0.25, MSFT: 0.25, TSLA: 0.25 })],
    );
    expect(tradesOf(plan)).toEqual(['sell AAPL 150', 'sell MSFT 50', 'buy TSLA 150', 'buy GOOGL 50']);
  });
  it('40, 30 and 20 % of $200,000 from 60, 80 and 40 thousand and 20 in cash trade +20, −20 and nothing', () => {
    const plan = planOf(
      {
        prices: { AAPL: '100', GOOGL: '100', MSFT: '100' },
        books: { alpha: { cash: '20000', holds: { AAPL: '600', GOOGL: '800', MSFT: '400' } } },
      },
      [wanting('alpha', 1, { AAPL: 0.4, GOOGL: 0.3, MSFT: 0.2 })],
    );
    expect(tradesOf(plan)).toEqual(['sell GOOGL 200', 'buy AAPL 200']);
  });
  it.each([
    ['50.5 and 49.5 thousand stay', '505', '495', 0.01, []],
    ['52 and 48 thousand trade', '520', '480', 0.01, ['sell AAPL 20', 'buy MSFT 20']],
    ['with 5 % tolerance 53 and 47 stay', '530', '470', 0.05, []],
    ['with 5 % tolerance 58 and 42 trade', '580', '420', 0.05, ['sell AAPL 80', 'buy MSFT 80']],
  ])('halves: %s', (_, aapl, msft, tolerance, expected) => {
    const plan = planOf(
      { prices: { AAPL: '100', MSFT: '100' }, books: { alpha: { cash: '0', holds: { AAPL: aapl, MSFT: msft } } } },
      [wanting('alpha', 1, { AAPL: 0.5, MSFT: 0.5 })],
      { ...NO_RESERVE, tolerance: { kind: 'absolute', fraction: weight(tolerance) } },
    );
    expect(tradesOf(plan)).toEqual(expected);
  });
  it('100 shares at 150, 50 at 2800 and $10,000 are worth $165,000', () => {
    const plan = planOf(
      { prices: { AAPL: '150', GOOGL: '2800' }, books: { alpha: { cash: '10000', holds: { AAPL: '100', GOOGL: '50' } } } },
      [wanting('alpha', 1, {})],
    );
    expect(toDecimal(plan.sizingEquity)).toBe('165000');
  });
  it.each([
    ['10000', '333.33', '1', '30'],
    ['1000', '333.33', '0.000000001', '3.00003'],
    ['0.01', '100', '0.000000001', '0.0001'],
    ['100', '5000', '0.000000001', '0.02'],
    ['10000', '150', '0.000000001', '66.666666666'],
  ])('$%s at %s in steps of %s is %s shares', (budget, at, step, shares) => {
    expect(toDecimal(sharesFor(money(budget), price(at), quantity(step))).startsWith(shares)).toBe(true);
  });
  it('held 20 % of a 40 % target orders the difference, not the whole target (defect D-02)', () => {
    const plan = planOf({ prices: { TECL: '50' }, books: { alpha: { cash: '80000', holds: { TECL: '400' } } } }, [
      wanting('alpha', 1, { TECL: 0.4 }),
    ]);
    expect(tradesOf(plan)).toEqual(['buy TECL 400']);
  });
});
