import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import { strategyName } from '../strategy/strategy.ts';
import type { VenueOrderId } from '../orders/order.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import type { BookName, LedgerEntry } from './entry.ts';
import { openLedger, post } from './post.ts';

const NUCLEAR = strategyName('nuclear');
const TECL = strategyName('tecl');
const TQQQ = ticker('TQQQ');
const SESSION = sessionDate('2024-08-06');

const opened = (...cash: [BookName, string][]): LedgerEntry => ({
  kind: 'opened',
  at: instant(0),
  cash: cash.map(([book, amount]) => ({ book, amount: money(amount) })),
});

const fill = (side: 'buy' | 'sell', at: string, ...shares: [BookName, string][]): LedgerEntry => {
  const parts = shares.map(([book, amount]) => ({ book, quantity: quantity(amount) }));
  const whole = parts.reduce((sum, part) => sum + part.quantity, 0n) as Quantity;
  return {
    kind: 'fill',
    at: instant(1),
    session: SESSION,
    venueOrderId: `${side} at ${at}` as VenueOrderId,
    cumulativeQuantity: whole,
    ticker: TQQQ,
    side,
    quantity: whole,
    price: price(at),
    shares: parts,
  };
};

describe('profit', () => {
  // (110 − 100) × 100 = 1000, the earlier system's worked example; a full close is the case whose profit it lost.
  it.each([
    ['a full close books all of it', '100', '1000'],
    ['half a close books half of it', '50', '500'],
    ['double the quantity would double it', '25', '250'],
  ])('%s', (_, sold, realised) => {
    const ledger = post(openLedger(), [
      opened([NUCLEAR, '20000']),
      fill('buy', '100', [NUCLEAR, '100']),
      fill('sell', '110', [NUCLEAR, sold]),
    ]);
    expect(toDecimal(bookIn(ledger, NUCLEAR).realised)).toBe(realised);
  });

  it('closes the oldest lots first', () => {
    const ledger = post(openLedger(), [
      opened([NUCLEAR, '20000']),
      fill('buy', '100', [NUCLEAR, '10']),
      fill('buy', '120', [NUCLEAR, '10']),
      fill('sell', '130', [NUCLEAR, '15']),
    ]);
    // 10 × (130 − 100) + 5 × (130 − 120)
    expect(toDecimal(bookIn(ledger, NUCLEAR).realised)).toBe('350');
    expect(bookIn(ledger, NUCLEAR).lots.get(TQQQ)).toEqual([{ quantity: quantity('5'), price: price('120'), at: instant(1) }]);
  });
});

describe('a cross', () => {
  const before = post(openLedger(), [opened([NUCLEAR, '1000'], [TECL, '5000']), fill('buy', '50', [NUCLEAR, '20'])]);
  const cross: LedgerEntry = {
    kind: 'cross',
    at: instant(2),
    session: SESSION,
    ticker: TQQQ,
    from: NUCLEAR,
    to: TECL,
    quantity: quantity('8'),
    price: price('60'),
  };
  const after = post(before, [cross]);

  it('realises the giver’s profit at the price and gives the taker a new lot', () => {
    expect(toDecimal(bookIn(after, NUCLEAR).realised)).toBe('80');
    expect(bookIn(after, TECL).lots.get(TQQQ)).toEqual([{ quantity: quantity('8'), price: price('60'), at: instant(2) }]);
  });
  it('moves the cash the other way and conserves both', () => {
    expect(toDecimal(bookIn(after, NUCLEAR).cash)).toBe('480');
    expect(toDecimal(bookIn(after, TECL).cash)).toBe('4520');
    expect(cashOf(after)).toBe(cashOf(before));
  });
  it('changes nothing when it is posted again', () => {
    expect(post(after, [cross]).books).toEqual(after.books);
  });
});

describe('what the books get without a trade', () => {
  it('shares found belong to nobody and cost no cash', () => {
    const found: LedgerEntry = {
      kind: 'shares-found',
      at: instant(3),
      ticker: TQQQ,
      change: { side: 'in', quantity: quantity('7') },
      price: price('41.5'),
    };
    const ledger = post(openLedger(), [opened([NUCLEAR, '100']), found]);
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), TQQQ))).toBe('7');
    expect(toDecimal(cashOf(ledger))).toBe('100');
  });
  it('capital moves between strategies without a profit', () => {
    const moved: LedgerEntry = {
      kind: 'capital',
      at: instant(3),
      session: SESSION,
      cash: [
        { book: NUCLEAR, amount: money('-25') },
        { book: TECL, amount: money('25') },
      ],
    };
    const ledger = post(openLedger(), [opened([NUCLEAR, '100'], [TECL, '100']), moved, moved]);
    expect(toDecimal(bookIn(ledger, NUCLEAR).cash)).toBe('75');
    expect(toDecimal(bookIn(ledger, TECL).cash)).toBe('125');
    expect(bookIn(ledger, TECL).realised).toBe(0n);
  });
  it('a completed rebalance is remembered', () => {
    const ledger = post(openLedger(), [{ kind: 'rebalanced', at: instant(3), session: SESSION, strategies: [NUCLEAR] }]);
    expect(ledger.lastRebalance.get(NUCLEAR)).toBe(SESSION);
  });
});

describe('entries that cannot be true stop the run', () => {
  const base = post(openLedger(), [opened([NUCLEAR, '10000']), fill('buy', '100', [NUCLEAR, '10'])]);
  const lopsided: LedgerEntry = {
    ...(fill('buy', '101', [NUCLEAR, '2']) as Extract<LedgerEntry, { kind: 'fill' }>),
    quantity: quantity('3'),
  };
  it.each<[string, LedgerEntry, RegExp]>([
    [
      'a sale of more than is held',
      fill('sell', '110', [NUCLEAR, '10.000000001']),
      /gives no more TQQQ than it holds \(10\.000000001 of 10\)/,
    ],
    ['a sale by a book that holds none', fill('sell', '110', [TECL, '1']), /gives no more TQQQ than it holds \(1 of 0\)/],
    ['parts that are not the whole', lopsided, /parts of a fill are the whole/],
    [
      'capital from nowhere',
      { kind: 'capital', at: instant(1), session: SESSION, cash: [{ book: NUCLEAR, amount: money('1') }] },
      /sums to nothing/,
    ],
    [
      'cash that nobody got',
      { kind: 'cash-moved', at: instant(1), why: 'dividend', amount: money('1'), cash: [] },
      /is what its books got/,
    ],
  ])('%s', (_, entry, says) => {
    expect(() => post(base, [entry])).toThrow(says);
  });
});

it('counts every entry it was given, so that the length is the store’s', () => {
  const again = fill('buy', '100', [NUCLEAR, '10']);
  expect(post(openLedger(), [opened([NUCLEAR, '10000']), again, again]).length).toBe(3);
});
