import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal } from '../values/exact.ts';
import { instant } from '../values/time.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import { hold } from '../strategy/build.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import { openLedger, post } from './post.ts';
import { strangersEntries } from './strangers.ts';

const NUCLEAR = strategyName('nuclear');
const SMR = ticker('SMR');
const at = instant(Date.UTC(2024, 7, 6, 19, 50));
const book: Book = [
  {
    strategy: { name: NUCLEAR, title: 'Nuclear', tree: hold('SMR'), rebalance: { frequency: 'daily' } },
    share: weight(1),
    onFailure: 'stop',
  },
];
const opened = post(openLedger(), [{ kind: 'opened', at, cash: [{ book: NUCLEAR, amount: money('1000') }] }]);

const fill = (id: string, side: Fill['side'], shares: string): Fill => ({
  venueOrderId: id as VenueOrderId,
  clientOrderId: null,
  ticker: SMR,
  side,
  quantity: quantity(shares),
  price: price('10'),
  cumulativeQuantity: quantity(shares),
  executionId: id,
  at,
});

describe("a person's trades", () => {
  it('belong to nobody, and are paid for with what the strategies were given', () => {
    const ledger = post(opened, strangersEntries(opened, [fill('a', 'buy', '5')], book, { kind: 'all-cash' }));
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('5');
    expect(toDecimal(bookIn(ledger, NUCLEAR).cash)).toBe('950');
    expect(toDecimal(bookIn(ledger, 'unattributed').cash)).toBe('0');
  });

  it('leave the capital alone when it is a fixed sum', () => {
    const ledger = post(opened, strangersEntries(opened, [fill('a', 'buy', '5')], book, { kind: 'fixed', amount: money('1000') }));
    expect(toDecimal(bookIn(ledger, NUCLEAR).cash)).toBe('1000');
    expect(toDecimal(cashOf(ledger))).toBe('950');
  });

  it('count in whichever order they sold and bought back', () => {
    const ledger = post(opened, strangersEntries(opened, [fill('a', 'sell', '4'), fill('b', 'buy', '5')], book, { kind: 'all-cash' }));
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('1');
  });

  it('leave out a sale of more than nobody has: it is a sale of ours, for which the day is refused', () => {
    expect(strangersEntries(opened, [fill('a', 'sell', '4')], book, { kind: 'all-cash' })).toEqual([]);
  });

  it('are posted once', () => {
    const ledger = post(opened, strangersEntries(opened, [fill('a', 'buy', '5')], book, { kind: 'all-cash' }));
    expect(strangersEntries(ledger, [fill('a', 'buy', '5')], book, { kind: 'all-cash' })).toEqual([]);
  });
});
