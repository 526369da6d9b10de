import { describe, expect, it } from 'vitest';
import { price, quantity, ticker, type ClientOrderId } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';
import { cutShort } from '../../test/cut-short.ts';
import { DAYS, live, NUMBER, trade, TURNED, worldOf, type Life, type World } from '../../test/paper-day.ts';
import { readRun } from '../engine/run-journal.ts';
import { tradingDay } from '../engine/trading-day.ts';
import { cancelOurs, type CancelledOrder } from './cancel-ours.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];
const RUN = { account: NUMBER, session: MONDAY, ordinal: 0 };

const cancelling = async (
  world: World,
  change: (life: Life) => Partial<Life['control']> = () => ({}),
  session = MONDAY,
): Promise<readonly CancelledOrder[]> => {
  const life = await live(world, session);
  const { desk } = life;
  return cancelOurs({ ...world.stores, control: { ...life.control, ...change(life) }, clock: desk.clock }, NUMBER);
};

async function byHand(world: World): Promise<string> {
  const { desk } = await live(world, MONDAY);
  const submission = await desk.broker.submit({
    clientOrderId: 'by hand' as ClientOrderId,
    ticker: ticker('AAPL'),
    side: 'buy',
    quantity: quantity('1'),
    type: 'limit',
    limitPrice: price('1'),
    timeInForce: 'day',
  });
  if (submission.status !== 'accepted') throw new Error(submission.says);
  return submission.order.venueOrderId;
}

describe('cancel --ours', () => {
  it('takes back what a run left open, stops that run, and leaves a person’s own order alone', async () => {
    const world = worldOf();
    const own = await byHand(world);
    await cutShort(world, MONDAY);
    const { control } = await live(world, MONDAY);
    const open = await control.openOrders();
    expect(open.length).toBeGreaterThan(1);

    const cancelled = await cancelling(world);
    expect(cancelled.map(({ run }) => run)).toEqual(cancelled.map(() => RUN));
    expect(cancelled).toHaveLength(open.length - 1);
    for (const { says } of cancelled) expect(says).toMatch(/^buy [\d.]+ (SPY|GLD): (canceled|filled before the cancel arrived)/);
    expect((await (await live(world, MONDAY)).control.openOrders()).map(({ venueOrderId }) => venueOrderId)).toEqual([own]);
    expect((await readRun(world.stores.journal, RUN)).stopped?.why).toBe('interrupted');

    // Whoever carries the run on sends nothing in place of what was cancelled.
    const sent = world.sent.length;
    const { record } = await trade(world, MONDAY);
    expect([record.status, record.reconciliation?.status, world.sent.length]).toEqual(['partly', 'equal', sent]);
  });

  it('ends a run that another process is carrying: nothing is sent in place of what is cancelled', async () => {
    const world = worldOf();
    await trade(world, MONDAY);
    const { desk, control } = await live(world, TUESDAY);
    const sent = world.sent.length;
    let cancelled: Promise<readonly CancelledOrder[]> | undefined;
    world.onSubmit = () => {
      // Begun while the first sells are on their way.
      cancelled ??= cancelOurs({ ...world.stores, control, clock: desk.clock }, NUMBER);
      return 'arrives';
    };
    const { record } = await tradingDay(desk, TURNED, { session: TUESDAY, ordinal: 0 });
    for (const { status } of (await cancelled)!) expect(['canceled', 'filled']).toContain(status);
    expect(world.sent.slice(sent).map(({ side }) => side)).not.toContain('buy');
    expect(record.legs.some(({ side }) => side === 'buy')).toBe(true);
    expect([record.status, record.reconciliation?.status]).toEqual(['partly', 'equal']);
    expect(await control.openOrders()).toEqual([]);
  });

  it('finds nothing of ours when nothing is, twice over', async () => {
    const world = worldOf();
    await byHand(world);
    expect(await cancelling(world)).toEqual([]);
    await trade(world, MONDAY);
    expect(await cancelling(world)).toEqual([]);
    expect(await cancelling(world)).toEqual([]);
  });

  it('says so when an order was faster, when a cancel is not heard of, and when the broker does not show it', async () => {
    const filled = worldOf();
    await cutShort(filled, MONDAY);
    const raced = await cancelling(filled, ({ control, desk }) => ({
      cancelOrder: async (id) => {
        await desk.clock.sleep(60_000);
        return control.cancelOrder(id);
      },
    }));
    expect(raced.map(({ status }) => status)).toEqual(raced.map(() => 'filled'));

    const deaf = worldOf();
    await cutShort(deaf, MONDAY);
    const [first] = await cancelling(deaf, ({ control }) => ({
      cancelOrder: async () => ({ status: 'unknown', says: 'no answer' }),
      order: async (id) => {
        const order = await control.order(id);
        return order && { ...order, status: 'working' };
      },
    }));
    expect([first?.status, first?.says]).toEqual(['still open', expect.stringMatching(/: still open \(no answer\)$/)]);

    const blind = worldOf();
    await cutShort(blind, MONDAY);
    const [lost] = await cancelling(blind, () => ({ order: async () => undefined }));
    expect([lost?.status, lost?.says]).toEqual([
      'unknown',
      expect.stringMatching(/: the broker does not show it \(the broker answered accepted\)$/),
    ]);
  });

  it('asks for every cancel, whatever cannot be read of one of them', async () => {
    const world = worldOf();
    await trade(world, MONDAY);
    await cutShort(world, TUESDAY, TURNED);
    const asked: string[] = [];
    let firstAsked: string | undefined;
    const rows = await cancelling(
      world,
      ({ control }) => ({
        cancelOrder: async (id) => {
          asked.push(id);
          firstAsked ??= id;
          return control.cancelOrder(id);
        },
        order: async (id) => {
          if (id === firstAsked) throw new Failure('broker.unreachable', 'No answer');
          return control.order(id);
        },
      }),
      TUESDAY,
    );
    expect([asked.length, rows.length]).toEqual([2, 2]);
    expect(rows.map(({ status }) => status)).toEqual(['unknown', expect.stringMatching(/^(canceled|filled)$/)]);
    expect(rows[0]?.says).toMatch(/: what became of it cannot be read: No answer \(the broker answered accepted\)$/);
  });

  it('fails, and cancels nothing, when the open orders cannot be read', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    let asked = 0;
    const failing = cancelling(world, () => ({
      openOrders: async () => Promise.reject(new Error('no answer')),
      cancelOrder: async () => {
        asked += 1;
        return { status: 'accepted' };
      },
    }));
    await expect(failing).rejects.toThrow('no answer');
    expect(asked).toBe(0);
  });
});
