/** What the broker shows that is not what we meant: orders changed under our id, strangers, executions out of line. */
import { describe, expect, it } from 'vitest';
import { price, quantity } from '../../values/exact.ts';
import { ticker } from '../../values/ticker.ts';
import { instant } from '../../values/time.ts';
import { finish, planned, START, startProcess, turn, worldOf, type TradeSpec } from '../../../test/machine-world.ts';
import { twinBroker, type SubmitScript, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;
const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });
const scripted = (...scripts: readonly SubmitScript[]) => twin({ onSubmit: (_, n) => scripts[n] ?? {} });

describe('an order under our id that is not the one we meant', () => {
  it.each([
    ['side', { side: 'buy' as const }, 'another side: expected sell, found buy'],
    ['quantity', { quantity: quantity('90') }, 'another quantity: expected 100, found 90'],
    ['limit', { limitPrice: price('9.5') }, 'another limit: expected 9.98, found 9.5'],
    ['replaced', { status: 'replaced' as const }, 'it was replaced by another order'],
    [
      'price of its fills',
      { status: 'canceled' as const, filled: quantity('1'), averageFillPrice: null },
      'the broker names no price for what it filled',
    ],
  ])('halts the ticker: %s', (_, change, says) => {
    const world = worldOf(scripted({ network: 'reply-lost', fills: '0' }), planned([SELL]));
    world.intercept = (_query, answer) => {
      if (answer.of === 'order' && answer.order !== null) return { ...answer, order: { ...answer.order, ...change } };
      return answer.of === 'orders' ? { ...answer, orders: answer.orders.map((order) => ({ ...order, ...change })) } : answer;
    };
    const outcome = finish(world);
    expect(outcome.legs[0]).toMatchObject({ status: 'halted' });
    expect(outcome.legs[0]!.says).toContain(says);
    expect(world.broker.submissions).toHaveLength(1);
  });

  it('is not an older sight of it: what was filled stays filled, and nobody is alarmed', () => {
    const world = worldOf(scripted({ fills: '40' }), planned([SELL]));
    let lists = 0;
    world.intercept = (_query, answer) => {
      if (answer.of !== 'orders') return answer;
      lists += 1;
      return lists > 2
        ? answer
        : { ...answer, orders: answer.orders.map((order) => ({ ...order, filled: quantity('10'), status: 'partiallyFilled' as const })) };
    };
    expect(finish(world).legs[0]).toMatchObject({ status: 'filled', filled: quantity('100') });
    expect(world.broker.submissions.map(({ ticket }) => ticket.quantity)).toEqual([quantity('100'), quantity('60')]);
  });

  it('halts the ticker when an execution is taken back', () => {
    const world = worldOf(scripted({ fills: '40' }), planned([SELL]));
    let lists = 0;
    world.intercept = (_query, answer) => {
      if (answer.of !== 'orders') return answer;
      lists += 1;
      return lists < 2
        ? answer
        : { ...answer, orders: answer.orders.map((order) => ({ ...order, filled: quantity('10'), status: 'canceled' as const })) };
    };
    expect(finish(world).legs[0]).toMatchObject({ status: 'halted', says: 'an execution was taken back: filled fell from 40 to 10' });
  });
});

