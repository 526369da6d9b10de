import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal, type Quantity } from '../values/exact.ts';
import { instant } from '../values/time.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import type { Position } from '../run/facts.ts';
import { hold } from '../strategy/build.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { adjustments } from './adjustments.ts';
import { bookIn, sharesIn } from './books.ts';
import type { LedgerEntry } from './entry.ts';
import { bookExecutions } from './executions.ts';
import type { PastTrade } from './late.ts';
import { openLedger, post } from './post.ts';

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
const mandate = { book, capital: { kind: 'all-cash' } } as const;

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
/** Nuclear holds 9 SMR and $910. */
const stored: readonly LedgerEntry[] = [
  { kind: 'opened', at, cash: [{ book: NUCLEAR, amount: money('1000') }] },
  {
    ...fill('ours', 'buy', '9'),
    kind: 'fill',
    session: '2024-08-05' as never,
    shares: [{ book: NUCLEAR, quantity: quantity('9') }],
  },
];
const past: readonly PastTrade[] = [
  {
    session: '2024-08-05' as never,
    trade: { shares: [{ strategy: NUCLEAR, quantity: quantity('20'), weight: weight(1) } as never] },
    ids: new Set(['ours' as VenueOrderId, 'late' as VenueOrderId]),
  },
];
const execute = (...fills: readonly Fill[]) => bookExecutions(post(openLedger(), stored), stored, fills, past, mandate);

const held = (shares: Quantity): readonly Position[] => [
  { ticker: SMR, side: 'long', quantity: shares, available: shares, averageEntryPrice: price('10') },
];

describe('executions that the broker lists', () => {
  it('are booked once: late ones of ours to their sleeves, a person’s to nobody', () => {
    const { ledger, executions, unbooked } = execute(fill('ours', 'buy', '9'), fill('late', 'buy', '2'), fill('by-hand', 'buy', '5'));
    expect(toDecimal(sharesIn(bookIn(ledger, NUCLEAR), SMR))).toBe('11');
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('5');
    expect([executions, unbooked]).toEqual([2, []]);
  });

  it('are named when they sell more than there was to sell', () => {
    const sale = fill('by-hand', 'sell', '6');
    expect(execute(fill('other', 'buy', '5'), sale).unbooked).toEqual([sale]);
    expect(execute(fill('other', 'buy', '6'), sale).unbooked).toEqual([]);
  });

  it('are none of anybody’s when our own order sold beyond its sleeve', () => {
    const sale = fill('late', 'sell', '10');
    expect(execute(fill('by-hand', 'buy', '50'), sale).unbooked).toEqual([sale]);
  });

  it('refuse the day although a split has put as many shares where the sold ones were', () => {
    const { ledger, executions, unbooked } = execute(fill('by-hand', 'sell', '6'));
    const tripled = { at, account: { cash: money('970') }, positions: held(quantity('9')), ...mandate, executions };
    expect(adjustments(ledger, { ...tripled, unbooked })).toMatchObject({
      ok: false,
      error: {
        code: 'shares-sold',
        missing: quantity('6'),
        says: 'The broker lists a sale of 6 SMR on 2024-08-06, and nobody but our strategies had as many: somebody sold shares of ours. Nothing is traded until the books are corrected.',
      },
    });
  });
});
