import { describe, expect, it } from 'vitest';
import {
  instant,
  price,
  type ClientOrderId,
  type Halt,
  type Price,
  type SubmissionResult,
  type Ticket,
  type VenueOrder,
} from '@alchemiser/domain';
import { Failure, type HaltFlag } from '@alchemiser/services';
import { DAYS, live, MANDATE, NUMBER, recordOf, trade, TURNED, worldOf, type World } from '../../test/paper-day.ts';
import { halt, liftHalts, standingHalts, stopAllRuns } from './halt.ts';
import { planDay, tradingDay } from './trading-day.ts';
import { statusOf } from './status.ts';
import { readRun } from './run-journal.ts';

const [MONDAY, TUESDAY, WEDNESDAY] = [DAYS[0]!, DAYS[1]!, DAYS[2]!];
const BECAUSE: Halt = { at: instant(Date.UTC(2024, 7, 6, 19, 46)), by: 'mara', why: 'the feed is wrong' };

/** Orders of the first day, on which everything is bought. */
const BOUGHT = 2;
async function traded(): Promise<World> {
  const world = worldOf();
  await trade(world, MONDAY);
  expect(world.sent).toHaveLength(BOUGHT);
  return world;
}

const flagOf = (): HaltFlag => {
  let laid: Halt | null = null;
  return {
    read: async () => laid,
    lay: async (next) => {
      laid = next;
    },
    lift: async () => {
      laid = null;
    },
  };
};

describe('while a halt stands', () => {
  it('a session is refused before anything is sent, kept or decided, and the refusal says who, when, why and what next', async () => {
    const world = worldOf();
    await halt(world.stores, BECAUSE);
    const refusal = trade(world, MONDAY);
    await expect(refusal).rejects.toMatchObject({
      name: 'Halted',
      message: 'Halted by mara on Tue 6 Aug 2024 at 15:46 New York: the feed is wrong. Nothing was sent.',
      advice: ['When that is settled: `alchemiser resume`, then trade again.'],
    });
    expect(world.sent).toEqual([]);
    expect(await world.stores.ledger.read(NUMBER)).toEqual([]);
    expect(await world.stores.journal.runs(NUMBER)).toEqual([]);
  });

  it('a plan and the status say so', async () => {
    const world = worldOf();
    await halt(world.stores, BECAUSE);
    const { desk } = await live(world, MONDAY);
    expect((await planDay(desk, MANDATE, { session: MONDAY, ordinal: 0 })).notes[0]).toContain('Halted by mara');
    expect((await statusOf(desk, MANDATE, MONDAY)).halts).toEqual([BECAUSE]);
  });

  it('which a person laid by hand, the store knows nothing of it and nothing is sent all the same', async () => {
    const world = worldOf();
    const haltFlag = flagOf();
    await haltFlag.lay(BECAUSE);
    const { desk } = await live(world, MONDAY, { haltFlag });
    await expect(tradingDay(desk, MANDATE, { session: MONDAY, ordinal: 0 })).rejects.toThrow('Halted by mara');
    await liftHalts(desk, { at: BECAUSE.at, by: 'mara' });
    expect((await tradingDay(desk, MANDATE, { session: MONDAY, ordinal: 0 })).record.status).toBe('traded');
  });

  it.each(['a flag', 'a document'])('or may stand, because %s cannot be read, nothing is sent', async (what) => {
    const world = worldOf();
    const unreadable: HaltFlag = { ...flagOf(), read: async () => Promise.reject(new Failure('store.unreadable', 'no such disk')) };
    if (what === 'a document') await world.stores.documents.put('control/kill-switch', '{"status":"fine"}');
    const { desk } = await live(world, MONDAY, what === 'a flag' ? { haltFlag: unreadable } : {});
    await expect(tradingDay(desk, MANDATE, { session: MONDAY, ordinal: 0 })).rejects.toMatchObject({ name: 'Failure' });
    expect(world.sent).toEqual([]);
  });
});

