import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeRecord,
  money,
  openLedger,
  post,
  sessionDate,
  sharesIn,
  bookIn,
  ticker,
  toDecimal,
  type SessionDate,
} from '@alchemiser/domain';
import { tradingDay, planDay, statusOf, type DayResult } from '@alchemiser/execution';
import { IN_MEMORY, openStores, parseConfig, type Configuration, type Stores } from '@alchemiser/infrastructure';
import { capturingLogger } from '@alchemiser/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from './open-desk.ts';
import { PAPER_ACCOUNT } from './paper-desk.ts';

let folder: string;
let stores: Stores;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-desk-'));
  stores = await openStores({ directory: IN_MEMORY });
});
afterEach(() => {
  stores.close();
  rmSync(folder, { recursive: true, force: true });
});

function configured(file: Record<string, unknown>): Configuration {
  const parsed = parseConfig({ data: folder, email: { transport: 'none' }, ...file });
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('; '));
  return parsed.value;
}

const opened = (configuration: Configuration, session?: SessionDate, keep = true) =>
  openDesk({ configuration, stores, log: capturingLogger(), session, keep, release: 'test' });

async function trade(configuration: Configuration, session?: SessionDate, ordinal = 0): Promise<DayResult> {
  const { desk, mandate, session: day } = await opened(configuration, session);
  return tradingDay(desk, mandate, { session: day, ordinal });
}

describe('a paper desk', () => {
  it('trades one session after the other, each reconciled', async () => {
    const configuration = configured({});
    const sessions: string[] = [];
    for (let day = 0; day < 8; day++) {
      const { record, repeated } = await trade(configuration);
      expect(repeated).toBe(false);
      expect(['traded', 'unchanged']).toContain(record.status);
      expect(record.reconciliation?.status).toBe('equal');
      sessions.push(record.session);
    }
    expect(sessions).toEqual([
      '2024-08-06',
      '2024-08-07',
      '2024-08-08',
      '2024-08-09',
      '2024-08-12',
      '2024-08-13',
      '2024-08-14',
      '2024-08-15',
    ]);
  });

  it('does nothing when a session comes again, and answers with its record', async () => {
    const configuration = configured({});
    const first = await trade(configuration);
    const entries = await stores.ledger.read(PAPER_ACCOUNT);
    const again = await trade(configuration, sessionDate('2024-08-06'));
    expect(again.repeated).toBe(true);
    expect(again.record).toEqual(decodeRecord(JSON.stringify(first.record)));
    expect(await stores.ledger.read(PAPER_ACCOUNT)).toEqual(entries);
  });

  it('has a mail of its own for one more run of a session', async () => {
    const configuration = configured({ email: { transport: 'outbox', outbox: join(folder, 'outbox') } });
    await trade(configuration);
    const { mail } = await trade(configuration, sessionDate('2024-08-06'), 1);
    expect(mail).toEqual({ status: 'sent', where: join(folder, 'outbox', '2024-08-06-trading-report-2.html') });
    expect(readdirSync(join(folder, 'outbox'))).toHaveLength(4);
  });

  it('takes turns with other processes at its stores, where something is kept', async () => {
    const { desk, close } = await opened(configured({}));
    expect(await desk.inTurn?.('mail', async () => 'done')).toBe('done');
    close();
    expect((await opened(configured({}), undefined, false)).desk.inTurn).toBeUndefined();
  });

  it('leaves shares alone that no strategy bought, and does not size on them', async () => {
    const configuration = configured({
      paperHoldings: [
        { ticker: 'AAPL', quantity: '12.5', price: '180' },
        { ticker: 'TQQQ', quantity: '100', price: '40' },
      ],
    });
    for (let day = 0; day < 6; day++) {
      const { record } = await trade(configuration);
      expect(record.plan?.trades.map((order) => order.ticker)).not.toContain('AAPL');
      expect(record.reconciliation?.status).toBe('equal');
      expect(Number(record.plan?.sizingEquity)).toBeLessThan(110_000);
    }
    const ledger = post(openLedger(), await stores.ledger.read(PAPER_ACCOUNT));
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), ticker('AAPL')))).toBe('12.5');
    expect(toDecimal(sharesIn(bookIn(ledger, 'unattributed'), ticker('TQQQ')))).toBe('100');
  });

  it('gives the strategies no more than the configured capital', async () => {
    const { record } = await trade(configured({ capital: '25000.00' }));
    expect(money(record.plan?.sizingEquity ?? '0')).toBe(money('25000'));
    expect(record.books.find(({ book }) => book === 'unattributed')?.cash).toBe('75000');
  });

  it('keeps nothing of what is only looked at', async () => {
    const configuration = configured({});
    const { desk, mandate, session } = await opened(configuration, undefined, false);
    expect((await planDay(desk, mandate, { session, ordinal: 0 })).status).toBe('planned');
    expect((await statusOf(desk, mandate, session)).runs).toEqual([]);
    expect(await stores.ledger.read(PAPER_ACCOUNT)).toEqual([]);
    expect(await stores.documents.get('paper-exchange/snapshot')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses another market than the one its account lived through', async () => {
    await trade(configured({}));
    await expect(opened(configured({ market: { source: 'synthetic', seed: 8 } }))).rejects.toThrow(
      'This data directory trades the synthetic market, seed 7, not the synthetic market, seed 8.',
    );
  });

  it('says so when another version wrote its exchange', async () => {
    await trade(configured({}));
    const kept = JSON.parse((await stores.documents.get('paper-exchange/snapshot')) ?? '') as Record<string, unknown>;
    await stores.documents.put('paper-exchange/snapshot', JSON.stringify({ ...kept, version: 0 }));
    await expect(opened(configured({}))).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining('The paper exchange of this data directory cannot be read: ') as string,
    });
  });

  it('lets one process at its exchange at a time, and looking takes no turn', async () => {
    const kept = { configuration: configured({}), log: capturingLogger(), session: undefined, release: 'test' };
    const [one, two] = [await openStores({ directory: folder }), await openStores({ directory: folder })];
    const first = await openDesk({ ...kept, stores: one, keep: true });
    (await openDesk({ ...kept, stores: two, keep: false })).close();
    let waited = 0;
    const waiting = openDesk({ ...kept, stores: two, keep: true, onWait: () => (waited += 1) });
    await tradingDay(first.desk, first.mandate, { session: first.session, ordinal: 0 });
    first.close();
    const second = await waiting;
    // It goes on from where the first has left the exchange: with the next session.
    expect([waited, first.session, second.session]).toEqual([1, '2024-08-06', '2024-08-07']);
    second.close();
    one.close();
    two.close();
  });

  it('cannot go back in time', async () => {
    const configuration = configured({});
    await trade(configuration, sessionDate('2024-08-14'));
    await expect(opened(configuration, sessionDate('2024-08-08'))).rejects.toThrow(
      /has lived on to .* Aug 2024: it cannot go back to trade Thu 8 Aug 2024/,
    );
  });
});
