import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, GATHERED, SESSION, type BookSpec, type DaySpec } from '../../test/facts.ts';
import { money, notional, toDecimal, total, type Money, type Quantity } from '../values/exact.ts';
import { ticker, type Ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { bookIn, sharesIn, strategiesIn } from '../ledger/books.ts';
import type { Ledger, LedgerEntry } from '../ledger/entry.ts';
import { post } from '../ledger/post.ts';
import type { VenueOrderId } from '../orders/order.ts';
import { combine, type SleeveChoice } from '../portfolio/combine.ts';
import { strategyHoldings } from '../portfolio/holdings.ts';
import { approve } from '../risk/approve.ts';
import { DEFAULT_LIMITS } from '../risk/limits.ts';
import { strategyName } from '../strategy/strategy.ts';
import { planEntries } from './capital.ts';
import { planRebalance } from './plan.ts';
import type { PlanPolicy } from './policy.ts';
import type { RebalancePlan } from './trade.ts';

const NAMES = ['alpha', 'beta', 'gamma'];
const TICKERS = ['BIL', 'FNGU', 'SMR', 'TECL', 'TQQQ'];
const policy: PlanPolicy = { reserve: weight(0.01), tolerance: { kind: 'absolute', fraction: weight(0.01) }, notionalMin: money('1') };

const cents = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((n) => (n / 100).toFixed(2));
const someShares: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .array(fc.tuple(fc.constantFrom(...TICKERS), fc.integer({ min: 1, max: 2_000_000 })), { maxLength: 4 })
  .map((rows) => Object.fromEntries(rows.map(([name, thousandths]) => [name, (thousandths / 1000).toFixed(3)])));
const someBook: fc.Arbitrary<BookSpec> = fc.record({ cash: cents(10_000_000), holds: someShares });
/** Weights that sum to one or less: parts of a hundred, some of them cash. */
const someWeights = fc
  .array(fc.tuple(fc.constantFrom(...TICKERS, 'cash'), fc.integer({ min: 1, max: 100 })), { maxLength: 5 })
  .map((rows) => {
    const merged = new Map<string, number>();
    for (const [name, part] of rows) merged.set(name, (merged.get(name) ?? 0) + part);
    const whole = [...merged.values()].reduce((sum, part) => sum + part, 0);
    return [...merged].filter(([name]) => name !== 'cash').map(([name, part]) => ({ ticker: ticker(name), weight: part / whole }));
  });
const someDay = fc
  .record({
    prices: fc.tuple(...TICKERS.map((name) => fc.integer({ min: 200, max: 60_000 }).map((n) => [name, (n / 100).toFixed(2)] as const))),
    books: fc.array(someBook, { minLength: 1, maxLength: 3 }),
    unattributed: someBook,
    wholeShares: fc.subarray(TICKERS),
    keeps: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    weights: fc.array(someWeights, { minLength: 3, maxLength: 3 }),
    shares: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ prices, books, unattributed, wholeShares, keeps, weights, shares }) => {
    const parts = shares.slice(0, books.length);
    const whole = parts.reduce((sum, part) => sum + part, 0);
    const choices = books.map((_, i): SleeveChoice => {
      const sleeve = { strategy: strategyName(NAMES[i]!), share: weight(parts[i]! / whole) };
      return keeps[i]! ? { ...sleeve, action: 'keep', why: 'not due' } : { ...sleeve, action: 'rebalance', weights: weights[i]! };
    });
    const day: DaySpec = {
      prices: Object.fromEntries(prices),
      books: Object.fromEntries(books.map((book, i) => [NAMES[i]!, book])),
      unattributed,
      wholeShares,
    };
    return { day, choices };
  });

/** The plan of a day that has one: books with nothing in them are refused, which is another test. */
function plannedDay(
  day: DaySpec,
  choices: readonly SleeveChoice[],
): { readonly plan: RebalancePlan; readonly facts: ReturnType<typeof dayOf>; readonly target: ReturnType<typeof combine> } {
  const facts = dayOf(day);
  const target = combine(choices);
  const plan = planRebalance(target, facts, policy);
  fc.pre(plan.ok);
  return { plan: plan.value, facts, target };
}
const check = (claim: (day: ReturnType<typeof plannedDay>, spec: DaySpec, choices: readonly SleeveChoice[]) => void): void => {
  fc.assert(
    fc.property(someDay, ({ day, choices }) => {
      claim(plannedDay(day, choices), day, choices);
    }),
    { numRuns: 300 },
  );
};
const sum = (plan: RebalancePlan, side: 'buy' | 'sell'): Money =>
  total(plan.trades.filter((trade) => trade.side === side).map((trade) => trade.notional));

/** The plan carried out at its decision prices, as entries. */
function carriedOut(plan: RebalancePlan, target: ReturnType<typeof combine>, ledger: Ledger): Ledger {
  const fills = plan.trades.map((trade): LedgerEntry => ({
    kind: 'fill',
    at: GATHERED,
    session: SESSION,
    venueOrderId: `today ${trade.side} ${trade.ticker}` as VenueOrderId,
    cumulativeQuantity: trade.quantity,
    ticker: trade.ticker,
    side: trade.side,
    quantity: trade.quantity,
    price: trade.decisionPrice,
    shares: trade.shares.map(({ strategy, quantity }) => ({ book: strategy, quantity })),
  }));
  return post(ledger, [...planEntries(plan, target, ledger, GATHERED), ...fills]);
}

