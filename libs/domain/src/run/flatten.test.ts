import { describe, expect, it } from 'vitest';
import { quantity } from '../values/exact.ts';
import { book, closedBy, facts, filled, policy } from '../../test/runs.ts';
import { dayOf } from '../../test/facts.ts';
import { closingEntries } from './closing.ts';
import { decide } from './decide.ts';
import { decodeFacts, encodeFacts } from './facts-codec.ts';
import { recordOf } from './to-record.ts';
import { GATHERED } from '../../test/facts.ts';
import type { Facts } from './facts.ts';

const flatten = (day: Facts): Facts => ({ ...day, instruction: 'flatten' });

describe('a person’s instruction to flatten', () => {
  it('sells all that our books hold and nothing else', () => {
    const { plan, approved, sleeves } = decide(book, flatten(facts), policy);
    expect(plan?.trades.map(({ ticker, side, quantity: shares }) => [ticker, side, shares])).toEqual([
      ['SMR', 'sell', quantity('6000.123456789')],
    ]);
    expect(approved).not.toBeNull();
    expect(sleeves.map(({ action, why }) => [action, why])).toEqual([
      ['rebalance', 'a person asked for everything to be sold'],
      ['rebalance', 'a person asked for everything to be sold'],
    ]);
  });

  it('does not ask strategies that cannot decide', () => {
    const day = dayOf({ prices: { SMR: '9.41' }, books: { nuclear: { cash: '12.5', holds: { SMR: '6000' } } } });
    expect(decide(book, day, policy).status).toBe('refused');
    expect(decide(book, flatten(day), policy).plan?.trades.map(({ side, ticker }) => [side, ticker])).toEqual([['sell', 'SMR']]);
  });

  it('is one of the facts: kept with them, and decided again from them', () => {
    const kept = decodeFacts(encodeFacts(flatten(facts)));
    expect(kept.instruction).toBe('flatten');
    expect(decide(book, kept, policy).plan).toEqual(decide(book, flatten(facts), policy).plan);
    expect('instruction' in decodeFacts(encodeFacts(facts))).toBe(false);
  });

  it('is no rebalance: a strategy that is due once a month does not wait a month to buy again', () => {
    const day = flatten(facts);
    const decided = decide(book, day, policy);
    const outcome = filled(decided.plan!.trades);
    const entries = closingEntries({ facts: day, decided, outcome }, GATHERED);
    expect(entries.map(({ kind }) => kind)).not.toContain('rebalanced');
    const record = recordOf({
      facts: day,
      decided,
      outcome,
      reading: policy.reading,
      closed: closedBy(day, decided, outcome),
      ordinal: 1,
      startedAt: GATHERED,
      endedAt: GATHERED,
    });
    expect(record.status).toBe('traded');
    expect(record.reconciliation?.status).toBe('equal');
    // Nobody asked the strategies, so no price of theirs would have decided otherwise.
    expect(record.sleeves.map((sleeve) => sleeve.flips)).toEqual([[], []]);
  });
});
