import { join } from 'node:path';
import { sessionDate, type RunRecord } from '@alchemiser/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear } from '../../test/overheard.ts';
import { tradeCommand } from './trade.ts';

const { folder, file, clear } = desk();
afterAll(clear);

describe('a symphony as a sleeve', () => {
  file('calm.clj', '(defsymphony "Calm" {:rebalance-frequency :weekly} (weight-specified 60 (asset "SPY") 40 (asset "BIL")))');
  const config = file(
    'alchemiser.config.json',
    JSON.stringify({ sleeves: { calm: { share: 0.5, symphony: 'calm.clj' }, tecl: 0.5 }, email: { transport: 'none' } }),
  );
  const trade = async (session: string): Promise<RunRecord> => {
    const options = { json: true, color: false, verbose: false, config, data: join(folder, 'data'), session: sessionDate(session) };
    const { document } = await overhear((console) => tradeCommand(console, options, {}, new AbortController().signal), { json: true });
    return document as RunRecord;
  };

  it('trades beside strategies of ours, and keeps its shares until its week is over', async () => {
    const tuesday = await trade('2024-08-06');
    expect(tuesday.status).toBe('traded');
    expect(tuesday.sleeves.map(({ strategy, title, action }) => [strategy, title, action])).toEqual([
      ['calm', 'Calm', 'rebalance'],
      ['tecl', 'TECL for the long term', 'rebalance'],
    ]);
    expect(tuesday.books.find(({ book }) => book === 'calm')).toBeDefined();
    expect(tuesday.plan?.rows.filter(({ action }) => action === 'buy').map(({ ticker }) => ticker)).toEqual(
      expect.arrayContaining(['SPY', 'BIL']),
    );

    const wednesday = await trade('2024-08-07');
    const calm = wednesday.sleeves.find(({ strategy }) => strategy === 'calm');
    expect(calm?.action).toBe('keep');
    expect(calm?.reasons).toContain('keeps its shares: not due: rebalances weekly, last rebalanced on Tue 6 Aug 2024');
  }, 60_000);
});
