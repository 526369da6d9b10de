import { describe, expect, it } from 'vitest';
import { finish, planned, worldOf } from '../../../test/machine-world.ts';
import { twinBroker } from '../../../test/twin-broker.ts';
import { decodeEntry, encodeEntry, type EncodedEntry } from './codec.ts';
import { EMPTY_LOG, foldEntries } from './log.ts';
import { outcomeOf } from './outcome-of.ts';

const PLAN = planned([
  { ticker: 'SMR', side: 'sell', quantity: '312.402918', at: '9.41' },
  { ticker: 'BRK.B', side: 'buy', quantity: '3', at: '400.005' },
]);

/** A journal with every kind of entry but one: a reply lost, a partial fill, a halt, a stop. */
function journal(): readonly EncodedEntry[] {
  const world = worldOf(
    twinBroker({
      cash: '0',
      holds: { SMR: '312.402918' },
      quotes: { SMR: ['9.40', '9.42'], 'BRK/B': ['400', '400.01'] },
      onSubmit: (_, n) => (n === 0 ? { network: 'request-lost' } : n === 1 ? { fills: '200' } : {}),
    }),
    PLAN,
  );
  finish(world);
  world.journal.push({ kind: 'stopped', at: world.now, why: 'killed' });
  world.journal.push({ kind: 'halted', at: world.now, ticker: PLAN.plan.trades[0]!.ticker, says: 'a person said so' });
  return world.journal.map((entry) => JSON.parse(JSON.stringify(encodeEntry(entry))) as EncodedEntry);
}

describe('a journal', () => {
  it('written as JSON and read again folds to the same outcome', () => {
    const stored = journal();
    expect(new Set(stored.map(({ kind }) => kind))).toEqual(
      new Set(['planned', 'intended', 'resent', 'accepted', 'closed', 'ended', 'funded', 'halted', 'stopped', 'finished']),
    );
    const entries = stored.map((json) => {
      const entry = decodeEntry(json);
      if (!entry.ok) throw new Error(entry.error.says);
      return entry.value;
    });
    expect(entries.map(encodeEntry)).toEqual(stored);
    expect(outcomeOf(foldEntries(EMPTY_LOG, entries)).legs.map(({ status, filled }) => [status, filled])).toEqual([
      ['halted', 312402918000n],
      ['filled', 3000000000n],
    ]);
  });

  it('carries decimals as text', () => {
    expect(journal().find(({ kind }) => kind === 'intended')).toMatchObject({ quantity: '312.402918', limitPrice: '9.4' });
  });

  it.each<[string, (entry: Record<string, unknown>) => void, string]>([
    ['a kind nobody knows', (entry) => (entry['kind'] = 'wished'), 'no entry is called "wished"'],
    ['a kind every object has', (entry) => (entry['kind'] = 'constructor'), 'no entry is called "constructor"'],
    ['a quantity as a number', (entry) => (entry['quantity'] = 312.4), 'intended: quantity: expected a decimal as text, found 312.4'],
    ['a negative quantity', (entry) => (entry['quantity'] = '-1'), 'intended: quantity: Quantity must be ≥ 0, was "-1"'],
    ['a missing field', (entry) => delete entry['side'], 'intended: side: expected buy or sell, found nothing'],
    [
      'a field too many',
      (entry) => (entry['note'] = 'x'),
      'intended: expected only kind, at, id, ticker, side, step, quantity, type, limitPrice, rungMs, found "note"',
    ],
    ['a time that is none', (entry) => (entry['at'] = '2024'), 'intended: at: expected a whole number ≥ 0, found "2024"'],
    ['a ticker that is none', (entry) => (entry['ticker'] = '?'), 'intended: ticker: Ticker must look like SPY or BRK/B, was "?"'],
  ])('with %s is refused, never repaired', (_, spoil, says) => {
    const entry = { ...journal().find(({ kind }) => kind === 'intended')! };
    spoil(entry);
    expect(decodeEntry(entry)).toEqual({ ok: false, error: { code: 'journal.unreadable', says } });
  });

  it('says where in a list something is wrong', () => {
    const entry = structuredClone(journal()[0]!) as unknown as { plan: { trades: { decisionPrice: string }[] } };
    entry.plan.trades[1]!.decisionPrice = '0';
    expect(decodeEntry(entry as unknown as EncodedEntry)).toMatchObject({
      error: { says: 'planned: plan: trades: 1: decisionPrice: Price must be > 0, was "0"' },
    });
  });
});
