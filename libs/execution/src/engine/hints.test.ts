import { instant, NO_SHARES, toDecimal, type Outcome, type VenueOrder } from '@alchemiser/domain';
import { memoryTradeUpdates } from '@alchemiser/services/testing';
import type { Broker } from '@alchemiser/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deskOf, planOf, RUN, START, type Desk } from '../../test/act-desk.ts';
import { act } from './act.ts';
import { hintsFrom } from './hints.ts';

const run = (desk: Desk): Promise<Outcome> => act(desk.ports, RUN, planOf(), desk.context);
const filled = (outcome: Outcome): string[] =>
  outcome.legs.map((leg) => `${leg.side} ${leg.ticker} ${toDecimal(leg.filled)} ${leg.status}`);
const DONE = ['sell SMR 100 filled', 'buy TQQQ 35 filled'];

/** Every sight that a stream may give of an order on its way to what it is now. */
const sightsOf = (order: VenueOrder): readonly VenueOrder[] => {
  const half = order.filled / 2n;
  return [
    { ...order, status: 'pending', rawStatus: 'pending_new', filled: NO_SHARES, averageFillPrice: null },
    { ...order, status: 'working', rawStatus: 'new', filled: NO_SHARES, averageFillPrice: null },
    { ...order, status: 'partiallyFilled', rawStatus: 'partially_filled', filled: half as VenueOrder['filled'] },
    order,
  ];
};

/** A broker whose every accepted order is told of by a stream, the way `tell` says. */
const streaming =
  (tell: (order: VenueOrder) => void) =>
  (inner: Broker): Partial<Broker> => ({
    submit: async (ticket) => {
      const submission = await inner.submit(ticket);
      if (submission.status === 'accepted') tell(submission.order);
      return submission;
    },
  });

describe('hints of a stream', () => {
  it('twice, late, out of order or not at all, change nothing of what is traded', async () => {
    const expected = await run(await deskOf());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 12 }), fc.boolean(), async (order, isGapFilled) => {
        const updates = memoryTradeUpdates();
        const tell = (seen: VenueOrder): void => order.forEach((which) => updates.tell(sightsOf(seen)[which]!));
        const desk = await deskOf({ ports: { updates }, broker: streaming(tell) });
        const running = run(desk);
        if (isGapFilled) updates.become({ status: 'listening' });
        const outcome = await running;
        expect(filled(outcome)).toEqual(DONE);
        expect(outcome.fills).toEqual(expected.fills);
        expect(desk.submitted).toHaveLength(2);
      }),
      { numRuns: 150 },
    );
  });

  it('are followed while a run is under way, and by a finished run not at all', async () => {
    const updates = memoryTradeUpdates();
    let most = 0;
    const desk = await deskOf({ ports: { updates }, broker: streaming(() => (most = Math.max(most, updates.listeners))) });
    await run(desk);
    expect([most, updates.listeners]).toEqual([1, 0]);
    most = 0;
    let followed = 0;
    await act({ ...desk.ports, updates: { follow: () => ({ stop: () => void (followed += 1) }) } }, RUN, planOf(), desk.context);
    expect(followed).toBe(0);
  });

  it('are let go when the run dies', async () => {
    const updates = memoryTradeUpdates();
    const desk = await deskOf({ ports: { updates } });
    desk.cut = { call: 6, when: 'before' };
    await expect(run(desk)).rejects.toThrow();
    expect(updates.listeners).toBe(0);
  });

  it('end a nap early, and a nap does not begin while something waits to be heard', async () => {
    const updates = memoryTradeUpdates();
    const { broker, clock, log } = await deskOf();
    const [seen] = await ordersOf(broker);
    const asleep = { now: () => clock.now(), sleep: () => new Promise<void>(() => undefined) };
    const hints = hintsFrom({ updates, broker, clock: asleep, log }, START);
    const nap = hints.napUntilHeard(1_000);
    updates.tell(seen);
    await nap;
    await hints.napUntilHeard(1_000);
    expect([hints.take(), hints.take()]).toEqual([[seen], []]);
    hints.stop();
    updates.tell(seen);
    expect(hints.take()).toEqual([]);
  });
});

async function ordersOf(broker: Broker): Promise<readonly [VenueOrder]> {
  const [order] = await broker.ordersSince(instant(0));
  return [order!];
}
