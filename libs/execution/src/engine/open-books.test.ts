import { describe, expect, it } from 'vitest';
import { instant, type Instant, type LedgerEntry } from '@alchemiser/domain';
import { fillsSinceLastEntry } from './open-books.ts';

const HOUR_MS = 60 * 60_000;
const opened = (at: Instant): LedgerEntry => ({ kind: 'opened', at, cash: [] });
const rebalanced = (at: Instant): LedgerEntry => ({ kind: 'rebalanced', at, session: '2024-07-03' as never, strategies: [] });

async function readFrom(stored: readonly LedgerEntry[]): Promise<Instant | undefined> {
  let from: Instant | undefined;
  await fillsSinceLastEntry(
    {
      broker: {
        fillsSince: async (since: Instant) => {
          from = since;
          return [];
        },
      } as never,
    },
    stored,
  );
  return from;
}

describe('executions', () => {
  const lastWeek = instant(Date.UTC(2024, 5, 20, 20));
  const holidayMorning = instant(Date.UTC(2024, 6, 5, 14));

  it('of the session before a holiday are read, though its run was only booked after it', async () => {
    const tradedByHand = holidayMorning - 45 * HOUR_MS;
    expect(await readFrom([opened(lastWeek), rebalanced(holidayMorning)])).toBeLessThan(tradedByHand);
  });

  it('from before the books were opened are not: they are in the positions of that morning', async () => {
    const morning = instant(holidayMorning - HOUR_MS);
    expect(await readFrom([opened(morning), rebalanced(holidayMorning)])).toBe(morning);
  });
});
