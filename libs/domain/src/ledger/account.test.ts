import { describe, expect, it } from 'vitest';
import { positionOf } from '../../test/facts.ts';
import { money, price, quantity, toDecimal } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import { weight } from '../values/weight.ts';
import type { Fill } from '../orders/order.ts';
import type { Position } from '../run/facts.ts';
import { hold } from '../strategy/build.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { adjustments } from './adjustments.ts';
import { bookIn, sharesIn } from './books.ts';
import type { Ledger } from './entry.ts';
import { openingEntries, type Capital } from './opening.ts';
import { openLedger, post } from './post.ts';
import { markBook } from './profit.ts';
import { reconcile, roundingEntries } from './reconcile.ts';

const TQQQ = ticker('TQQQ');
const AAPL = ticker('AAPL');
const AT = instant(1_000);
const ALL_CASH: Capital = { kind: 'all-cash' };
const book: Book = [
  ['nuclear', 0.3],
  ['tecl', 0.5],
  ['klm', 0.2],
].map(([name, share]) => ({
  strategy: { name: strategyName(String(name)), title: String(name), tree: hold('BIL'), rebalance: { frequency: 'daily' } },
  share: weight(Number(share)),
  onFailure: 'stop',
}));
const position = (name: string, shares: string): Position => positionOf(ticker(name), quantity(shares), price('41.5'));

function opened(cash: string, positions: readonly Position[] = [], capital: Capital = ALL_CASH): Ledger {
  const entries = openingEntries(AT, { cash: money(cash) }, positions, book, capital);
  if (!entries.ok) throw new Error(entries.error.says);
  return post(openLedger(), entries.value);
}
const cashIn = (ledger: Ledger): Record<string, string> =>
  Object.fromEntries([...ledger.books].map(([name, { cash }]) => [name, toDecimal(cash)]));

describe('opening an account', () => {
  it('gives all cash to the strategies by share, and what is held to nobody', () => {
    const ledger = opened('1000.01', [position('AAPL', '7')]);
    expect(cashIn(ledger)).toEqual({ nuclear: '300.003', tecl: '500.005', klm: '200.002', unattributed: '0' });
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), AAPL))).toBe('7');
    expect(reconcile(ledger, money('1000.01'), [position('AAPL', '7')]).status).toBe('equal');
  });
  it('gives a fixed sum and leaves the rest alone', () => {
    expect(cashIn(opened('1000', [], { kind: 'fixed', amount: money('100') }))).toEqual({
      nuclear: '30',
      tecl: '50',
      klm: '20',
      unattributed: '900',
    });
  });
  it.each<[string, string, Capital, Position[], string]>([
    [
      'more than there is',
      '50',
      { kind: 'fixed', amount: money('100') },
      [],
      'The strategies cannot be given $100.00: the account has $50.00 in cash.',
    ],
    ['a debt', '-5', ALL_CASH, [], 'The strategies cannot be given −$5.00: the account has −$5.00 in cash.'],
    [
      'an account with shorts',
      '50',
      ALL_CASH,
      [{ ...position('VXX', '1'), side: 'short' }],
      'The account is short of VXX: close that by hand first.',
    ],
  ])('refuses %s', (_, cash, capital, positions, says) => {
    expect(openingEntries(AT, { cash: money(cash) }, positions, book, capital)).toMatchObject({ ok: false, error: { says } });
  });
});

