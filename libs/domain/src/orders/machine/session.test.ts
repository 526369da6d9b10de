import { describe, expect, it } from 'vitest';
import { instant } from '../../values/time.ts';
import { CLOSE, finish, OPEN, planned, startProcess, tell, turn, worldOf, type TradeSpec } from '../../../test/machine-world.ts';
import { twinBroker, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const BUY: TradeSpec = { ticker: 'TQQQ', side: 'buy', quantity: '19', at: '50' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;

const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });

describe('the session', () => {
  it('sends nothing before the open, and waits for the opening spread', () => {
    const world = worldOf(
      twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: { SMR: ['9.95', '10.02'] } }),
      planned([SELL], { at: instant(OPEN - 60_000) }),
      { now: instant(OPEN - 60_000) },
    );
    const process = startProcess(world);
    while (world.now < OPEN + 10_000) turn(world, process);
    expect(world.broker.submissions).toHaveLength(0);
    world.broker.setQuote('SMR', '9.99', '10.01');
    finish(world, process);
    expect(world.broker.submissions[0]!.at).toBe(OPEN + 10_000);
  });

  it('stops waiting for the opening spread after 90 seconds', () => {
    const world = worldOf(
      twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: { SMR: ['9.98', '10.05'] } }),
      planned([SELL], { at: OPEN }),
      { now: OPEN },
    );
    finish(world);
    expect(world.broker.submissions[0]!.at).toBe(OPEN + 90_000);
  });

  it('sends nothing shortly before the close and cancels what rests', () => {
    const late = instant(CLOSE - 32_000);
    const world = worldOf(twin({ onSubmit: () => ({ fills: '0' }) }), planned([SELL], { at: late }), {
      now: late,
      policy: { rungMs: 60_000 },
    });
    const outcome = finish(world);
    expect(world.broker.submissions).toHaveLength(1);
    expect(world.broker.openOrders()).toHaveLength(0);
    expect(outcome.legs[0]).toMatchObject({ status: 'unfilled', says: 'the session is about to close' });
    expect(world.now).toBeLessThan(CLOSE);
  });

  it('that is over before the run begins trades nothing', () => {
    const world = worldOf(twin(), planned([SELL, BUY], { at: CLOSE }), { now: CLOSE });
    expect(finish(world)).toMatchObject({ status: 'partly', legs: [{ status: 'unfilled' }, { status: 'unfilled' }] });
    expect(world.broker.submissions).toHaveLength(0);
  });
});

describe('a stopped run', () => {
  it.each([3, 4, 5, 6, 7, 8, 9, 10, 12, 14])('submits nothing after the kill switch, thrown at turn %i, and leaves nothing open', (at) => {
    const world = worldOf(twin({ onSubmit: () => ({ fills: '10' }) }), planned([SELL, BUY]));
    const process = startProcess(world);
    for (let i = 0; i < at; i++) turn(world, process);
    world.killedAt = world.now;
    tell(world, process, { kind: 'stopped', at: world.now, why: 'killed' });
    // What was asked for before is the runner's to hold back.
    const asked = process.queue.filter((effect) => effect.kind === 'submit');
    process.queue = process.queue.filter((effect) => effect.kind !== 'submit');
    for (const { ticket } of asked) {
      tell(world, process, {
        kind: 'submitted',
        at: world.now,
        id: ticket.clientOrderId,
        result: { status: 'unsent', says: 'the kill switch was thrown' },
      });
    }
    const outcome = finish(world, process);
    expect(world.broker.openOrders()).toHaveLength(0);
    expect(outcome.status).toBe('partly');
    expect(outcome.fills.reduce((sum, fill) => sum + fill.quantity, 0n)).toBe(
      world.broker.fills.reduce((sum, fill) => sum + fill.quantity, 0n),
    );
  });

  it('cancels at once what rests, without waiting for the rung to end', () => {
    const world = worldOf(twin({ onSubmit: () => ({ fills: '10' }) }), planned([SELL]), { policy: { rungMs: 600_000 } });
    const process = startProcess(world);
    while (world.broker.submissions.length < 1) turn(world, process);
    turn(world, process);
    const stoppedAt = world.now;
    tell(world, process, { kind: 'stopped', at: stoppedAt, why: 'interrupted' });
    const outcome = finish(world, process);
    expect(outcome.legs[0]).toMatchObject({ status: 'partly', says: 'the run was interrupted' });
    expect(world.broker.openOrders()).toHaveLength(0);
    expect(world.now - stoppedAt).toBeLessThan(3_000);
  });

  it('is stopped by an entry of another process: no writer gets an intent past it', () => {
    const world = worldOf(twin({ onSubmit: () => ({ fills: '10' }) }), planned([SELL, BUY]));
    const process = startProcess(world);
    while (world.broker.submissions.length < 1) turn(world, process);
    world.journal.push({ kind: 'stopped', at: world.now, why: 'killed' });
    world.killedAt = world.now;
    expect(finish(world, process).legs.map(({ says }) => says)).toEqual(['the kill switch was thrown', 'the kill switch was thrown']);
    expect(world.broker.openOrders()).toHaveLength(0);
  });
});
