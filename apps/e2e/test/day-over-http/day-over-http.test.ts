/** Whole days over HTTP and WebSocket with about one request in three going wrong. A thousand seeds run by hand: `seeds.ts` beside this. */
import { describe, expect, it } from 'vitest';
import { exchangeInstant } from '@alchemiser/domain';
import { tradingDay } from '@alchemiser/execution';
import { audit } from '../statement-audit.ts';
import { liveSeeds } from './seeds.ts';
import { MANDATE, openWorld, SESSIONS } from './world.ts';

describe('two sessions over HTTP and WebSocket, faults heavy', () => {
  it('end reconciled in every seed, with nothing ordered twice, and were heard on the stream', async () => {
    const reports = await liveSeeds(1, 16);
    expect(reports.flatMap(({ seed, faults }) => faults.map((fault) => `seed ${seed}: ${fault}`))).toEqual([]);
    expect(new Set(reports.flatMap(({ sessions }) => sessions).map((session) => session.split(', ')[1]))).toEqual(new Set(['equal']));
    // The faults were real: starts were lost to them, streams broke, and updates still came.
    const total = (key: 'starts' | 'orders' | 'heard' | 'losses'): number => reports.reduce((sum, report) => sum + report[key], 0);
    expect(total('starts')).toBeGreaterThan(2 * reports.length);
    expect(total('orders')).toBeGreaterThan(4 * reports.length);
    expect(total('heard')).toBeGreaterThan(total('orders'));
    expect(total('losses')).toBeGreaterThan(0);
  });
});

describe('the audit', () => {
  it('finds an order that no journal announced, and shares that no book holds', async () => {
    const world = await openWorld(3);
    try {
      world.exchange.faults.set('none');
      const [session] = SESSIONS;
      await tradingDay(world.process(), MANDATE, { session: session!, ordinal: 0 });
      expect(await audit(world.statement())).toEqual([]);
      const { broker } = world.process();
      const [{ ticker, quantity }] = (await broker.positions()) as [Awaited<ReturnType<typeof broker.positions>>[number]];
      const ticket = { clientOrderId: 'a-second-hand', ticker, side: 'sell', quantity, type: 'market', timeInForce: 'day' } as const;
      await broker.submit(ticket as Parameters<typeof broker.submit>[0]);
      await world.clock.advanceTo(exchangeInstant(session!, 15 * 60 + 59));
      await world.exchange.advanceTo(world.clock.now());
      const faults = await audit(world.statement());
      expect(faults).toContain('a-second-hand was never announced');
      expect(faults.some((fault) => fault.startsWith(`${ticker}: strategies hold`))).toBe(true);
      expect(faults.some((fault) => /^cash /.test(fault))).toBe(true);
    } finally {
      await world.close();
    }
  });
});
