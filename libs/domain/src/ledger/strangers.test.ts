import { describe, expect, it } from 'vitest';
import { AT, BOOK, fillOf, NUCLEAR, SMR } from '../../test/person-trades.ts';
import { money, toDecimal } from '../values/exact.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import { openLedger, post } from './post.ts';
import { strangersEntries } from './strangers.ts';

const opened = post(openLedger(), [{ kind: 'opened', at: AT, cash: [{ book: NUCLEAR, amount: money('1000') }] }]);

describe("a person's trades", () => {
  it('belong to nobody, and are paid for with what the strategies were given', () => {
    const ledger = post(opened, strangersEntries(opened, [fillOf('a', 'buy', '5')], BOOK, { kind: 'all-cash' }));
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('5');
    expect(toDecimal(bookIn(ledger, NUCLEAR).cash)).toBe('950');
    expect(toDecimal(bookIn(ledger, 'unattributed').cash)).toBe('0');
  });

  it('leave the capital alone when it is a fixed sum', () => {
    const ledger = post(opened, strangersEntries(opened, [fillOf('a', 'buy', '5')], BOOK, { kind: 'fixed', amount: money('1000') }));
    expect(toDecimal(bookIn(ledger, NUCLEAR).cash)).toBe('1000');
    expect(toDecimal(cashOf(ledger))).toBe('950');
  });

  it('count in whichever order they sold and bought back', () => {
    const ledger = post(opened, strangersEntries(opened, [fillOf('a', 'sell', '4'), fillOf('b', 'buy', '5')], BOOK, { kind: 'all-cash' }));
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('1');
  });

  it('leave out a sale of more than nobody has: it is a sale of ours, for which the day is refused', () => {
    expect(strangersEntries(opened, [fillOf('a', 'sell', '4')], BOOK, { kind: 'all-cash' })).toEqual([]);
  });

  it('are posted once', () => {
    const ledger = post(opened, strangersEntries(opened, [fillOf('a', 'buy', '5')], BOOK, { kind: 'all-cash' }));
    expect(strangersEntries(ledger, [fillOf('a', 'buy', '5')], BOOK, { kind: 'all-cash' })).toEqual([]);
  });
});