describe('a halt in the middle of a run', () => {
  it('lets nothing leave after it, whenever it comes, and the run is cancelled, reconciled and recorded', async () => {
    // Two sells, then two buys, in several rungs each.
    const clean = await traded();
    await trade(clean, TUESDAY, TURNED);
    const orders = clean.sent.length - BOUGHT;
    expect(orders).toBeGreaterThanOrEqual(4);
    for (let at = 1; at <= orders; at++) {
      const world = await traded();
      let thrownAt = 0;
      world.onSubmit = () => {
        if (world.sent.length !== BOUGHT + at) return 'arrives';
        thrownAt = world.sent.at(-1)!.at;
        // Another process throws the switch while this order is on its way.
        void halt(world.stores, BECAUSE);
        return 'arrives';
      };
      const { record } = await trade(world, TUESDAY, TURNED);
      const name = `halt at order ${String(at)}`;
      // What was on its way in the same batch left at the same instant; nothing left later.
      expect(Math.max(...world.sent.map((sent) => sent.at)), name).toBe(thrownAt);
      expect(['partly', 'traded'], name).toContain(record.status);
      expect(record.reconciliation, name).toMatchObject({ status: 'equal' });
      const { desk, control } = await live(world, TUESDAY);
      expect(await control.openOrders(), name).toEqual([]);
      const sent = world.sent.length;
      await expect(trade(world, WEDNESDAY, TURNED)).rejects.toThrow('Halted by mara');
      expect(world.sent).toHaveLength(sent);
      await liftHalts(desk, { at: BECAUSE.at, by: 'mara' });
      expect((await trade(world, WEDNESDAY, TURNED)).record.reconciliation?.status, name).toBe('equal');
    }
  });

  it('is in its journal too: a process that goes on with the run sends nothing, even after the halt is lifted', async () => {
    const world = worldOf();
    const dying = await live(world, MONDAY);
    let calls = 0;
    const dies = async (): Promise<never> => Promise.reject(new Error('power cut'));
    world.onSubmit = () => {
      calls += 1;
      return 'arrives';
    };
    const broker = { ...dying.desk.broker, ordersSince: dies, orderByClientId: dies };
    await expect(tradingDay({ ...dying.desk, broker }, MANDATE, { session: MONDAY, ordinal: 0 })).rejects.toThrow('power cut');
    expect(calls).toBeGreaterThan(0);

    const { desk } = await live(world, MONDAY);
    await halt(desk, BECAUSE);
    expect(await stopAllRuns(desk, 'killed')).toEqual([{ account: NUMBER, session: MONDAY, ordinal: 0 }]);
    expect((await readRun(desk.journal, { account: NUMBER, session: MONDAY, ordinal: 0 })).stopped?.why).toBe('killed');
    await liftHalts(desk, { at: BECAUSE.at, by: 'mara' });
    const sent = world.sent.length;
    const { record } = await trade(world, MONDAY);
    expect(world.sent.length).toBe(sent);
    expect(record.reconciliation?.status).toBe('equal');
    expect(record.status).toBe('partly');
    expect(await recordOf(world, MONDAY)).toEqual(record);
  });
});

describe('a run that was stopped', () => {
  it('is gone on with much later: what is still open at the broker is cancelled before it ends', async () => {
    const world = worldOf();
    const dying = await live(world, MONDAY);
    const { submit } = dying.desk.broker;
    const dies = async (): Promise<never> => Promise.reject(new Error('power cut'));
    const limits = new Map<string, Price | null>();
    // The venue works them far below the market, so that they stay open, and shows the limit that was asked for.
    const shown = <Order extends VenueOrder | undefined>(order: Order): Order =>
      order && { ...order, limitPrice: limits.get(order.clientOrderId) ?? order.limitPrice };
    const resting = async (ticket: Ticket): Promise<SubmissionResult> => {
      limits.set(ticket.clientOrderId, 'limitPrice' in ticket ? ticket.limitPrice : null);
      const submission = await submit({ ...ticket, type: 'limit', limitPrice: price('10.5') });
      return submission.status === 'accepted' ? { ...submission, order: shown(submission.order) } : submission;
    };
    const broker = { ...dying.desk.broker, submit: resting, ordersSince: dies, orderByClientId: dies };
    await expect(tradingDay({ ...dying.desk, broker }, MANDATE, { session: MONDAY, ordinal: 0 })).rejects.toThrow('power cut');

    const { desk, control } = await live(world, MONDAY);
    expect((await control.openOrders()).length).toBeGreaterThan(0);
    await stopAllRuns(desk, 'killed');
    await desk.clock.sleep(10 * 60_000);
    const seen = {
      ...desk.broker,
      openOrders: async () => (await desk.broker.openOrders()).map(shown),
      ordersSince: async (since: Parameters<typeof desk.broker.ordersSince>[0]) => (await desk.broker.ordersSince(since)).map(shown),
      orderByClientId: async (id: ClientOrderId) => shown(await desk.broker.orderByClientId(id)),
    };
    const { record } = await tradingDay({ ...desk, broker: seen }, MANDATE, { session: MONDAY, ordinal: 0 });
    expect(await control.openOrders()).toEqual([]);
    expect([record.status, record.reconciliation?.status]).toEqual(['partly', 'equal']);
  });
});

describe('taking a halt back', () => {
  it('tells what stood, and puts right what could not be read', async () => {
    const world = worldOf();
    const ports = { ...world.stores, haltFlag: flagOf() };
    await halt(ports, BECAUSE);
    expect(await standingHalts(ports)).toEqual([BECAUSE]);
    const byHand = { ...BECAUSE, by: 'the file HALT', why: 'no reason given' };
    await ports.haltFlag.lay(byHand);
    expect(await standingHalts(ports)).toEqual([BECAUSE, byHand]);
    expect(await liftHalts(ports, { at: BECAUSE.at, by: 'mara' })).toEqual([BECAUSE, byHand]);
    expect(await standingHalts(ports)).toEqual([]);
    await world.stores.documents.put('control/kill-switch', 'scribble');
    await expect(standingHalts(ports)).rejects.toMatchObject({ code: 'store.corrupt' });
    await liftHalts(ports, { at: BECAUSE.at, by: 'mara' });
    expect(await standingHalts(ports)).toEqual([]);
  });
});
