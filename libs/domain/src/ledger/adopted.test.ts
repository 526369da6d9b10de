import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal, total, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import { strategyName } from '../strategy/strategy.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import type { LedgerEntry } from './entry.ts';
import { costOf } from './lots.ts';
import { openLedger, post } from './post.ts';

const NUCLEAR = strategyName('nuclear');
const AAPL = ticker('AAPL');
const found = (shares: Quantity, at: string): LedgerEntry => ({
  kind: 'shares-found',
  at: instant(1),
  ticker: AAPL,
  change: { side: 'in', quantity: shares },
  price: price(at),
});
const adopted = (shares: Quantity): LedgerEntry => ({ kind: 'adopted', at: instant(2), book: NUCLEAR, ticker: AAPL, quantity: shares });
const released = (shares: Quantity): LedgerEntry => ({ kind: 'released', at: instant(3), book: NUCLEAR, ticker: AAPL, quantity: shares });
const opened: LedgerEntry = { kind: 'opened', at: instant(0), cash: [{ book: NUCLEAR, amount: money('100') }] };

describe('shares that a person gives to a strategy', () => {
  it('come with the cost and the day of the lots they were, the oldest first', () => {
    const ledger = post(openLedger(), [opened, found(quantity('7'), '180'), found(quantity('5'), '200'), adopted(quantity('9'))]);
    const lots = (book: 'unattributed' | typeof NUCLEAR): string[] =>
      (bookIn(ledger, book).lots.get(AAPL) ?? []).map((lot) => `${toDecimal(lot.quantity)} at ${toDecimal(lot.price)}`);
    expect([lots(NUCLEAR), lots('unattributed')]).toEqual([['7 at 180', '2 at 200'], ['3 at 200']]);
    expect(bookIn(ledger, NUCLEAR).lots.get(AAPL)![0]!.at).toBe(1);
  });

  it('are all there are, or fewer', () => {
    const ledger = post(openLedger(), [opened, found(quantity('7'), '180'), adopted(quantity('7'))]);
    expect(bookIn(ledger, 'unattributed').lots.has(AAPL)).toBe(false);
    expect(() => post(ledger, [adopted(quantity('1'))])).toThrow('A book gives no more AAPL than it holds (1 of 0)');
  });

  it('are nobody’s again when they are released, with the cost and the day they had', () => {
    const found9 = post(openLedger(), [opened, found(quantity('9'), '180')]);
    const ledger = post(found9, [adopted(quantity('9')), released(quantity('4'))]);
    expect(bookIn(ledger, 'unattributed').lots.get(AAPL)).toEqual([{ quantity: quantity('4'), price: price('180'), at: 1 }]);
    expect(
      post(ledger, [released(quantity('5'))])
        .books.get('unattributed')!
        .lots.get(AAPL),
    ).toHaveLength(2);
    expect(() => post(ledger, [released(quantity('5.1'))])).toThrow('A book gives no more AAPL than it holds (5.1 of 5)');
  });

  it('move no cash, realise nothing, and neither appear nor vanish', () => {
    const lot = fc.record({ shares: fc.bigInt(1n, 10n ** 13n), at: fc.bigInt(1n, 10n ** 13n) });
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 5 }), fc.bigInt(1n, 1_000_000n), fc.boolean(), (lots, millionths, isBack) => {
        const entries = lots.map(({ shares, at }) => found(shares as Quantity, toDecimal(at as Quantity)));
        const before = post(openLedger(), [opened, ...entries]);
        const held = sharesIn(bookIn(before, 'unattributed'), AAPL);
        const given = ((held * millionths) / 1_000_000n || 1n) as Quantity;
        const after = post(before, isBack ? [adopted(held), released(given)] : [adopted(given)]);
        const [nobodys, ours] = [bookIn(after, 'unattributed'), bookIn(after, NUCLEAR)];
        expect(sharesIn(isBack ? nobodys : ours, AAPL)).toBe(given);
        expect(total([sharesIn(nobodys, AAPL), sharesIn(ours, AAPL)])).toBe(held);
        expect(cashOf(after)).toBe(cashOf(before));
        expect([nobodys.realised, ours.realised]).toEqual([0n, 0n]);
        // A lot that is cut in two may cost a billionth more or less in its parts.
        const cost = costOf([...(nobodys.lots.get(AAPL) ?? []), ...(ours.lots.get(AAPL) ?? [])]);
        const off = costOf(bookIn(before, 'unattributed').lots.get(AAPL)!) - cost;
        expect(off * off <= 1n).toBe(true);
      }),
    );
  });
});
