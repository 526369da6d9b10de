/** A run that left an order unknown, once a person or the broker has said what became of it. */
import { describe, expect, it } from 'vitest';
import { NO_SHARES, price, quantity } from '../../values/exact.ts';
import { finish, planned, worldOf, type TradeSpec } from '../../../test/machine-world.ts';
import { twinBroker } from '../../../test/twin-broker.ts';
import type { ClosedEntry, RunEntry } from './entry.ts';
import { EMPTY_LOG, foldEntries } from './log.ts';
import { outcomeOf } from './outcome-of.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };

/** The journal of a run whose only order never got an answer. */
function leftUnknown(): readonly RunEntry[] {
  const world = worldOf(
    twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: { SMR: ['9.99', '10.01'] }, onSubmit: () => ({ network: 'request-lost' }) }),
    planned([SELL]),
  );
  finish(world);
  return world.journal;
}

const finding = (entries: readonly RunEntry[], filled: string, status: ClosedEntry['status']): ClosedEntry => {
  const intended = entries.find((entry) => entry.kind === 'intended');
  if (intended === undefined) throw new Error('an order was intended');
  const shares = quantity(filled);
  return {
    kind: 'closed',
    at: intended.at,
    id: intended.id,
    by: 'person',
    venueOrderId: null,
    status,
    filled: shares,
    averagePrice: shares > NO_SHARES ? price('9.99') : null,
    says: `a person found out: ${status}`,
  };
};

describe('an order that was left unknown', () => {
  const entries = leftUnknown();
  const after = (filled: string, status: ClosedEntry['status']) =>
    outcomeOf(foldEntries(EMPTY_LOG, [...entries, finding(entries, filled, status)]));

  it('halts its run as long as nobody knows better', () => {
    expect(outcomeOf(foldEntries(EMPTY_LOG, entries))).toMatchObject({ status: 'halted', legs: [{ status: 'halted', filled: NO_SHARES }] });
  });

  it.each([
    ['100', 'filled', 'done', 'filled'],
    ['40', 'canceled', 'partly', 'partly'],
    ['0', 'canceled', 'partly', 'unfilled'],
  ] as const)('and turns out to have filled %s (%s) leaves its run %s', (filled, status, run, leg) => {
    expect(after(filled, status)).toMatchObject({
      status: run,
      legs: [{ status: leg, filled: quantity(filled), says: `a person found out: ${status}` }],
    });
  });
});
