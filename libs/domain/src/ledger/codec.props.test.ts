import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money, Price, Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import type { VenueOrderId } from '../orders/order.ts';
import { strategyName } from '../strategy/strategy.ts';
import { decodeLedgerEntry, encodeLedgerEntry } from './codec.ts';
import type { BookName, LedgerEntry } from './entry.ts';

const at = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant);
const session = fc.constantFrom('2024-08-06', '2024-02-29').map(sessionDate);
const name = fc.constantFrom('TQQQ', 'BRK/B').map(ticker);
const shares = fc.bigInt(0n, 10n ** 18n) as fc.Arbitrary<Quantity>;
const amount = fc.bigInt(-(10n ** 18n), 10n ** 18n) as fc.Arbitrary<Money>;
const price = fc.bigInt(1n, 10n ** 15n) as fc.Arbitrary<Price>;
const strategy = fc.constantFrom('nuclear', 'klm-506-38').map(strategyName);
const book = fc.oneof(strategy, fc.constantFrom<BookName>('unattributed', 'broker-rounding'));
const cash = fc.array(fc.record({ book, amount }), { maxLength: 3 });
const side = fc.integer({ min: 1, max: 999_999 });
const ratio = fc.record({ to: side, from: side }).filter(({ to, from }) => to !== from);
const kind = <K extends LedgerEntry['kind']>(value: K): fc.Arbitrary<K> => fc.constant(value);

const entry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  fc.record({ kind: kind('opened'), at, cash }),
  fc.record({
    kind: kind('fill'),
    at,
    session,
    venueOrderId: fc.uuid().map((id) => id as VenueOrderId),
    cumulativeQuantity: shares,
    ticker: name,
    side: fc.constantFrom('buy' as const, 'sell' as const),
    quantity: shares,
    price,
    shares: fc.array(fc.record({ book, quantity: shares }), { maxLength: 3 }),
  }),
  fc.record({ kind: kind('cross'), at, session, ticker: name, from: strategy, to: strategy, quantity: shares, price }),
  fc.record({ kind: kind('capital'), at, session, cash: fc.array(fc.record({ book: strategy, amount }), { maxLength: 3 }) }),
  fc.record({ kind: kind('rebalanced'), at, session, strategies: fc.array(strategy, { maxLength: 3 }) }),
  fc.record({
    kind: kind('shares-found'),
    at,
    ticker: name,
    change: fc.record({ side: fc.constant('in' as const), quantity: shares }),
    price,
  }),
  fc.record({
    kind: kind('shares-found'),
    at,
    ticker: name,
    change: fc.record({ side: fc.constant('out' as const), quantity: shares }),
    price: fc.option(price),
  }),
  fc.record({ kind: kind('adopted'), at, book: strategy, ticker: name, quantity: shares }),
  fc.record({ kind: kind('released'), at, book: strategy, ticker: name, quantity: shares }),
  fc.record({ kind: kind('split'), at, ticker: name, ratio, books: fc.array(fc.record({ book, quantity: shares }), { maxLength: 3 }) }),
  fc.record({ kind: kind('cash-moved'), at, why: fc.string(), amount, cash }),
  fc.record({ kind: kind('rounding'), at, amount }),
);

describe('an entry as text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(entry, (original) => {
        expect(decodeLedgerEntry(encodeLedgerEntry(original))).toEqual(original);
      }),
    );
  });
  it('lacking any of its fields is refused by the name of the field', () => {
    fc.assert(
      fc.property(entry, fc.nat(), (original, pick) => {
        const stored = JSON.parse(encodeLedgerEntry(original)) as Record<string, unknown>;
        const names = Object.keys(stored);
        const lost = names[pick % names.length]!;
        const { [lost]: _, ...rest } = stored;
        expect(() => decodeLedgerEntry(JSON.stringify(rest))).toThrow(new RegExp(`^entry\\.${lost} must be`));
      }),
    );
  });
});

const CROSS = { kind: 'cross', at: 1, session: '2024-08-06', ticker: 'TQQQ', from: 'nuclear', to: 'tecl', quantity: '1', price: '2' };
it.each<[string, string, string]>([
  ['no JSON', '{', 'entry must be JSON, was "{"'],
  [
    'no object',
    '[]',
    'entry.kind must be one of opened, fill, cross, capital, rebalanced, shares-found, adopted, released, split, cash-moved, rounding, was missing',
  ],
  [
    'another kind',
    '{"kind":"gift"}',
    'entry.kind must be one of opened, fill, cross, capital, rebalanced, shares-found, adopted, released, split, cash-moved, rounding, was "gift"',
  ],
  ['a number for a decimal', JSON.stringify({ ...CROSS, price: 2 }), 'entry.price must be text, was 2'],
  ['a price of nothing', JSON.stringify({ ...CROSS, price: '0' }), 'entry.price: Price must be > 0, was "0"'],
  ['shares below nothing', JSON.stringify({ ...CROSS, quantity: '-1' }), 'entry.quantity: Quantity must be ≥ 0, was "-1"'],
  [
    'no day',
    JSON.stringify({ ...CROSS, session: '2024-02-30' }),
    'entry.session: Date must be a calendar day like 2026-09-18, was "2024-02-30"',
  ],
  ['half a millisecond', JSON.stringify({ ...CROSS, at: 1.5 }), 'entry.at must be a whole number, was 1.5'],
  [
    'a book for a strategy',
    JSON.stringify({ ...CROSS, from: 'Un attributed' }),
    'entry.from: Strategy name must look like "nuclear" or "klm-506-38", was "Un attributed"',
  ],
  ['a field too many', JSON.stringify({ ...CROSS, note: 'x' }), 'entry.note must be absent, was "x"'],
  [
    'a part that is wrong',
    '{"kind":"opened","at":1,"cash":[{"book":"nuclear","amount":"1e3"}]}',
    'entry.cash[0].amount: Money must be a decimal number like "12.34", was "1e3"',
  ],
  [
    'found shares without a price',
    '{"kind":"shares-found","at":1,"ticker":"A","change":{"side":"in","quantity":"1"},"price":null}',
    'entry.price must be a price for shares that came in, was null',
  ],
  [
    'a split into as many',
    '{"kind":"split","at":1,"ticker":"A","ratio":{"to":2,"from":2},"books":[]}',
    'entry.ratio: Ratio must be two different positive whole numbers like "2:1", was "2:2"',
  ],
  [
    'a split into nothing',
    '{"kind":"split","at":1,"ticker":"A","ratio":{"to":0,"from":1},"books":[]}',
    'entry.ratio: Ratio must be two different positive whole numbers like "2:1", was "0:1"',
  ],
])('refuses %s', (_, text, says) => {
  expect(() => decodeLedgerEntry(text)).toThrow(new RangeError(says));
});
