import { describe, expect, it } from 'vitest';
import { dayOf, positionOf, type DaySpec } from '../../test/facts.ts';
import { keeping, NO_RESERVE, planOf, tradesOf, wanting, whyOf } from '../../test/plans.ts';
import { quantity, toDecimal } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { combine } from '../portfolio/combine.ts';
import { planRebalance, withoutBuys } from './plan.ts';
import { DEFAULT_PLAN_POLICY, type PlanPolicy } from './policy.ts';

describe('what trades', () => {
  const nuclear = {
    prices: { SMR: '10', OKLO: '20', TQQQ: '60' },
    books: { nuclear: { cash: '1000', holds: { SMR: '3000', OKLO: '1500' } } },
  };
  it('what leaves is sold whole, what enters is bought with 99 % of equity', () => {
    const plan = planOf(nuclear, [wanting('nuclear', 1, { TQQQ: 1 })], DEFAULT_PLAN_POLICY);
    // 61,000 × 0.99 / 60 = 1006.5
    expect(tradesOf(plan)).toEqual(['sell OKLO 1500', 'sell SMR 3000', 'buy TQQQ 1006.5']);
    expect(plan.rows.map((row) => [row.ticker, row.action, row.why])).toEqual([
      ['OKLO', 'sell', 'leaves the target'],
      ['SMR', 'sell', 'leaves the target'],
      ['TQQQ', 'buy', 'enters the target'],
    ]);
    expect(toDecimal(plan.reserve)).toBe('610');
  });
  it('drift inside the tolerance is left alone, measured against the target after the reserve', () => {
    const plan = planOf(
      { prices: { TQQQ: '100' }, books: { nuclear: { cash: '600', holds: { TQQQ: '994' } } } },
      [wanting('nuclear', 1, { TQQQ: 1 })],
      DEFAULT_PLAN_POLICY,
    );
    expect(tradesOf(plan)).toEqual([]);
    expect(whyOf(plan, 'TQQQ')).toBe('off by 0.4 %, inside the 1.0 % tolerance');
    expect(plan.rows[0]!.targetWeight).toBeCloseTo(0.99, 12);
  });
  it('drift of exactly the tolerance trades', () => {
    const plan = planOf({ prices: { TQQQ: '100' }, books: { nuclear: { cash: '51000', holds: { TQQQ: '490' } } } }, [
      wanting('nuclear', 1, { TQQQ: 0.5 }),
    ]);
    expect(tradesOf(plan)).toEqual(['buy TQQQ 10']);
    expect(whyOf(plan, 'TQQQ')).toBe('off by 1.0 %, tolerance 1.0 %');
  });
  it('a relative corridor is a fraction of the target', () => {
    const relative: PlanPolicy = { ...NO_RESERVE, tolerance: { kind: 'relative', fraction: weight(0.2) } };
    const day = (held: string): DaySpec => ({ prices: { TQQQ: '100' }, books: { nuclear: { cash: '90000', holds: { TQQQ: held } } } });
    expect(tradesOf(planOf(day('90'), [wanting('nuclear', 1, { TQQQ: 0.1 })], relative))).toEqual([]);
    expect(tradesOf(planOf(day('70'), [wanting('nuclear', 1, { TQQQ: 0.1 })], relative))).not.toEqual([]);
  });
  it('an asset that is not fractionable trades whole shares', () => {
    const plan = planOf({ prices: { FNGU: '333.33' }, books: { klm: { cash: '10000' } }, wholeShares: ['FNGU'] }, [
      wanting('klm', 1, { FNGU: 1 }),
    ]);
    expect(tradesOf(plan)).toEqual(['buy FNGU 30']);
  });
  it('an entry that cannot afford one whole share is left, in words', () => {
    const plan = planOf({ prices: { FNGU: '333.33' }, books: { klm: { cash: '300' } }, wholeShares: ['FNGU'] }, [
      wanting('klm', 1, { FNGU: 1 }),
    ]);
    expect(tradesOf(plan)).toEqual([]);
    expect(whyOf(plan, 'FNGU')).toBe('off by 100.0 %, tolerance 1.0 %; as near as its shares allow');
  });
  it('dust worth less than the smallest order is left, in words', () => {
    const plan = planOf({ prices: { SMR: '10', TQQQ: '100' }, books: { nuclear: { cash: '0', holds: { SMR: '0.05', TQQQ: '500' } } } }, [
      wanting('nuclear', 1, { TQQQ: 1 }),
    ]);
    expect(tradesOf(plan)).toEqual([]);
    expect(whyOf(plan, 'SMR')).toBe('leaves the target, but $0.50 of it is too little for an order');
  });
  it('a full exit sells no more than the broker has available', () => {
    const held = positionOf(ticker('SMR'), quantity('100'));
    const plan = planOf(
      {
        prices: { SMR: '10' },
        books: { nuclear: { cash: '0', holds: { SMR: '100' } } },
        positions: [{ ...held, available: quantity('99.5') }],
      },
      [wanting('nuclear', 1, {})],
    );
    expect(tradesOf(plan)).toEqual(['sell SMR 99.5']);
  });
  it('buys are shrunk to the cash that is there when overweight tickers are left alone', () => {
    // Target 24.75 % each. Three are over it by 0.95 to 1.0 %, the last is short by 1.9 %, and there is no cash.
    const day: DaySpec = {
      prices: { AAPL: '100', MSFT: '100', TSLA: '100', NVDA: '100' },
      books: { alpha: { cash: '0', holds: { AAPL: '257.4', MSFT: '257.1', TSLA: '257', NVDA: '228.5' } } },
    };
    const plan = planOf(day, [wanting('alpha', 1, { AAPL: 0.25, MSFT: 0.25, TSLA: 0.25, NVDA: 0.25 })], DEFAULT_PLAN_POLICY);
    expect(tradesOf(plan)).toEqual([]);
    expect(whyOf(plan, 'NVDA')).toBe('off by 1.9 %, tolerance 1.0 %, but there is no cash for it');
  });
  it('without buys the sells stay and the rows say why', () => {
    const plan = withoutBuys(planOf(nuclear, [wanting('nuclear', 1, { TQQQ: 1 })]), 'no new buys today');
    expect(tradesOf(plan)).toEqual(['sell OKLO 1500', 'sell SMR 3000']);
    expect(whyOf(plan, 'TQQQ')).toBe('enters the target, but no new buys today');
  });
});

