import { describe, expect, it } from 'vitest';
import { instant, type Halt, type RunRecord } from '@alchemiser/domain';
import { cutShort } from '../../test/cut-short.ts';
import { DAYS, held, live, MANDATE, NUMBER, recordOf, trade, worldOf, type World } from '../../test/paper-day.ts';
import type { DayResult } from './conclude.ts';
import { flattenDay, planFlatten } from './flatten.ts';
import { halt, liftHalts, standingHalts, stopAllRuns, stopRuns } from './halt.ts';
import { ordinalAgain, ordinalToTrade } from './ordinals.ts';
import { readRun } from './run-journal.ts';
import { statusOf } from './status.ts';

const [MONDAY, TUESDAY, WEDNESDAY] = [DAYS[0]!, DAYS[1]!, DAYS[2]!];
const AT = instant(Date.UTC(2024, 7, 7, 19, 46));
const BECAUSE: Halt = { at: AT, by: 'mara', why: 'everything is sold' };

async function bought(): Promise<World> {
  const world = worldOf();
  await trade(world, MONDAY);
  return world;
}
const flatten = async (world: World, session = TUESDAY, because = BECAUSE): Promise<DayResult> => {
  const { desk } = await live(world, session);
  return flattenDay(desk, MANDATE, { session }, because);
};
const ours = async (world: World): Promise<readonly string[]> => {
  const { desk } = await live(world, WEDNESDAY);
  return (await desk.broker.positions()).map(({ ticker, quantity }) => `${ticker} ${String(quantity)}`);
};
const ordinalOf = ({ runId }: RunRecord): number => Number(/^\d{4}-\d\d-\d\d-(\d+)-/.exec(runId)?.[1]);
/** What a person granted: nobody's, and there before and after. */
const NOBODYS = ['AAPL 12500000000'];

describe('flatten', () => {
  it('shows what it would sell without selling it', async () => {
    const world = await bought();
    const sent = world.sent.length;
    const { desk } = await live(world, TUESDAY);
    const record = await planFlatten(desk, MANDATE, { session: TUESDAY });
    expect(record.status).toBe('planned');
    expect(record.plan?.trades.map(({ side, ticker }) => `${side} ${ticker}`)).toEqual(['sell SPY', 'sell GLD']);
    expect([world.sent.length, await standingHalts(desk)]).toEqual([sent, []]);
  });

  it('sells all that our books hold and nothing of what is nobody’s, and nothing is bought back until a person says so', async () => {
    const world = await bought();
    const { record } = await flatten(world);
    expect([record.status, ordinalOf(record), record.reconciliation?.status]).toEqual(['traded', 1, 'equal']);
    expect(await ours(world)).toEqual(NOBODYS);
    const sent = world.sent.length;
    await expect(trade(world, WEDNESDAY)).rejects.toThrow('Halted by mara');
    expect(world.sent).toHaveLength(sent);
    await liftHalts(world.stores, { at: AT, by: 'mara' });
    expect((await trade(world, WEDNESDAY)).record.reconciliation?.status).toBe('equal');
    expect(Number((await held(world, 'SPY'))['first'])).toBeGreaterThan(0);
  });

  it('goes through while a halt stands that a person knows of, and is stopped by one that comes after', async () => {
    const world = await bought();
    await halt(world.stores, { ...BECAUSE, why: 'the feed is wrong' });
    expect((await flatten(world)).record.status).toBe('traded');

    const stopped = await bought();
    let count = 0;
    stopped.onSubmit = () => {
      count += 1;
      if (count === 1) void halt(stopped.stores, { ...BECAUSE, why: 'stop even that' });
      return 'arrives';
    };
    const { record } = await flatten(stopped);
    // Both sells leave in one batch; whatever they leave unfilled is sent by nobody.
    expect(count).toBeLessThanOrEqual(2);
    expect(record.reconciliation?.status).toBe('equal');
  });

  it('twice sells once', async () => {
    const world = await bought();
    await flatten(world);
    const sent = world.sent.length;
    const again = await flatten(world, TUESDAY, { ...BECAUSE, at: instant(AT + 60_000) });
    expect([again.record.status, ordinalOf(again.record), world.sent.length]).toEqual(['unchanged', 2, sent]);
    expect(await ours(world)).toEqual(NOBODYS);
  });

  it('that was cut short goes on with the same run', async () => {
    const world = await bought();
    const { desk } = await live(world, TUESDAY);
    let left = 1;
    const broker = {
      ...desk.broker,
      ordersSince: async (since: Parameters<typeof desk.broker.ordersSince>[0]) => {
        if (left-- <= 0) throw new Error('power cut');
        return desk.broker.ordersSince(since);
      },
    };
    await expect(flattenDay({ ...desk, broker }, MANDATE, { session: TUESDAY }, BECAUSE)).rejects.toThrow('power cut');
    expect(world.sent.length).toBeGreaterThan(2);
    // No trade takes it up: only the same word makes it go on.
    expect(await ordinalToTrade(world.stores, NUMBER, TUESDAY)).toBe(0);
    expect((await statusOf((await live(world, TUESDAY)).desk, MANDATE, TUESDAY)).unfinished).toEqual([
      { session: TUESDAY, command: 'flatten' },
    ]);
    const { record } = await flatten(world, TUESDAY, { ...BECAUSE, at: instant(AT + 60_000) });
    expect([ordinalOf(record), record.status, record.reconciliation?.status]).toEqual([1, 'traded', 'equal']);
    expect(await ours(world)).toEqual(NOBODYS);
  });

  it('that has ended hides no scheduled run of its session that was cut short after it', async () => {
    const world = await bought();
    expect((await flatten(world)).record.status).toBe('traded');
    await liftHalts(world.stores, { at: AT, by: 'mara' });
    await cutShort(world, TUESDAY);
    await expect(ordinalAgain(world.stores, NUMBER, TUESDAY)).rejects.toThrow(`A run of ${TUESDAY} has not ended`);
    const { desk } = await live(world, WEDNESDAY);
    await halt(desk, BECAUSE);
    expect(await stopAllRuns(desk, 'killed')).toEqual([{ account: NUMBER, session: TUESDAY, ordinal: 0 }]);
    await liftHalts(desk, { at: AT, by: 'mara' });
    const sent = world.sent.length;
    const { record } = await trade(world, WEDNESDAY);
    const scheduled = await recordOf(world, TUESDAY);
    expect([ordinalOf(scheduled), scheduled.reconciliation?.status]).toEqual([0, 'equal']);
    expect(record.reconciliation?.status).toBe('equal');
    // Stopped runs are looked up and booked, and nothing of them is sent.
    expect(world.sent).toHaveLength(sent + (record.plan?.trades.length ?? 0));
  });

  it('that was cut short stands in the way of a trade, which would buy beside it', async () => {
    const world = await bought();
    const { desk } = await live(world, TUESDAY);
    const dies = async (): Promise<never> => Promise.reject(new Error('power cut'));
    await expect(
      flattenDay({ ...desk, broker: { ...desk.broker, ordersSince: dies } }, MANDATE, { session: TUESDAY }, BECAUSE),
    ).rejects.toThrow('power cut');
    await liftHalts(world.stores, { at: AT, by: 'mara' });
    const sent = world.sent.length;
    await expect(trade(world, TUESDAY)).rejects.toMatchObject({
      message: `Another run of ${TUESDAY} has not ended.`,
      advice: ['Let it go on first: `alchemiser flatten`.'],
    });
    expect(world.sent).toHaveLength(sent);
  });

  it('ends a run that was cut short first, so that what it bought is sold too', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    const { record } = await flatten(world, MONDAY);
    const first = await recordOf(world, MONDAY);
    expect(['partly', 'traded']).toContain(first.status);
    expect((await readRun(world.stores.journal, { account: NUMBER, session: MONDAY, ordinal: 0 })).stopped?.why).toBe('killed');
    expect([ordinalOf(record), record.reconciliation?.status]).toEqual([1, 'equal']);
    expect(await ours(world)).toEqual(NOBODYS);
  });
});

