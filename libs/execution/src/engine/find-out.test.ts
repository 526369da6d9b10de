import { describe, expect, it } from 'vitest';
import { NO_SHARES, ticker, type ClientOrderId, type Quantity, type Ticket, type VenueOrder } from '@alchemiser/domain';
import type { Broker } from '@alchemiser/services';
import { DAYS, held, live, MANDATE, NUMBER, recordOf, trade, worldOf, type World } from '../../test/paper-day.ts';
import { readRecord } from './records.ts';
import { tradingDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];
const SPY = ticker('SPY');

/** Monday with another broker in between, as it sees the one there is. */
async function monday(world: World, change: (broker: Broker, stop: AbortController) => Partial<Broker>): Promise<void> {
  const { desk } = await live(world, MONDAY);
  const stop = new AbortController();
  const broker = { ...desk.broker, ...change(desk.broker, stop) };
  await tradingDay({ ...desk, broker }, MANDATE, { session: MONDAY, ordinal: 0, signal: stop.signal });
}

/** The buy of SPY goes unheard, and the broker shows nothing of it until the day is over. */
async function unheard(world: World, sent: (ticket: Ticket) => Ticket = (ticket) => ticket): Promise<ClientOrderId> {
  let id: ClientOrderId | undefined;
  world.onSubmit = (ticket) => {
    if (ticket.ticker !== SPY) return 'arrives';
    id = ticket.clientOrderId;
    world.hidden.orders.add(id);
    world.hidden.fills.add(id);
    return 'reply lost';
  };
  await monday(world, ({ submit }) => ({ submit: async (ticket) => submit(sent(ticket)) }));
  world.hidden.orders.clear();
  world.hidden.fills.clear();
  world.onSubmit = undefined;
  return id!;
}

describe('what became of an order after its run had ended', () => {
  it('is asked again the next day: one that is still open stops everything until it is cancelled', async () => {
    const world = worldOf();
    const id = await unheard(world);
    const { desk } = await live(world, TUESDAY);
    const { orderByClientId } = desk.broker;
    const broker: Broker = {
      ...desk.broker,
      orderByClientId: async (asked) => {
        const order = await orderByClientId(asked);
        return order && { ...order, status: 'working', filled: NO_SHARES };
      },
    };
    const sent = world.sent.length;
    await expect(tradingDay({ ...desk, broker }, MANDATE, { session: TUESDAY, ordinal: 0 })).rejects.toMatchObject({
      name: 'Halted',
      message: expect.stringContaining(`An order of a run that has ended is still open at the broker: buy `) as string,
      advice: ['Cancel it: `alchemiser cancel --ours`. Then run again.'],
    });
    expect(world.sent).toHaveLength(sent);
    expect((await trade(world, TUESDAY)).record.notes.join()).toContain(id);
  });

  it('is not believed of an order under our id that we did not send', async () => {
    const world = worldOf();
    const id = await unheard(world, (ticket) =>
      ticket.ticker === SPY ? { ...ticket, quantity: (ticket.quantity / 2n) as Quantity } : ticket,
    );
    await expect(trade(world, TUESDAY)).rejects.toMatchObject({
      name: 'Halted',
      message: expect.stringMatching(
        new RegExp(`^The order under our id is not what we sent: buy [\\d.]+ SPY, order ${id}, and the broker has buy SPY\\.$`),
      ) as string,
    });
  });

  it('is booked to the sleeves it was for, when the venue said canceled and filled it all the same', async () => {
    const world = worldOf();
    // Both SPY and GLD are told to be canceled with nothing filled; in truth the venue never got the cancels.
    const told = (order: VenueOrder): VenueOrder =>
      order.ticker === SPY ? { ...order, status: 'canceled', rawStatus: 'canceled', filled: NO_SHARES, averageFillPrice: null } : order;
    await monday(world, (broker, stop) => ({
      submit: async (ticket) => {
        const submission = await broker.submit(ticket);
        stop.abort();
        return submission;
      },
      cancel: async (id) =>
        (await broker.openOrders()).some((open) => open.venueOrderId === id && open.ticker === SPY)
          ? { status: 'accepted' }
          : broker.cancel(id),
      orderByClientId: async (id) => {
        const order = await broker.orderByClientId(id);
        return order && told(order);
      },
      ordersSince: async (since) => (await broker.ordersSince(since)).map(told),
      openOrders: async () => (await broker.openOrders()).filter((order) => order.ticker !== SPY),
      fillsSince: async (since) => (await broker.fillsSince(since)).filter((fill) => fill.ticker !== SPY),
    }));
    expect((await recordOf(world, MONDAY)).legs.find((leg) => leg.ticker === SPY)?.filled).toBe('0');

    const { record } = await trade(world, TUESDAY);
    expect(record.reconciliation?.status).toBe('equal');
    expect(record.notes.join()).toContain('an order of ours bought');
    const shares = await held(world, 'SPY');
    expect(Number(shares['first'])).toBeGreaterThan(Number(shares['second']));
    expect([Number(shares['second']) > 0, shares['unattributed']]).toEqual([true, '0']);
    const amended = await readRecord(world.stores, { account: NUMBER, session: MONDAY, ordinal: 0 });
    expect(amended?.amendment?.says.join()).toContain('which came to light after its end');
    expect(amended?.reconciliation?.status).toBe('equal');
  });
});