describe('sleeves', () => {
  it('share one order, and its parts sum to it', () => {
    const plan = planOf({ prices: { TECL: '100' }, books: { alpha: { cash: '30000' }, beta: { cash: '70000' } } }, [
      wanting('alpha', 0.3, { TECL: 1 }),
      wanting('beta', 0.7, { TECL: 0.5 }),
    ]);
    expect(tradesOf(plan)).toEqual(['buy TECL 650']);
    expect(plan.trades[0]!.shares.map((share) => [share.strategy, toDecimal(share.quantity)])).toEqual([
      ['alpha', '300'],
      ['beta', '350'],
    ]);
  });
  it('cross what one gives up and another wants, and order only the rest', () => {
    const plan = planOf({ prices: { TECL: '100' }, books: { alpha: { cash: '0', holds: { TECL: '500' } }, beta: { cash: '50000' } } }, [
      wanting('alpha', 0.5, {}),
      wanting('beta', 0.5, { TECL: 0.6 }),
    ]);
    expect(plan.crosses.map(({ from, to, quantity: shares, price: at }) => [from, to, toDecimal(shares), toDecimal(at)])).toEqual([
      ['alpha', 'beta', '300', '100'],
    ]);
    expect(tradesOf(plan)).toEqual(['sell TECL 200']);
    expect(plan.trades[0]!.shares.map((share) => share.strategy)).toEqual(['alpha']);
  });
  it('that cancel out order nothing', () => {
    const plan = planOf({ prices: { TECL: '100' }, books: { alpha: { cash: '0', holds: { TECL: '500' } }, beta: { cash: '50000' } } }, [
      wanting('alpha', 0.5, {}),
      wanting('beta', 0.5, { TECL: 1 }),
    ]);
    expect(tradesOf(plan)).toEqual([]);
    expect(plan.crosses).toHaveLength(1);
    expect(whyOf(plan, 'TECL')).toBe('enters beta, leaves alpha; 500 shares pass between sleeves');
  });
  it('that keep take their equity out, and the rest is shared by the others', () => {
    const day: DaySpec = {
      prices: { TECL: '100', BIL: '50', UUP: '25' },
      books: { alpha: { cash: '5000', holds: { TECL: '550' } }, beta: { cash: '20000' }, gamma: { cash: '20000' } },
    };
    const plan = planOf(day, [keeping('alpha', 0.5), wanting('beta', 0.3, { BIL: 1 }), wanting('gamma', 0.2, { UUP: 1 })]);
    // 40,000 by 3 : 2.
    expect(tradesOf(plan)).toEqual(['buy BIL 480', 'buy UUP 640']);
    expect(whyOf(plan, 'TECL')).toBe('its sleeve keeps its shares');
    expect(toDecimal(plan.openingCash)).toBe('40000');
  });
  it('no longer in the book are sold and shared out', () => {
    const plan = planOf(
      { prices: { SMR: '10', TECL: '100' }, books: { gone: { cash: '0', holds: { SMR: '100' } }, alpha: { cash: '9000' } } },
      [wanting('alpha', 1, { TECL: 1 })],
    );
    expect(tradesOf(plan)).toEqual(['sell SMR 100', 'buy TECL 100']);
  });
});

describe('what no strategy bought', () => {
  it('is neither traded nor counted, also in a ticker that the strategies trade', () => {
    const books = { nuclear: { cash: '1000', holds: { SMR: '100' } } };
    const prices = { SMR: '10', AAPL: '200' };
    const choices = [wanting('nuclear', 1, {})];
    const alone = planOf({ prices, books }, choices);
    const beside = planOf({ prices, books, unattributed: { cash: '50000', holds: { SMR: '40', AAPL: '7' } } }, choices);
    expect(beside).toEqual(alone);
    expect(tradesOf(beside)).toEqual(['sell SMR 100']);
  });
});

describe('refusals', () => {
  const day: DaySpec = { prices: { SMR: '10' }, books: { nuclear: { cash: '0', holds: { SMR: '100' } } } };
  it.each<[string, DaySpec, string, string]>([
    ['a held ticker without a quote', { ...day, quotes: new Map() }, 'quote-missing', 'SMR has no two-sided quote, so it cannot be priced'],
    ['a ticker the broker does not know', { ...day, instruments: new Map() }, 'instrument-missing', 'The broker does not know SMR'],
    [
      'books with nothing in them',
      { prices: {}, books: { nuclear: { cash: '0' } } },
      'nothing-to-size-on',
      "The strategies' books hold neither cash nor shares: give them capital first",
    ],
  ])('%s', (_, spec, code, says) => {
    const plan = planRebalance(combine([wanting('nuclear', 1, {})]), dayOf(spec), NO_RESERVE);
    expect(plan).toMatchObject({ ok: false, error: { code, says } });
  });
});