describe('a plan', () => {
  it('never spends more than the cash of its sleeves and its sells bring, less the reserve', () => {
    check(({ plan }) => {
      const there = plan.openingCash + sum(plan, 'sell') - plan.reserve;
      expect(sum(plan, 'buy') <= (there > 0n ? there : 0n)).toBe(true);
    });
  });

  it('never leaves a ticker heavier than its target and the tolerance, unless it was and is not sold below a step', () => {
    check(({ plan, facts }) => {
      for (const row of plan.rows) {
        const trade = plan.trades.find((candidate) => candidate.ticker === row.ticker);
        const after = row.held + (trade?.side === 'buy' ? trade.quantity : 0n) - (trade?.side === 'sell' ? trade.quantity : 0n);
        const step = facts.instruments.get(row.ticker)!.fractionable ? 0 : Number(row.price) / Number(plan.sizingEquity);
        const dollar = Number(policy.notionalMin) / Number(plan.sizingEquity);
        const weightAfter = Number(notional(after as Quantity, row.price)) / Number(plan.sizingEquity);
        expect(weightAfter).toBeLessThanOrEqual(row.targetWeight + policy.tolerance.fraction + 2 * step + 3 * dollar + 1e-9);
      }
    });
  });

  it('passes the risk rows about its sums, its cash, its reserve and what it sells, whatever the day', () => {
    const always = ['plan', 'sells covered', 'cash for buys', 'cash reserve', 'minimum notional', 'no shorts', 'books covered'];
    check(({ plan, facts }) => {
      const failed = approve(plan, facts, DEFAULT_LIMITS).checks.filter(({ name, passed }) => !passed && always.includes(name));
      expect(failed).toEqual([]);
    });
  });

  it('has target weights that sum to at most one with the cash', () => {
    check(({ plan }) => {
      expect(plan.rows.reduce((all, row) => all + row.targetWeight, 0)).toBeLessThanOrEqual(1 + 1e-9);
    });
  });

  it('trades each ticker once, on one side, with shares of sleeves that sum to the trade', () => {
    check(({ plan }) => {
      expect(new Set(plan.trades.map((trade) => trade.ticker)).size).toBe(plan.trades.length);
      for (const trade of plan.trades) {
        expect(total(trade.shares.map((share) => share.quantity))).toBe(trade.quantity);
        expect(trade.shares.every((share) => share.quantity > 0n)).toBe(true);
        expect(trade.notional >= policy.notionalMin).toBe(true);
      }
    });
  });

  it('has no sleeve give up more than its book holds, by sale and cross together', () => {
    check(({ plan, facts }) => {
      for (const name of strategiesIn(facts.ledger)) {
        for (const held of strategyHoldings(facts.ledger).keys()) {
          const sold = plan.trades
            .filter((trade) => trade.side === 'sell' && trade.ticker === held)
            .flatMap((trade) => trade.shares.filter((share) => share.strategy === name));
          const given = plan.crosses.filter((cross) => cross.from === name && cross.ticker === held);
          expect(total([...sold, ...given].map((part) => part.quantity)) <= sharesIn(bookIn(facts.ledger, name), held)).toBe(true);
        }
      }
    });
  });

  it('does not change by a share when shares that no strategy bought are there', () => {
    check(({ plan }, day, choices) => {
      const { unattributed: _, ...alone } = day;
      expect(plannedDay(alone, choices).plan).toEqual(plan);
    });
  });

  it('puts sells before buys, each by size', () => {
    check(({ plan }) => {
      const keys = plan.trades.map((trade) => ({ sell: trade.side === 'sell' ? 0 : 1, size: -trade.notional }));
      expect(keys).toEqual([...keys].sort((a, b) => a.sell - b.sell || (a.size < b.size ? -1 : a.size > b.size ? 1 : 0)));
    });
  });

  it('trades whole shares where the asset has no fractions', () => {
    check(({ plan, facts }) => {
      for (const trade of plan.trades)
        if (!facts.instruments.get(trade.ticker)!.fractionable) expect(trade.quantity % 1_000_000_000n).toBe(0n);
    });
  });
});

describe('a plan that was carried out', () => {
  it('leaves nothing to trade at the same prices, save for buys that lacked cash', () => {
    check(({ plan, facts, target }) => {
      const starved = new Set<Ticker>(plan.rows.filter((row) => /cash/.test(row.why)).map((row) => row.ticker));
      fc.pre(starved.size === 0);
      const ledger = carriedOut(plan, target, facts.ledger);
      const positions = [...strategyHoldings(ledger).values()].map(({ ticker: name, quantity }) => ({
        ...facts.positions[0]!,
        ticker: name,
        quantity,
        available: quantity,
        side: 'long' as const,
      }));
      const again = planRebalance(target, { ...facts, ledger, positions }, policy);
      expect(again.ok && again.value.trades).toEqual([]);
    });
  });

  it('leaves the equity as it was, and no sharing sleeve in debt', () => {
    check(({ plan, facts, target }) => {
      const ledger = carriedOut(plan, target, facts.ledger);
      const drift = worth(ledger, plan) - plan.sizingEquity;
      // Amounts are rounded to a billionth of a dollar, once per lot and per part of a fill.
      expect(drift < 0n ? -drift : drift).toBeLessThan(1000n);
      if (plan.trades.length + plan.crosses.length === 0) return;
      for (const name of strategiesIn(ledger))
        expect(Number(bookIn(ledger, name).cash), toDecimal(bookIn(ledger, name).cash)).toBeGreaterThanOrEqual(-1000);
    });
  });
});

function worth(ledger: Ledger, plan: RebalancePlan): bigint {
  return strategiesIn(ledger).reduce((all, name) => {
    const book = bookIn(ledger, name);
    return (
      all +
      book.cash +
      [...book.lots.keys()].reduce(
        (value, held) => value + notional(sharesIn(book, held), plan.rows.find((row) => row.ticker === held)!.price),
        0n,
      )
    );
  }, 0n);
}
