/** The simulation's record of a day is the real runner's: the same orders, executions, journal and books, to the millisecond and the cent. */
import { encodeEntry, encodeLedgerEntry, instant, outcomeOf, type Fill, type LedgerEntry, type RunEntry } from '@alchemiser/domain';
import { calmDay } from '@alchemiser/simulation';
import { describe, expect, it } from 'vitest';
import { parityDesk } from '../../test/parity-desk.ts';
import { readEntries, readRun } from './run-journal.ts';
import { tradingDay } from './trading-day.ts';

/** Ids of orders derive from the account's name, which the adapter reads and the simulation gives: what they stand for is compared. */
function readable(entries: readonly RunEntry[]): readonly unknown[] {
  const names = new Map(
    entries.flatMap((entry) => (entry.kind === 'intended' ? [[entry.id, `${entry.side} ${entry.ticker} ${String(entry.step)}`]] : [])),
  );
  return entries.map((each) => {
    const entry = each.kind === 'finished' ? { ...each, fills: each.fills.map(plain) } : each;
    const { account: _, factsDigest: __, ...encoded } = encodeEntry(entry);
    return 'id' in entry ? { ...encoded, id: names.get(entry.id) } : encoded;
  });
}

/** Alpaca's list of executions writes the instant before the id. */
const plain = (fill: Fill): Fill => ({ ...fill, executionId: fill.executionId.replace(/^\d{17}::/, '') });

const books = (entries: readonly LedgerEntry[]): readonly unknown[] => entries.map(encodeLedgerEntry);

describe('a simulated day lived by the real runner', () => {
  it.each([1, 2, 3, 5, 8, 13, 21, 34, 55, 89])('of seed %i comes to the same journal, executions and books', async (seed) => {
    const day = calmDay(seed);
    const { desk, mandate, number } = await parityDesk(day);
    const { record } = await tradingDay(desk, mandate, { session: day.session, ordinal: 0 });
    const run = { account: number, session: day.session, ordinal: 0 };
    const entries = await readEntries(desk.journal, run);
    expect(readable(entries)).toEqual(readable(day.lived.entries));
    expect((await desk.broker.fillsSince(instant(0))).map(plain)).toEqual(day.lived.fills);
    expect(books(await desk.ledger.read(number))).toEqual(books(day.lived.ledger));
    if (day.lived.record === null) {
      expect(record.status).toBe('refused');
      return;
    }
    expect(outcomeOf(await readRun(desk.journal, run)).status).toBe(day.lived.record.outcome?.status);
    expect(record.reconciliation?.status).toBe(day.lived.record.certificate?.status);
  });

  it('trades in most of them: there is something to compare', () => {
    const orders = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89].map(
      (seed) => calmDay(seed).lived.entries.filter(({ kind }) => kind === 'intended').length,
    );
    expect(orders.filter((count) => count > 1).length).toBeGreaterThan(5);
  });
});
