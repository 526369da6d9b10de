import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, NO_SHARES, plus, price, quantity, total, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import { strategyName } from '../strategy/strategy.ts';
import { bookIn, sharesIn } from './books.ts';
import type { LedgerEntry } from './entry.ts';
import { fillEntries } from './fill-entries.ts';
import { lateEntries, type PastTrade } from './late.ts';
import { openLedger, post } from './post.ts';

const SESSION = sessionDate('2024-08-06');
const TQQQ = ticker('TQQQ');
const [NUCLEAR, TECL] = [strategyName('nuclear'), strategyName('tecl')];
const order = (step: number): VenueOrderId => `v${String(step)}` as VenueOrderId;
const units = (count: bigint): Quantity => count as Quantity;

const fillOf = (step: number, shares: Quantity, cumulative: Quantity, side: Fill['side'] = 'buy'): Fill => ({
  venueOrderId: order(step),
  clientOrderId: null,
  ticker: TQQQ,
  side,
  quantity: shares,
  price: price('50'),
  cumulativeQuantity: cumulative,
  executionId: `${String(step)} ${String(cumulative)}`,
  at: instant(Date.UTC(2024, 7, 6, 19, 50) + step),
});

const trade = (parts: readonly Quantity[]): PastTrade['trade'] => ({
  ticker: TQQQ,
  side: 'buy',
  shares: parts.map((part, i) => ({ strategy: [NUCLEAR, TECL][i]!, quantity: part })),
});
const pastOf = (parts: readonly Quantity[]): PastTrade => ({
  session: SESSION,
  trade: trade(parts),
  ids: new Set([order(0), order(1), order(2)]),
  told: null,
});
const OPENED: LedgerEntry = {
  kind: 'opened',
  at: instant(0),
  cash: [
    { book: NUCLEAR, amount: money('100000') },
    { book: TECL, amount: money('100000') },
  ],
};

const late = (stored: readonly LedgerEntry[], fills: readonly Fill[], past: readonly PastTrade[]) =>
  lateEntries(post(openLedger(), stored), stored, fills, past);

describe('executions that come to light late', () => {
  it('belong to the sleeves of their trade, exactly its shares once all of it is filled', () => {
    const part = fc.bigInt({ min: 1n, max: 40_000_000_000n }).map(units);
    // Three orders of one ladder; whichever of their executions were booked when the run ended, the others come later.
    fc.assert(
      fc.property(
        part,
        part,
        fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        (a, b, weights, booked) => {
          const whole = plus(a, b);
          const sum = weights.reduce((all, one) => all + one, 0n);
          const first = units((whole * weights[0]!) / sum);
          const second = units((whole * weights[1]!) / sum);
          const sizes = [first, second, units(whole - first - second)];
          const fills = sizes.flatMap((size, step) => (size > 0n ? [fillOf(step, size, size)] : []));
          // Too small a part may leave an order without an execution: fills are told by their order, not by their place.
          const known = fills.filter((fill) => sizes.some((_, step) => booked[step] === true && order(step) === fill.venueOrderId));
          const orders = sizes.map((size, step) => ({ venueOrderId: order(step), filled: booked[step] === true ? size : NO_SHARES }));
          const stored = [OPENED, ...fillEntries(known, trade([a, b]), orders, SESSION)];
          const entries = late(stored, fills, [pastOf([a, b])]);
          const ledger = post(openLedger(), [...stored, ...entries]);
          expect([
            sharesIn(bookIn(ledger, NUCLEAR), TQQQ),
            sharesIn(bookIn(ledger, TECL), TQQQ),
            sharesIn(bookIn(ledger, 'unattributed'), TQQQ),
          ]).toEqual([a, b, NO_SHARES]);
          expect(late([...stored, ...entries], fills, [pastOf([a, b])])).toEqual([]);
        },
      ),
    );
  });

  it('of a sale of all there is are booked whole, in whichever order they are listed', () => {
    const part = fc.bigInt({ min: 1n, max: 40_000_000_000n }).map(units);
    fc.assert(
      fc.property(part, part, fc.bigInt({ min: 1n, max: 999n }), (a, b, cut) => {
        const whole = plus(a, b);
        const first = units((whole * cut) / 1_000n);
        fc.pre(first > NO_SHARES);
        const bought = [
          {
            ...fillEntries([fillOf(9, whole, whole)], trade([a, b]), [{ venueOrderId: order(9), filled: whole }], SESSION)[0]!,
            kind: 'fill' as const,
          },
        ];
        const fills = [fillOf(0, first, first, 'sell'), fillOf(1, units(whole - first), units(whole - first), 'sell')];
        // When the run ended the list showed the second rung and not yet the first.
        const orders = fills.map(({ venueOrderId, quantity: filled }) => ({ venueOrderId, filled }));
        const stored = [OPENED, ...bought, ...fillEntries(fills.slice(1), trade([a, b]), orders, SESSION)];
        const ledger = post(openLedger(), [...stored, ...late(stored, fills, [pastOf([a, b])])]);
        expect([NUCLEAR, TECL, 'unattributed' as const].map((book) => sharesIn(bookIn(ledger, book), TQQQ))).toEqual([
          NO_SHARES,
          NO_SHARES,
          NO_SHARES,
        ]);
      }),
    );
  });

  it('beyond the trade are nobody’s, and of another order are not looked at', () => {
    const [entry, ...others] = late(
      [OPENED],
      [fillOf(0, quantity('12'), quantity('12')), fillOf(9, quantity('5'), quantity('5'))],
      [pastOf([quantity('6'), quantity('4')])],
    );
    expect(others).toEqual([]);
    expect(entry?.shares).toEqual([
      { book: NUCLEAR, quantity: quantity('6') },
      { book: TECL, quantity: quantity('4') },
      { book: 'unattributed', quantity: quantity('2') },
    ]);
    expect(total(entry!.shares.map((part) => part.quantity))).toBe(entry?.quantity);
  });

  it('that sell more than a sleeve holds are left out: the day is refused for them', () => {
    expect(late([OPENED], [fillOf(0, quantity('1'), quantity('1'), 'sell')], [pastOf([quantity('1')])])).toEqual([]);
  });
});
