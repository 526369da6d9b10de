import { describe, expect, it } from 'vitest';
import { dayOf, GATHERED, type DaySpec } from '../../test/facts.ts';
import type { BookName, LedgerEntry } from '../ledger/entry.ts';
import { post } from '../ledger/post.ts';
import { price, quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { hold } from '../strategy/build.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { closingEntries, missingEntries } from './closing.ts';
import { decide, DEFAULT_POLICY } from './decide.ts';

const book: Book = [
  {
    strategy: { name: strategyName('alpha'), title: 'Alpha', tree: hold('TQQQ'), rebalance: { frequency: 'monthly' } },
    share: weight(1),
    onFailure: 'stop',
  },
];
const policy = { ...DEFAULT_POLICY, reading: {} };
const day: DaySpec = {
  prices: { TQQQ: '60', SMR: '12' },
  closes: { SMR: 15.5 },
  books: { alpha: { cash: '100', holds: { SMR: '1000' } } },
};

/** The strategies that the entries of a finished run mark as rebalanced. */
function rebalanced(spec: DaySpec, status: 'done' | 'partly'): readonly string[] {
  const facts = dayOf(spec);
  const decided = decide(book, facts, policy);
  const outcome = { status, legs: [], fills: [] };
  return closingEntries({ facts, decided, outcome }, GATHERED).flatMap((entry) => (entry.kind === 'rebalanced' ? entry.strategies : []));
}

describe('missingEntries', () => {
  it('leave out a sale of more than there was to sell: the day after is refused for it', () => {
    const { ledger } = dayOf(day);
    const sold = (id: string, shares: readonly (readonly [BookName, string])[]): LedgerEntry => ({
      kind: 'fill',
      at: GATHERED,
      session: '2024-08-06' as never,
      venueOrderId: id as never,
      cumulativeQuantity: quantity('5'),
      ticker: ticker('SMR'),
      side: 'sell',
      quantity: quantity('5'),
      price: price('12'),
      shares: shares.map(([name, held]) => ({ book: name, quantity: quantity(held) })),
    });
    const fits = sold('fits', [[strategyName('alpha'), '5']]);
    const oversold = sold('oversold', [
      [strategyName('alpha'), '2'],
      ['unattributed', '3'],
    ]);
    expect(missingEntries(ledger, [fits, oversold])).toEqual([fits]);
    const found: LedgerEntry = {
      kind: 'shares-found',
      at: GATHERED,
      ticker: ticker('SMR'),
      change: { side: 'in', quantity: quantity('3') },
      price: price('12'),
    };
    expect(missingEntries(post(ledger, [found]), [fits, oversold])).toEqual([fits, oversold]);
  });
});

describe('closingEntries', () => {
  it('mark a rebalance that is done', () => {
    expect(rebalanced({ ...day, closes: {} }, 'done')).toEqual(['alpha']);
  });

  it('mark none that was only partly done', () => {
    expect(rebalanced({ ...day, closes: {} }, 'partly')).toEqual([]);
  });

  // A month in cash would follow a bad day: the strategy stays due.
  it('mark none whose buys were left out for the loss of the day', () => {
    expect(rebalanced(day, 'done')).toEqual([]);
  });
});