describe('one more run of a session', () => {
  it('has the next number, plans anew what a stopped run left undone, and reconciles', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    const { desk } = await live(world, MONDAY);
    await stopRuns(desk, NUMBER, 'interrupted');
    expect((await trade(world, MONDAY)).record.status).toBe('partly');
    const ordinal = await ordinalAgain(desk, NUMBER, MONDAY);
    expect(ordinal).toBe(1);
    const { record } = await trade(world, MONDAY, MANDATE, ordinal);
    expect([ordinalOf(record), record.status, record.reconciliation?.status]).toEqual([1, 'traded', 'equal']);
    expect(await ordinalAgain(desk, NUMBER, MONDAY)).toBe(2);
    // The scheduled run stays what it was.
    expect((await trade(world, MONDAY)).repeated).toBe(true);
    expect(new Set(world.sent.map(({ clientOrderId }) => clientOrderId)).size).toBe(world.sent.length);
  });

  it('is refused where it would leave a limit of the session with what was traded before it', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    const { desk } = await live(world, MONDAY);
    await stopRuns(desk, NUMBER, 'interrupted');
    await trade(world, MONDAY);
    const already = world.sent.length;
    const limits = { ...MANDATE.decide.limits, tradesPerSessionMax: 2 };
    const { record } = await trade(world, MONDAY, { ...MANDATE, decide: { ...MANDATE.decide, limits } }, 1);
    expect(record.risk.filter(({ passed }) => !passed)).toMatchObject([
      { name: 'trades', says: 'Trades with the 2 of earlier runs 4, limit 2' },
    ]);
    expect([record.status, world.sent.length]).toEqual(['refused', already]);
  });

  it('that was cut short is what the next trade of that session is about', async () => {
    const world = worldOf();
    expect(await ordinalToTrade(world.stores, NUMBER, MONDAY)).toBe(0);
    await cutShort(world, MONDAY);
    expect(await ordinalToTrade(world.stores, NUMBER, MONDAY)).toBe(0);
    const { desk } = await live(world, MONDAY);
    await stopRuns(desk, NUMBER, 'interrupted');
    await trade(world, MONDAY);
    await cutShort(world, MONDAY, MANDATE, await ordinalAgain(desk, NUMBER, MONDAY));
    expect(await ordinalToTrade(world.stores, NUMBER, MONDAY)).toBe(1);
    expect((await statusOf((await live(world, MONDAY)).desk, MANDATE, MONDAY)).unfinished).toEqual([{ session: MONDAY, command: 'trade' }]);
    const { record } = await trade(world, MONDAY, MANDATE, await ordinalToTrade(world.stores, NUMBER, MONDAY));
    expect([ordinalOf(record), record.status, record.reconciliation?.status]).toEqual([1, 'traded', 'equal']);
    expect(await ordinalToTrade(world.stores, NUMBER, MONDAY)).toBe(0);
  });

  it('is refused for a session that was not traded, and while one has not ended', async () => {
    const world = worldOf();
    await expect(ordinalAgain(world.stores, NUMBER, MONDAY)).rejects.toThrow('has not been traded yet');
    await cutShort(world, MONDAY);
    await expect(ordinalAgain(world.stores, NUMBER, MONDAY)).rejects.toThrow(`A run of ${MONDAY} has not ended`);
  });
});
