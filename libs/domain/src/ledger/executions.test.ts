import { describe, expect, it } from 'vitest';
import { AT, BOOK, fillOf, NUCLEAR, SMR } from '../../test/person-trades.ts';
import { money, price, quantity, toDecimal, type Quantity } from '../values/exact.ts';
import { instant } from '../values/time.ts';
import { weight } from '../values/weight.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import type { Position } from '../run/facts.ts';
import { adjustments } from './adjustments.ts';
import { bookIn, sharesIn } from './books.ts';
import type { LedgerEntry } from './entry.ts';
import { bookExecutions } from './executions.ts';
import type { PastTrade } from './late.ts';
import { openLedger, post } from './post.ts';
import { unrounded } from './reconcile.ts';

const mandate = { book: BOOK, capital: { kind: 'all-cash' } } as const;

/** Nuclear holds 9 SMR and $910. */
const stored: readonly LedgerEntry[] = [
  { kind: 'opened', at: AT, cash: [{ book: NUCLEAR, amount: money('1000') }] },
  {
    ...fillOf('ours', 'buy', '9'),
    kind: 'fill',
    session: '2024-08-05' as never,
    shares: [{ book: NUCLEAR, quantity: quantity('9') }],
  },
];
const past: readonly PastTrade[] = [
  {
    session: '2024-08-05' as never,
    trade: { ticker: SMR, side: 'buy', shares: [{ strategy: NUCLEAR, quantity: quantity('20'), weight: weight(1) } as never] },
    ids: new Set(['ours' as VenueOrderId, 'late' as VenueOrderId]),
    told: null,
  },
];
const execute = (...fills: readonly Fill[]) => bookExecutions(post(openLedger(), stored), stored, fills, past, mandate);

const held = (shares: Quantity): readonly Position[] => [
  { ticker: SMR, side: 'long', quantity: shares, available: shares, averageEntryPrice: price('10') },
];

describe('executions that the broker lists', () => {
  it('are booked once: late ones of ours to their sleeves, a person’s to nobody', () => {
    const { ledger, executions, unbooked } = execute(fillOf('ours', 'buy', '9'), fillOf('late', 'buy', '2'), fillOf('by-hand', 'buy', '5'));
    expect(toDecimal(sharesIn(bookIn(ledger, NUCLEAR), SMR))).toBe('11');
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), SMR))).toBe('5');
    expect([executions, unbooked]).toEqual([2, []]);
  });

  it('are named when they sell more than there was to sell', () => {
    const sale = fillOf('by-hand', 'sell', '6');
    expect(execute(fillOf('other', 'buy', '5'), sale).unbooked).toEqual([sale]);
    expect(execute(fillOf('other', 'buy', '6'), sale).unbooked).toEqual([]);
  });

  it('are none of anybody’s when our own order sold beyond its sleeve', () => {
    const sale = fillOf('late', 'sell', '10');
    expect(execute(fillOf('by-hand', 'buy', '50'), sale).unbooked).toEqual([sale]);
  });

  it('round together with those whose rounding waited for them', () => {
    // Nine tenths of a cent are open: 0.45 from each of a fill that was booked beside an unknown order, and of that order's own.
    const waiting = { ...fillOf('ours', 'buy', '0.00045'), cumulativeQuantity: quantity('9.00045') };
    const entry = {
      ...waiting,
      kind: 'fill',
      session: '2024-08-05' as never,
      shares: [{ book: NUCLEAR, quantity: waiting.quantity }],
    } as const;
    const known: readonly LedgerEntry[] = [...stored, entry];
    const late = fillOf('late', 'buy', '0.00045');
    const { ledger, executions, unbooked, unlisted } = bookExecutions(post(openLedger(), known), known, [waiting, late], past, mandate);
    expect(executions).toBe(2);
    const seen = {
      at: AT,
      account: { cash: money('910') },
      positions: held(quantity('9.0009')),
      ...mandate,
      executions,
      unbooked,
      unlisted,
    };
    expect(adjustments(ledger, seen)).toEqual({ ok: true, value: [{ kind: 'rounding', at: AT, amount: money('0.009') }] });
    expect(unrounded([...known, { kind: 'rounding', at: AT, amount: money('0.0045') }])).toBe(0);
  });

  it('refuse the day although a split has put as many shares where the sold ones were', () => {
    const { ledger, executions, unbooked, unlisted } = execute(fillOf('by-hand', 'sell', '6'));
    const tripled = { at: AT, account: { cash: money('970') }, positions: held(quantity('9')), ...mandate, executions };
    expect(adjustments(ledger, { ...tripled, unbooked, unlisted })).toMatchObject({
      ok: false,
      error: {
        code: 'shares-sold',
        missing: quantity('6'),
        says: 'The broker lists a sale of 6 SMR on 2024-08-06, and nobody but our strategies had as many: somebody sold shares of ours. Nothing is traded until the books are corrected.',
      },
    });
  });

  describe('fewer than were filled', () => {
    const told = (filled: string) => ({ ...past[0]!, told: { filled: quantity(filled), at: AT } });
    const seenAfter = (ms: number, ...fills: readonly Fill[]) => {
      const { ledger, ...booked } = bookExecutions(post(openLedger(), stored), stored, fills, [told('11')], mandate);
      const at = instant(AT + ms);
      return adjustments(ledger, { at, account: { cash: money('890') }, positions: held(quantity('11')), ...mandate, ...booked });
    };

    it('refuse the day: shares of ours are not taken for a stranger’s because a list is late', () => {
      expect(seenAfter(60_000, fillOf('ours', 'buy', '9'))).toMatchObject({
        ok: false,
        error: {
          code: 'executions-unlisted',
          ticker: SMR,
          says: 'The broker filled 11 SMR of our buy of 2024-08-05, and its list of executions shows only 9. Nothing is traded until it shows them all.',
        },
      });
    });

    it('do so for a day: a list that is later than that is wrong', () => {
      const adjusted = seenAfter(24 * 60 * 60_000, fillOf('ours', 'buy', '9'));
      expect(adjusted).toMatchObject({ ok: false, error: { code: 'shares-added' } });
    });

    it('are all of them once the late one is listed', () => {
      expect(seenAfter(60_000, fillOf('ours', 'buy', '9'), fillOf('late', 'buy', '2'))).toEqual({ ok: true, value: [] });
    });

    it('is not said of one that is listed and could not be booked', () => {
      const sold = { ...told('10'), trade: { ...past[0]!.trade, side: 'sell' as const } };
      const sale = fillOf('late', 'sell', '10');
      expect(bookExecutions(post(openLedger(), stored), stored, [sale], [sold], mandate)).toMatchObject({ unbooked: [sale], unlisted: [] });
    });
  });
});
