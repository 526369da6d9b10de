import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invariant } from '../result.ts';
import { price, quantity, toDecimal, total, type Money, type Price, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import type { Position } from '../run/facts.ts';
import { strategyName } from '../strategy/strategy.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import type { BookName, Ledger, LedgerEntry } from './entry.ts';
import { costOf } from './lots.ts';
import { openLedger, post } from './post.ts';
import { shareSplit } from './share-split.ts';
import { splitRatio, type SplitRatio } from './split-ratio.ts';

const UVXY = ticker('UVXY');
const ALPHA = strategyName('alpha');
const AT = instant(9);
const BOOKS: readonly BookName[] = [ALPHA, strategyName('beta'), 'unattributed'];

interface Bought {
  readonly book: BookName;
  readonly shares: Quantity;
  readonly at: Price;
}

const booksOf = (lots: readonly Bought[]): Ledger =>
  post(openLedger(), [
    { kind: 'opened', at: instant(0), cash: [{ book: ALPHA, amount: 10n as Money }] },
    ...lots.flatMap(({ book, shares, at }, i): readonly LedgerEntry[] => [
      { kind: 'shares-found', at: instant(i + 1), ticker: UVXY, change: { side: 'in', quantity: shares }, price: at },
      ...(book === 'unattributed' || book === 'broker-rounding'
        ? []
        : [{ kind: 'adopted' as const, at: instant(i + 1), book, ticker: UVXY, quantity: shares }]),
    ]),
  ]);
const positionsOf = (shares: bigint, side: Position['side'] = 'long'): readonly Position[] => [
  { ticker: UVXY, side, quantity: shares as Quantity, available: shares as Quantity, averageEntryPrice: price('10') },
];
const lotsIn = (ledger: Ledger, book: BookName): string[] =>
  (bookIn(ledger, book).lots.get(UVXY) ?? []).map((lot) => `${toDecimal(lot.quantity)} at ${toDecimal(lot.price)} of ${String(lot.at)}`);

const bought = booksOf([
  { book: ALPHA, shares: quantity('10'), at: price('12') },
  { book: ALPHA, shares: quantity('5'), at: price('11') },
  { book: 'unattributed', shares: quantity('2.5'), at: price('9') },
]);

describe('a share split', () => {
  it('keeps what every lot cost and the day it was bought', () => {
    const entry = shareSplit(bought, positionsOf(quantity('3.5')), { ticker: UVXY, ratio: splitRatio('1:5') }, AT);
    invariant(entry.ok, 'it was that split');
    const ledger = post(bought, [entry.value]);
    expect([lotsIn(ledger, ALPHA), lotsIn(ledger, 'unattributed')]).toEqual([['2 at 60 of 1', '1 at 55 of 2'], ['0.5 at 45 of 3']]);
  });

  it.each<[string, string, readonly Position[], string, string]>([
    ['nobody holds', 'TQQQ', [], 'not-held', 'Our books hold no TQQQ: there is nothing to split.'],
    [
      'is in the books',
      'UVXY',
      positionsOf(quantity('17.5')),
      'equal',
      'Our books hold 17.5 UVXY and so does the broker: there is nothing to correct.',
    ],
    [
      'went another way',
      'UVXY',
      positionsOf(quantity('4.5')),
      'other-ratio',
      'Our books hold 17.5 UVXY, of which 1:5 makes 3.5, and the broker has 4.5: it was not that split alone.',
    ],
    ['was sold meanwhile', 'UVXY', positionsOf(quantity('2.5')), 'other-ratio', 'and the broker has 2.5: it was not that split alone.'],
    ['somebody is short of', 'UVXY', positionsOf(quantity('0.1'), 'short'), 'other-ratio', 'it was not that split alone.'],
  ])('is refused for a ticker that %s', (_, name, positions, code, says) => {
    const refused = shareSplit(bought, positions, { ticker: ticker(name), ratio: splitRatio('1:5') }, AT);
    expect(refused).toMatchObject({ ok: false, error: { code, says: expect.stringContaining(says) as string } });
  });

  it('is of every book that holds the ticker', () => {
    const some: LedgerEntry = {
      kind: 'split',
      at: AT,
      ticker: UVXY,
      ratio: splitRatio('2:1'),
      books: [{ book: ALPHA, quantity: quantity('30') }],
    };
    expect(() => post(bought, [some])).toThrow('A split is of every book that holds the ticker');
  });

  const lot = fc.record({
    book: fc.constantFrom(...BOOKS),
    shares: fc.bigInt(1n, 10n ** 13n) as fc.Arbitrary<Quantity>,
    at: fc.bigInt(10n ** 8n, 10n ** 12n) as fc.Arbitrary<Price>,
  });
  const part = fc.integer({ min: 1, max: 60 });
  const ratios: fc.Arbitrary<SplitRatio> = fc.record({ to: part, from: part }).filter(({ to, from }) => to !== from);

  it('of whatever books: they hold the broker’s shares to the last billionth, in proportion, at the cost they had; no cash moves', () => {
    fc.assert(
      fc.property(
        fc.array(lot, { minLength: 1, maxLength: 6 }),
        ratios,
        fc.bigInt(-999_999_999n, 999_999_999n),
        (lots, { to, from }, apart) => {
          const before = booksOf(lots);
          const ours = total(lots.map(({ shares }) => shares));
          const [news, olds] = [BigInt(to), BigInt(from)];
          const brokers = (ours * news) / olds + apart;
          fc.pre(brokers >= 0n && brokers !== ours);
          const entry = shareSplit(before, positionsOf(brokers), { ticker: UVXY, ratio: { to, from } }, AT);
          invariant(entry.ok, 'Less than a share is cash in lieu');
          const after = post(before, [entry.value]);
          expect(post(before, [entry.value])).toEqual(after);
          expect(before).toEqual(booksOf(lots));
          expect(total(BOOKS.map((book) => sharesIn(bookIn(after, book), UVXY)))).toBe(brokers);
          expect(cashOf(after)).toBe(cashOf(before));
          for (const { book, quantity: there } of entry.value.books) {
            const [was, is] = [bookIn(before, book), bookIn(after, book)];
            expect([sharesIn(is, UVXY), is.cash, is.realised]).toEqual([there, was.cash, was.realised]);
            const off = there * ours - sharesIn(was, UVXY) * brokers;
            expect((off < 0n ? -off : off) < ours).toBe(true);
            if (apart !== 0n) continue;
            // Per lot up to three billionths of a share at its price, and half a billionth of a dollar for each share.
            const room = (was.lots.get(UVXY) ?? []).map((each) => (3n * each.price * olds) / news + (each.quantity * news) / olds);
            const drift = costOf(is.lots.get(UVXY) ?? []) - costOf(was.lots.get(UVXY) ?? []);
            expect((drift < 0n ? -drift : drift) <= room.reduce((sum, units) => sum + units / 10n ** 9n + 2n, 0n)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a ratio', () => {
  it('reads as the new shares for the old ones', () => {
    expect([splitRatio('2:1'), splitRatio('1:5'), splitRatio('3:2')]).toEqual([
      { to: 2, from: 1 },
      { to: 1, from: 5 },
      { to: 3, from: 2 },
    ]);
  });
  it.each(['2', '2:2', '0:1', '1:0', '2:1:1', '-2:1', '1.5:1', '', '2 : 1', '02:1'])('is not %j', (text) => {
    expect(() => splitRatio(text)).toThrow(`Ratio must be two different positive whole numbers like "2:1", was ${JSON.stringify(text)}`);
  });
});
