/** Whole days in more than one process: power cuts around their port calls, and two processes at once. */
import { sessionDate, type RunRecord, type SessionDate } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { executionFaults, faultsOf, ledgerOf, recordOfDay, strategyDebts } from '../../test/whole-day-audit.ts';
import { deskAt, live, MANDATE, worldOf, type Around, type World } from '../../test/whole-day.ts';
import type { DayResult } from './conclude.ts';
import { tradingDay } from './trading-day.ts';

const DAYS = ['2024-08-06', '2024-08-07'].map(sessionDate);
const LAST = DAYS.at(-1)!;
const GRANTS = [{ ticker: 'AAPL', quantity: '12.5', price: '180' }];
/** Every port call of the day: `STRIDE=1 npx vitest run src/engine/crash.test.ts`. */
const STRIDE = Number(process.env['STRIDE'] ?? 7);

class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

interface Cut {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Counts the port calls of one process and ends it at one of them; a process that is dead calls nothing more. */
function lifeUntil(cut: Cut | null): { readonly around: Around; readonly calls: readonly string[] } {
  const calls: string[] = [];
  const life = { isOver: false };
  const dies = (): never => {
    life.isOver = true;
    throw new PowerCut();
  };
  const around: Around = async (port, call) => {
    const isCut = calls.push(port) - 1 === cut?.call;
    if (life.isOver || (isCut && cut.when === 'before')) dies();
    const answer = await call();
    // It may have died while this call was out.
    return life.isOver || isCut ? dies() : answer;
  };
  return { around, calls };
}

/** @returns false when the process died. */
async function trade(world: World, session: SessionDate, around?: Around): Promise<boolean> {
  const { desk } = await live(world, session, around);
  try {
    await tradingDay(desk, MANDATE, { session, ordinal: 0 });
    return true;
  } catch (error) {
    if (error instanceof PowerCut) return false;
    throw error;
  }
}

async function eve(): Promise<World> {
  const world = worldOf({ grants: GRANTS });
  for (const session of DAYS.slice(0, -1)) await trade(world, session);
  return world;
}

async function faultsAt(world: World): Promise<{ readonly record: RunRecord; readonly faults: readonly string[] }> {
  const record = (await recordOfDay(world, LAST))!;
  const faults = [...(await faultsOf(world)), ...executionFaults(world, record), ...strategyDebts(await ledgerOf(world))];
  return { record, faults: record.reconciliation?.status === 'equal' ? faults : [...faults, String(record.reconciliation?.words)] };
}

describe('a day with a power cut', () => {
  it('before or after any port call is ended by the next process: nothing twice, nothing lost', { timeout: 600_000 }, async () => {
    const clean = await eve();
    const { around, calls } = lifeUntil(null);
    await trade(clean, LAST, around);
    const whole = await faultsAt(clean);
    expect([whole.faults, whole.record.status]).toEqual([[], 'traded']);
    // Sells, then buys, each seen to its end.
    expect(new Set(whole.record.legs.map(({ side }) => side))).toEqual(new Set(['sell', 'buy']));
    expect(calls.length).toBeGreaterThan(40);

    for (let call = 0; call < calls.length; call += STRIDE) {
      for (const when of ['before', 'after'] as const) {
        const world = await eve();
        const name = `${when} call ${String(call)}, ${calls[call]!}`;
        expect(await trade(world, LAST, lifeUntil({ call, when }).around), name).toBe(false);
        expect(await trade(world, LAST), name).toBe(true);
        const { record, faults } = await faultsAt(world);
        expect([faults, record.status], name).toEqual([[], 'traded']);
        expect(
          record.plan?.trades.map(({ side, ticker }) => `${side} ${ticker}`),
          name,
        ).toEqual(whole.record.plan?.trades.map(({ side, ticker }) => `${side} ${ticker}`));
        expect(world.mails.filter(({ session }) => session === LAST).length, name).toBeLessThanOrEqual(2);
        await trade(world, LAST);
        expect((await faultsAt(world)).faults, name).toEqual([]);
      }
    }
  });

  it('in every process but the last still comes to the same end', async () => {
    const world = await eve();
    let lives = 0;
    // Each process gets three calls further than the one before it.
    for (let reach = 3; !(await trade(world, LAST, lifeUntil({ call: reach, when: 'before' }).around)); reach += 3) lives += 1;
    expect(lives).toBeGreaterThan(5);
    expect(await faultsAt(world)).toMatchObject({ faults: [], record: { status: 'traded' } });
  });
});

describe('a day that two processes trade at once', () => {
  it.each([0, 1, 3, 8, 21])('with the second %i turns behind is traded once, and both have the same record', async (behind) => {
    const world = await eve();
    const { desk, exchange } = await live(world, LAST);
    const second = deskAt(world, exchange, desk.clock);
    const late = async (): Promise<DayResult> => {
      for (let turn = 0; turn < behind; turn++) await new Promise((resolve) => setImmediate(resolve));
      return tradingDay(second.desk, MANDATE, { session: LAST, ordinal: 0 });
    };
    const [one, two] = await Promise.all([tradingDay(desk, MANDATE, { session: LAST, ordinal: 0 }), late()]);
    expect(two.record).toEqual(one.record);
    expect(await faultsAt(world)).toMatchObject({ faults: [], record: { status: 'traded' } });
    expect(world.mails.filter(({ session }) => session === LAST).length).toBeGreaterThan(0);
  });
});