describe('a stranger', () => {
  it('whose order is open on our ticker halts it, and our order there is cancelled', () => {
    const world = worldOf(scripted({ fills: '0' }), planned([SELL]));
    const process = startProcess(world);
    while (world.broker.submissions.length < 1) turn(world, process);
    world.broker.stranger(
      { ticker: ticker('SMR'), side: 'buy', quantity: quantity('5'), limitPrice: price('9') },
      world.now,
      quantity('0'),
    );
    const outcome = finish(world, process);
    expect(outcome.legs[0]).toMatchObject({ status: 'halted' });
    expect(outcome.legs[0]!.says).toMatch(/^an order that is not ours is open: buy/);
    expect(world.broker.openOrders().map(({ clientOrderId }) => clientOrderId)).toEqual(['stranger-1']);
  });

  it('whose trade shows only among the executions halts the ticker too', () => {
    const world = worldOf(twin({ cash: '1000', onSubmit: () => ({ fills: '0' }) }), planned([SELL]), { policy: { rungMs: 30_000 } });
    const process = startProcess(world);
    while (world.broker.submissions.length < 1) turn(world, process);
    world.broker.stranger(
      { ticker: ticker('SMR'), side: 'buy', quantity: quantity('5'), limitPrice: price('11'), submittedAt: instant(START - 999_999) },
      world.now,
      quantity('5'),
    );
    expect(finish(world, process).legs[0]!.says).toBe('an execution that is not ours: buy 5 at 10.01');
  });

  it('who trades another ticker is none of our business', () => {
    const world = worldOf(twin(), planned([SELL]));
    world.broker.stranger({ ticker: ticker('TQQQ'), side: 'sell', quantity: quantity('5') }, START, quantity('0'));
    expect(finish(world).status).toBe('done');
  });

  it('is not the next rung of another process, seen before it was read of', () => {
    const world = worldOf(scripted({ fills: '10' }, { fills: '20' }), planned([SELL]));
    const [one, two] = [startProcess(world), startProcess(world)];
    const isList = ({ kind, query }: { kind: string; query?: { of: string } }): boolean => kind === 'query' && query?.of === 'orders';
    while (!(one.queue[0] !== undefined && isList(one.queue[0]))) turn(world, one);
    while (world.broker.submissions.length < 2) turn(world, two);
    turn(world, one);
    expect(one.state.legs[0]?.stranger).toMatch(/^an order that is not ours is open/);
    const outcome = finish(world, one);
    expect(outcome.legs[0]).toMatchObject({ status: 'filled', filled: quantity('100') });
    expect(finish(world, two)).toEqual(outcome);
  });

  it('is not what another process of ours has just sent', () => {
    // A second process takes over; the first one sees its order in the list before it has read of it.
    const world = worldOf(twin({ onSubmit: () => ({ fills: '10' }) }), planned([SELL]));
    const [one, two] = [startProcess(world), startProcess(world)];
    for (let i = 0; i < 400; i++) {
      turn(world, i % 3 === 0 ? one : two);
      if (one.outcome !== null && two.outcome !== null) break;
    }
    const outcome = finish(world, one);
    expect(finish(world, two)).toEqual(outcome);
    expect(outcome.legs[0]).toMatchObject({ status: 'partly', filled: quantity('40') });
  });
});

describe('executions', () => {
  it('later than the broker’s last word on an order still count, and halt the leg', () => {
    const world = worldOf(scripted({ fills: '40' }), planned([SELL]), { policy: { repegs: 0, lastRung: 'none' } });
    world.intercept = (query, answer) => {
      if (query.of !== 'fills' || answer.of !== 'fills' || answer.fills.length === 0) return answer;
      const [fill] = answer.fills;
      return { ...answer, fills: [fill!, { ...fill!, quantity: quantity('5'), cumulativeQuantity: quantity('45'), executionId: 'late' }] };
    };
    const outcome = finish(world);
    expect(outcome.legs[0]).toMatchObject({
      status: 'halted',
      filled: quantity('45'),
      says: 'an order filled after the broker had called it closed',
    });
    expect(outcome.fills).toHaveLength(2);
  });

  it('listed twice are counted once', () => {
    const world = worldOf(twin(), planned([SELL]));
    world.intercept = (_, answer) => (answer.of === 'fills' ? { ...answer, fills: [...answer.fills, ...answer.fills] } : answer);
    expect(finish(world).fills).toHaveLength(1);
  });

  it('that the list still lacks are waited for', () => {
    const world = worldOf(twin(), planned([SELL]));
    world.intercept = (_, answer, now) => (answer.of === 'fills' && now < START + 5_000 ? { ...answer, fills: [] } : answer);
    expect(finish(world).fills).toHaveLength(1);
    expect(world.now).toBeLessThan(START + 10_000);
  });
});
