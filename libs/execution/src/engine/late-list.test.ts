import { describe, expect, it } from 'vitest';
import { ticker } from '@alchemiser/domain';
import { DAYS, held, live, MANDATE, worldOf } from '../../test/paper-day.ts';
import type { Desk } from './desk.ts';
import { tradingDay } from './trading-day.ts';

const SESSION = DAYS[0]!;
const SPY = ticker('SPY');

/** The broker knows that the orders filled; its list of executions lags behind. */
const withoutExecutions = (desk: Desk): Desk => ({
  ...desk,
  broker: {
    ...desk.broker,
    fillsSince: async (since) => (await desk.broker.fillsSince(since)).filter((fill) => fill.ticker !== SPY),
  },
});

describe('a list of executions that lags into the next run', () => {
  it('refuses it: shares that the first one bought are not taken for a stranger’s and bought once more', async () => {
    const world = worldOf();
    const { desk } = await live(world, SESSION);
    const first = await tradingDay(withoutExecutions(desk), MANDATE, { session: SESSION, ordinal: 0 });
    expect(first.record.reconciliation?.status).toBe('different');
    const sent = world.sent.length;

    const again = tradingDay(withoutExecutions(desk), MANDATE, { session: SESSION, ordinal: 1 });
    await expect(again).rejects.toMatchObject({
      name: 'Refused',
      message: expect.stringMatching(
        /^The broker filled [\d.]+ SPY of our buy of 2024-08-06, and its list of executions shows none of them\. Nothing is traded until it shows them all\.$/,
      ) as string,
      advice: expect.arrayContaining([expect.stringContaining('run again in a few minutes')]) as string[],
    });
    expect(world.sent).toHaveLength(sent);

    const { record } = await tradingDay(desk, MANDATE, { session: SESSION, ordinal: 1 });
    expect(record.reconciliation?.status).toBe('equal');
    const shares = await held(world, 'SPY');
    expect([Number(shares['first']) > 0, shares['unattributed']]).toEqual([true, '0']);
  });
});
