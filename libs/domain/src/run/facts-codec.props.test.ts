import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AS_OF, dayOf, SESSION } from '../../test/facts.ts';
import { price, quantity, type Money } from '../values/exact.ts';
import { sha256 } from '../values/digest.ts';
import { ticker } from '../values/ticker.ts';
import { sessionDate } from '../values/time.ts';
import { weight } from '../values/weight.ts';
import type { ClientOrderId, VenueOrderId } from '../orders/order.ts';
import { above, hold, when } from '../strategy/build.ts';
import { close } from '../strategy/measures.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { decide, DEFAULT_POLICY } from './decide.ts';
import { decodeFacts, encodeFacts } from './facts-codec.ts';
import type { AccountId, Facts } from './facts.ts';
import { replay } from './replay.ts';
import { runIdOf } from './run-id.ts';

const base = dayOf({
  prices: { SPY: '520', TQQQ: '60.17', BIL: '91.5' },
  books: { alpha: { cash: '1234.567890123', holds: { TQQQ: '10.000000001' } }, beta: { cash: '7', holds: { BIL: '3' } } },
  unattributed: { cash: '0.01', holds: { SPY: '2' } },
  wholeShares: ['BIL'],
  openOrders: [
    {
      venueOrderId: 'v' as VenueOrderId,
      clientOrderId: 'c' as ClientOrderId,
      ticker: ticker('BRK/B'),
      side: 'sell',
      quantity: null,
      type: 'trailing_stop',
      limitPrice: null,
      status: 'unrecognised',
      rawStatus: 'held',
      filled: quantity('0'),
      averageFillPrice: price('412.3'),
      submittedAt: null,
    },
  ],
});
const book: Book = [
  ['alpha', when(above(close('SPY'), 500), { then: hold('TQQQ'), else: hold('BIL') })] as const,
  ['beta', when(above(close('SPY'), 530), { then: hold('TQQQ'), else: hold('BIL') })] as const,
].map(([name, tree]) => ({
  strategy: { name: strategyName(name), title: name, tree, rebalance: { frequency: 'daily' } },
  share: weight(0.5),
  onFailure: 'stop',
}));
const policy = { ...DEFAULT_POLICY, reading: {} };

const closeValue = fc.oneof({ arbitrary: fc.double({ noNaN: true }), weight: 4 }, fc.constant(Number.NaN), fc.constant(-0));
const words = fc.oneof(fc.constant('synthetic market, seed 7'), fc.string({ unit: 'grapheme' }));
const someFacts: fc.Arbitrary<Facts> = fc
  .record({
    words,
    rows: fc.array(fc.tuple(closeValue, closeValue, closeValue), { minLength: 2, maxLength: 2 }),
    last: fc.constantFrom(495, 520, 540, Number.NaN),
    before: fc.option(fc.record({ turnover: fc.bigInt({ min: 0n, max: 10n ** 18n }).map((units) => units as Money), trades: fc.nat(60) })),
  })
  .map(({ words: from, rows, last, before }) => ({
    ...base,
    ...(before === null ? {} : { tradedBefore: before }),
    provenance: { ...base.provenance, words: from },
    history: {
      sessions: base.history.sessions,
      closes: new Map(
        [...base.history.closes.keys()].map((name, i) => [name, Float64Array.of(rows[0]![i]!, name === 'SPY' ? last : rows[1]![i]!)]),
      ),
    },
  }));

describe('facts as bytes', () => {
  it('come back as they were, to the last bit', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const bytes = encodeFacts(facts);
        const back = decodeFacts(bytes);
        expect(back).toEqual(facts);
        for (const [name, column] of facts.history.closes) {
          column.forEach((value, row) => {
            expect(Object.is(back.history.closes.get(name)![row], value)).toBe(true);
          });
        }
        expect(encodeFacts(back)).toEqual(bytes);
      }),
    );
  });

  it('are the same bytes however they were gathered', () => {
    const turned = <K, V>(map: ReadonlyMap<K, V>): Map<K, V> => new Map([...map].reverse());
    const other: Facts = {
      ...base,
      quotes: turned(base.quotes),
      instruments: turned(base.instruments),
      history: { ...base.history, closes: turned(base.history.closes) },
      ledger: { ...base.ledger, books: turned(base.ledger.books), posted: new Set([...base.ledger.posted].reverse()) },
    };
    expect(sha256(encodeFacts(other))).toBe(sha256(encodeFacts(base)));
  });

  it('may lie anywhere in a larger buffer', () => {
    const bytes = encodeFacts(base);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(decodeFacts(larger.subarray(3, 3 + bytes.length))).toEqual(base);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(0), /must begin with their mark/],
    ['something else', (bytes) => bytes.slice(1), /must begin with their mark/],
    ['a header cut short', (bytes) => bytes.slice(0, 100), /must have a header of/],
    ['a column cut short', (bytes) => bytes.slice(0, -1), /must be \d+ bytes, were \d+/],
    [
      'a field that is not what it was',
      (bytes) => replaced(bytes, '"tradable":true', '"tradable":1234'),
      /^facts\.instruments\[0\]\.tradable must be true or false, was 1234$/,
    ],
  ])('refuse %s', (_, spoil, says) => {
    expect(() => decodeFacts(spoil(encodeFacts(base)))).toThrow(says);
  });
});

function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const at = String.fromCharCode(...bytes).indexOf(from);
  const result = Uint8Array.from(bytes);
  for (let i = 0; i < to.length; i++) result[at + i] = to.charCodeAt(i);
  return result;
}

describe('a past day', () => {
  it('is decided again exactly as it was', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(someFacts, (facts) => {
        const decided = decide(book, facts, policy);
        seen.add(decided.status);
        expect(replay(encodeFacts(facts), book, policy)).toEqual(decided);
      }),
    );
    expect([...seen]).toContain('refused');
  });
  it('is decided again when it traded', () => {
    const decided = decide(book, { ...base, openOrders: [] }, policy);
    expect(decided.status).toBe('approved');
    expect(replay(encodeFacts({ ...base, openOrders: [] }), book, policy)).toEqual(decided);
  });
});

describe('a run’s name', () => {
  const id = runIdOf('PA0123456789' as AccountId, SESSION, 0);
  it('is the same whenever it is derived, begins with the session and hides the account', () => {
    expect(runIdOf('PA0123456789' as AccountId, sessionDate('2024-08-06'), 0)).toBe(id);
    expect(id).toMatch(/^2024-08-06-0-[0-9a-f]{12}$/);
  });
  it.each([
    ['another account', runIdOf('PA0123456780' as AccountId, SESSION, 0)],
    ['another session', runIdOf('PA0123456789' as AccountId, AS_OF, 0)],
    ['another ordinal', runIdOf('PA0123456789' as AccountId, SESSION, 1)],
  ])('differs for %s', (_, other) => {
    expect(other.slice(-12)).not.toBe(id.slice(-12));
  });
  it.each([-1, 0.5, Number.NaN])('has no ordinal %d', (ordinal) => {
    expect(() => runIdOf('PA' as AccountId, SESSION, ordinal)).toThrow(RangeError);
  });
});
