import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minus, money, ONE_CENT, price, toDecimal, type Money, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import { strategyName } from '../strategy/strategy.ts';
import type { Position } from '../run/facts.ts';
import { cashOf } from './books.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import { openLedger, post } from './post.ts';
import { isRounding, reconcile, roundingEntries } from './reconcile.ts';

const AT = instant(1);
const BOOKS = [strategyName('alpha'), strategyName('beta')] as const;
const NAMES = ['BIL', 'SMR', 'TQQQ', 'XLP'].map(ticker);
const shares = fc.bigInt(1n, 10n ** 15n) as fc.Arbitrary<Quantity>;
const cents = fc.bigInt(-(10n ** 9n), 10n ** 9n).map((n) => (n * 10_000_000n) as Money);

/** Books of strategies and of nobody that hold some of the same tickers, and the account that holds it all. */
const world = fc
  .record({
    cash: fc.tuple(cents, cents),
    held: fc.array(fc.record({ name: fc.constantFrom(...NAMES), shares, book: fc.constantFrom(null, ...BOOKS) }), { maxLength: 8 }),
  })
  .map(({ cash, held }) => {
    const entries: LedgerEntry[] = [
      { kind: 'opened', at: AT, cash: BOOKS.map((book, i) => ({ book, amount: cash[i]! })) },
      ...held.flatMap(({ name, shares: quantity, book }): readonly LedgerEntry[] => [
        { kind: 'shares-found', at: AT, ticker: name, change: { side: 'in', quantity }, price: price('10') },
        ...(book === null ? [] : [{ kind: 'adopted' as const, at: AT, book, ticker: name, quantity }]),
      ]),
    ];
    const sums = new Map<string, bigint>();
    for (const { name, shares: quantity } of held) sums.set(name, (sums.get(name) ?? 0n) + quantity);
    const positions = [...sums].map(([name, quantity]) => positionOf(name, quantity as Quantity));
    return { ledger: post(openLedger(), entries), positions };
  });

const positionOf = (name: string, quantity: Quantity): Position => ({
  ticker: ticker(name),
  side: 'long',
  quantity,
  available: quantity,
  averageEntryPrice: price('10'),
});
const certificateOf = ({ ledger, positions }: { ledger: Ledger; positions: readonly Position[] }, cash = cashOf(ledger)) =>
  reconcile(ledger, cash, positions);

describe('a certificate', () => {
  it('is equal for the account that holds what the books hold, in whichever order it lists it', () => {
    fc.assert(
      fc.property(
        world.chain(({ ledger, positions }) =>
          fc.record({ ledger: fc.constant(ledger), positions: fc.shuffledSubarray(positions, { minLength: positions.length }) }),
        ),
        (one) => {
          expect(certificateOf(one)).toMatchObject({ status: 'equal', differences: [] });
        },
      ),
    );
  });

  it('names every ticker that differs and by how much, to the last billionth, and no other', () => {
    const change = fc.record({ name: fc.constantFrom(...NAMES), to: fc.bigInt(0n, 10n ** 15n) });
    fc.assert(
      fc.property(world, change, ({ ledger, positions }, { name, to }) => {
        const before = positions.find((position) => position.ticker === name)?.quantity ?? 0n;
        const others = positions.filter((position) => position.ticker !== name);
        const { status, differences } = certificateOf({
          ledger,
          positions: to === 0n ? others : [...others, positionOf(name, to as Quantity)],
        });
        if (to === before) expect([status, differences]).toEqual(['equal', []]);
        else {
          const difference = toDecimal((to - before) as Money);
          expect([status, differences.map((row) => [row.what, row.difference])]).toEqual(['different', [[`${name} shares`, difference]]]);
        }
      }),
    );
  });

  it('names a difference in cash of a single cent', () => {
    fc.assert(
      fc.property(world, cents, (one, moved) => {
        fc.pre(moved !== 0n);
        const { differences } = certificateOf(one, (cashOf(one.ledger) + moved) as Money);
        expect(differences.map(({ what, difference }) => [what, difference])).toEqual([['cash', toDecimal(moved)]]);
      }),
    );
  });

  it('takes a short position for what it is: shares that are owed', () => {
    fc.assert(
      fc.property(world, shares, ({ ledger, positions }, owed) => {
        const others = positions.filter((position) => position.ticker !== NAMES[0]);
        const held = positions.find((position) => position.ticker === NAMES[0])?.quantity ?? 0n;
        const short: Position = { ...positionOf('BIL', owed), side: 'short' };
        const { differences } = certificateOf({ ledger, positions: [...others, short] });
        expect(differences.map(({ what, difference }) => [what, difference])).toEqual([['BIL shares', toDecimal((-owed - held) as Money)]]);
      }),
    );
  });
});

describe('the broker’s rounding to cents', () => {
  it('is booked when it is at most half a cent per execution, which makes cash equal, and otherwise left as a difference', () => {
    const off = fc.bigInt(-(ONE_CENT * 12n), ONE_CENT * 12n) as fc.Arbitrary<Money>;
    fc.assert(
      fc.property(world, off, fc.nat(20), ({ ledger, positions }, moved, executions) => {
        const cash = (cashOf(ledger) + moved) as Money;
        const entries = roundingEntries(ledger, cash, executions, AT);
        const size = moved < 0n ? -moved : moved;
        const mayBe = moved !== 0n && size * 2n <= ONE_CENT * BigInt(executions);
        expect(isRounding(moved, executions)).toBe(size * 2n <= ONE_CENT * BigInt(executions));
        expect(entries).toHaveLength(mayBe ? 1 : 0);
        const after = post(ledger, entries);
        expect(minus(cash, cashOf(after))).toBe(mayBe ? money('0') : moved);
        expect(certificateOf({ ledger: after, positions }, cash).status).toBe(mayBe || moved === 0n ? 'equal' : 'different');
      }),
    );
  });
});
