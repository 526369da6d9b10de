import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { least, minus, NO_SHARES, notional, toDecimal, total, type Money, type Price, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import { strategyName } from '../strategy/strategy.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../orders/order.ts';
import { bookIn, cashOf, sharesIn, strategiesIn } from './books.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import { fillEntries, type FilledOrder } from './fill-entries.ts';
import { openLedger, post } from './post.ts';
import { splitFilled } from './split.ts';

const SESSION = sessionDate('2024-08-06');
const TQQQ = ticker('TQQQ');
const NAMES = ['alpha', 'beta', 'gamma', 'delta'].map(strategyName);
const part = fc.bigInt(0n, 5_000_000_000_000n) as fc.Arbitrary<Quantity>;
const parts = fc.array(part, { minLength: 1, maxLength: 4 }).filter((list) => total(list) > 0n);
const priceOf = fc.bigInt(1_000_000n, 900_000_000_000n) as fc.Arbitrary<Price>;

/** A buy cut into executions over a ladder of orders, each with its own running quantity. */
const executed = fc
  .record({
    parts,
    cuts: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.bigInt(1n, 1000n), priceOf), { minLength: 1, maxLength: 9 }),
  })
  .map(({ parts: shares, cuts }) => {
    const whole = total(shares);
    let open: bigint = whole;
    const running = new Map<number, bigint>();
    const fills: Fill[] = [];
    for (const [i, [order, thousandths, at]] of [...cuts].sort((a, b) => a[0] - b[0]).entries()) {
      const size = least(((whole * thousandths) / 700n + 1n) as Quantity, open as Quantity);
      if (size === 0n) break;
      open -= size;
      running.set(order, (running.get(order) ?? 0n) + size);
      fills.push({
        venueOrderId: `order ${String(order)}` as VenueOrderId,
        clientOrderId: null as ClientOrderId | null,
        ticker: TQQQ,
        side: 'buy',
        quantity: size,
        price: at,
        cumulativeQuantity: running.get(order)! as Quantity,
        executionId: String(i),
        at: instant(i),
      });
    }
    const orders: FilledOrder[] = [0, 1, 2].map((order) => ({
      venueOrderId: `order ${String(order)}` as VenueOrderId,
      filled: (running.get(order) ?? 0n) as Quantity,
    }));
    return {
      shares: shares.map((quantity, i) => ({ strategy: NAMES[i]!, quantity })),
      fills,
      orders,
      filled: (whole - open) as Quantity,
      whole,
    };
  });

const funded = post(openLedger(), [
  { kind: 'opened', at: instant(0), cash: NAMES.map((book) => ({ book, amount: 9_000_000_000_000_000n as Money })) },
]);
const quantitiesAndCash = (ledger: Ledger) =>
  strategiesIn(ledger).map((name) => [name, toDecimal(bookIn(ledger, name).cash), toDecimal(sharesIn(bookIn(ledger, name), TQQQ))]);

describe('splitFilled', () => {
  it('gives all of what is filled, no part more than itself, and no part less as more is filled', () => {
    fc.assert(
      fc.property(parts, fc.bigInt(0n, 10n ** 13n), fc.bigInt(0n, 3n), (shares, some, step) => {
        const whole = total(shares);
        const filled = (some % (whole + 1n)) as Quantity;
        const more = least((filled + step) as Quantity, whole);
        const now = splitFilled(filled, shares);
        const later = splitFilled(more, shares);
        expect(total(now)).toBe(filled);
        now.forEach((own, i) => {
          expect(own <= later[i]! && later[i]! <= shares[i]!).toBe(true);
          // Within one billionth of a share per sleeve before it of the exact proportion.
          const offBy = own * whole - filled * shares[i]!;
          expect((offBy < 0n ? -offBy : offBy) <= whole * BigInt(shares.length)).toBe(true);
        });
      }),
    );
  });
});

describe('fills', () => {
  it('give each sleeve exactly its share of a trade that is filled, however it was cut', () => {
    fc.assert(
      fc.property(executed, ({ shares, fills, orders, filled, whole }) => {
        const ledger = post(funded, fillEntries(fills, { shares }, orders, SESSION));
        expect(total(shares.map(({ strategy }) => sharesIn(bookIn(ledger, strategy), TQQQ)))).toBe(filled);
        if (filled === whole) for (const { strategy, quantity } of shares) expect(sharesIn(bookIn(ledger, strategy), TQQQ)).toBe(quantity);
      }),
    );
  });

  it('give the same shares and the same cash in any order, and change nothing the second time', () => {
    fc.assert(
      fc.property(
        executed.chain((day) =>
          fc.record({ day: fc.constant(day), shuffled: fc.shuffledSubarray(day.fills, { minLength: day.fills.length }) }),
        ),
        ({ day, shuffled }) => {
          const straight = post(funded, fillEntries(day.fills, day, day.orders, SESSION));
          const mixed = post(funded, fillEntries(shuffled, day, day.orders, SESSION));
          expect(quantitiesAndCash(mixed)).toEqual(quantitiesAndCash(straight));
          expect(post(mixed, fillEntries(day.fills, day, day.orders, SESSION)).books).toEqual(mixed.books);
        },
      ),
    );
  });

  it('move the books’ cash by what was executed, to the last billionth', () => {
    fc.assert(
      fc.property(executed, ({ shares, fills, orders }) => {
        const ledger = post(funded, fillEntries(fills, { shares }, orders, SESSION));
        expect(minus(cashOf(funded), cashOf(ledger))).toBe(total(fills.map((fill) => notional(fill.quantity, fill.price))));
      }),
    );
  });

  it('of a stranger’s order belong to nobody', () => {
    fc.assert(
      fc.property(executed, ({ fills }) => {
        const ledger = post(funded, fillEntries(fills, { shares: [] }, [], SESSION));
        expect(sharesIn(bookIn(ledger, 'unattributed'), TQQQ)).toBe(total(fills.map((fill) => fill.quantity)));
        for (const name of NAMES) expect(sharesIn(bookIn(ledger, name), TQQQ)).toBe(NO_SHARES);
      }),
    );
  });
});

it('profit is conserved: what a book made plus what its open lots cost is the cash it spent', () => {
  fc.assert(
    fc.property(executed, priceOf, fc.bigInt(1n, 100n), ({ shares, fills, orders, filled }, at, percent) => {
      const bought = post(funded, fillEntries(fills, { shares }, orders, SESSION));
      const held = shares.map(({ strategy }) => sharesIn(bookIn(bought, strategy), TQQQ));
      const sale: LedgerEntry = {
        kind: 'fill',
        at: instant(99),
        session: SESSION,
        venueOrderId: 'the sale' as VenueOrderId,
        cumulativeQuantity: filled,
        ticker: TQQQ,
        side: 'sell',
        quantity: total(held.map((own) => ((own * percent) / 100n) as Quantity)),
        price: at,
        shares: held.map((own, i) => ({ book: NAMES[i]!, quantity: ((own * percent) / 100n) as Quantity })),
      };
      fc.pre(sale.quantity > 0n);
      const ledger = post(bought, [sale]);
      for (const { strategy } of shares) {
        const book = bookIn(ledger, strategy);
        const openCost = (book.lots.get(TQQQ) ?? []).reduce((sum, lot) => sum + notional(lot.quantity, lot.price), 0n);
        const spent = bookIn(funded, strategy).cash - book.cash;
        const drift = book.realised - openCost + spent;
        // Each execution's amount is rounded to a billionth of a dollar once per sleeve.
        expect(drift < 0n ? -drift : drift).toBeLessThanOrEqual(BigInt(fills.length + 1));
      }
    }),
  );
});