describe('between two runs', () => {
  const bought = post(opened('1000', [position('AAPL', '7')]), [
    {
      kind: 'fill',
      at: AT,
      session: '2024-08-06' as never,
      venueOrderId: 'v' as never,
      cumulativeQuantity: quantity('4'),
      ticker: TQQQ,
      side: 'buy',
      quantity: quantity('4'),
      price: price('50'),
      shares: [{ book: strategyName('tecl'), quantity: quantity('4') }],
    },
  ]);
  const context = { at: AT, book, capital: ALL_CASH, executions: 0, unbooked: [] as readonly Fill[], unlisted: [] };
  const held = [position('AAPL', '7'), position('TQQQ', '4')];
  const after = (cash: string, positions: readonly Position[], more: Partial<typeof context> = {}) => {
    const entries = adjustments(bought, { ...context, ...more, account: { cash: money(cash) }, positions });
    return entries.ok ? { entries: entries.value, ledger: post(bought, entries.value) } : { refused: entries.error };
  };

  it('nothing happened: nothing is posted', () => {
    expect(after('800', held)).toMatchObject({ entries: [] });
  });
  it.each<[string, string, Position[], string]>([
    ['a person bought another ticker', '300', [...held, position('MSFT', '1')], 'cash-moved shares-found'],
    ['a person sold what is theirs', '1100', [position('TQQQ', '4')], 'cash-moved shares-found'],
    ['a dividend', '801.23', held, 'cash-moved'],
    ['a withdrawal', '10', held, 'cash-moved'],
  ])('%s: the books equal the account again', (_, cash, positions, kinds) => {
    const { entries, ledger } = after(cash, positions);
    expect(
      entries
        ?.map((entry) => entry.kind)
        .sort()
        .join(' '),
    ).toBe(kinds);
    expect(reconcile(ledger!, money(cash), positions).status).toBe('equal');
    expect(toDecimal(sharesIn(bookIn(ledger!, strategyName('tecl')), TQQQ))).toBe('4');
  });
  it('cash that came belongs to the strategies by share when they have all of it, else to nobody', () => {
    expect(cashIn(after('900', held).ledger!)).toMatchObject({ nuclear: '330', tecl: '350', klm: '220', unattributed: '0' });
    expect(cashIn(after('900', held, { capital: { kind: 'fixed', amount: money('1000') } as never }).ledger!)).toMatchObject({
      nuclear: '300',
      unattributed: '100',
    });
  });
  it('half a cent per execution is rounding, more is not', () => {
    expect(after('799.99', held, { executions: 2 }).entries?.map((entry) => entry.kind)).toEqual(['rounding']);
    expect(after('799.98', held, { executions: 2 }).entries?.map((entry) => entry.kind)).toEqual(['cash-moved']);
  });
  it.each<[string, Position[], string, RegExp]>([
    [
      'shares of ours are missing',
      [position('AAPL', '7'), position('TQQQ', '3.5')],
      'shares-missing',
      /Our books hold 4 TQQQ and the broker 3\.5/,
    ],
    ['all of ours are gone', [position('AAPL', '7')], 'shares-missing', /Our books hold 4 TQQQ and the broker 0/],
    ['ours doubled overnight', [position('AAPL', '7'), position('TQQQ', '8')], 'shares-added', /exactly 2 times our 4 TQQQ/],
    [
      'shares of a ticker of ours come from nowhere',
      [position('AAPL', '7'), position('TQQQ', '4.7')],
      'shares-added',
      /4\.7 instead of our 4 TQQQ, and no execution says where the others come from/,
    ],
    ['somebody sold short', [position('AAPL', '7'), { ...position('TQQQ', '4'), side: 'short' }], 'short', /short of TQQQ/],
  ])('refuses when %s', (_, positions, code, says) => {
    const { refused } = after('800', positions);
    expect(refused?.code).toBe(code);
    expect(refused?.says).toMatch(says);
  });
  it.each<[string, string, object]>([
    ['tripled', '12', { code: 'shares-added', split: { to: 3, from: 1 } }],
    ['given one more for every two', '6', { code: 'shares-added', split: { to: 3, from: 2 } }],
    ['given something more', '4.7', { code: 'shares-added', split: null }],
    ['halved', '2', { code: 'shares-missing', missing: quantity('2'), split: { to: 1, from: 2 } }],
    ['merged, to the last billionth', '1.333333333', { code: 'shares-missing', split: { to: 1, from: 3 } }],
    ['merged with a rest, or sold', '3', { code: 'shares-missing', missing: quantity('1'), split: null }],
    ['gone', '0', { code: 'shares-missing', missing: quantity('4'), split: null }],
  ])('a refusal tells what would explain it: ours were %s', (_, shares, refusal) => {
    expect(after('800', [position('AAPL', '7'), position('TQQQ', shares)]).refused).toMatchObject(refusal);
  });
});

describe('the certificate', () => {
  const ledger = opened('1000', [position('AAPL', '7')]);
  it('says what is equal', () => {
    expect(reconcile(ledger, money('1000'), [position('AAPL', '7')]).words).toBe(
      'Equal in shares and cents: 1 ticker and $1,000.00 in cash',
    );
  });
  it('names each difference in shares and cents', () => {
    const certificate = reconcile(ledger, money('999.5'), [position('AAPL', '7.25'), position('TQQQ', '1')]);
    expect(certificate.status).toBe('different');
    expect(certificate.differences).toEqual([
      { what: 'AAPL shares', ours: '7', brokers: '7.25', difference: '0.25' },
      { what: 'TQQQ shares', ours: '0', brokers: '1', difference: '1' },
      { what: 'cash', ours: '1000', brokers: '999.5', difference: '-0.5' },
    ]);
    expect(certificate.words).toBe(
      "Different: AAPL shares ours 7, the broker's 7.25 (+0.25); TQQQ shares ours 0, the broker's 1 (+1); cash ours $1,000.00, the broker's $999.50 (−$0.50)",
    );
  });
  it('is not made equal by rounding that is too large', () => {
    expect(roundingEntries(ledger, money('999.995'), 1, AT)).toEqual([{ kind: 'rounding', at: AT, amount: money('-0.005') }]);
    expect(roundingEntries(ledger, money('999.994'), 1, AT)).toEqual([]);
    expect(roundingEntries(ledger, money('1000'), 1, AT)).toEqual([]);
  });
});

describe('a book at given prices', () => {
  it('makes what its lots gained, and counts what has no price at cost', () => {
    const ledger = opened('1000', [position('AAPL', '10'), position('TQQQ', '2')]);
    const marked = markBook(bookIn(ledger, 'unattributed'), new Map([[AAPL, price('51.5')]]));
    expect([toDecimal(marked.holdings), toDecimal(marked.unrealised), marked.unpriced]).toEqual(['598', '100', [TQQQ]]);
  });
});
