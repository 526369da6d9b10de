/** Processes that die: whatever the moment, the run goes on, nothing is traded twice and nothing is lost. */
import { describe, expect, it } from 'vitest';
import { toDecimal } from '../../values/exact.ts';
import { instant } from '../../values/time.ts';
import type { Outcome } from '../../run/outcome.ts';
import { finish, planned, startProcess, turn, worldOf, type TradeSpec, type World } from '../../../test/machine-world.ts';
import type { Effect } from './effect.ts';
import { twinBroker, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const BUY: TradeSpec = { ticker: 'TQQQ', side: 'buy', quantity: '19', at: '50' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;
const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });

describe('a crash', () => {
  const crashing = (): World =>
    worldOf(
      twin({
        holds: { SMR: '100' },
        onSubmit: (ticket, n) => (n === 0 ? { fills: '30' } : ticket.side === 'buy' && n < 4 ? { fills: '5' } : {}),
      }),
      planned([SELL, BUY]),
    );
  const clean = crashing();
  const expected = finish(clean);
  const effects = clean.performed.length;

  function crashedAt(points: readonly { readonly effect: number; readonly when: 'before' | 'after' }[]): {
    world: World;
    outcome: Outcome;
  } {
    const world = crashing();
    let process = startProcess(world);
    let [done, next] = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      const isEffect = process.queue.length > 0;
      const point = points[next];
      const crash = isEffect && point !== undefined && done === point.effect ? point.when : undefined;
      const went = turn(world, process, crash);
      if (isEffect) done += 1;
      if (crash !== undefined) {
        next += 1;
        done = 0;
        world.now = instant(world.now + 1_000);
        process = startProcess(world);
      } else if (!went) break;
    }
    return {
      world,
      outcome: finish(world, process),
    };
  }

  const check = ({ world, outcome }: ReturnType<typeof crashedAt>): void => {
    expect(outcome.status).toBe(expected.status);
    expect(outcome.legs.map(({ filled }) => toDecimal(filled))).toEqual(['100', '19']);
    const sent = new Map<string, Set<string>>();
    for (const { ticket } of world.broker.submissions) {
      sent.set(
        ticket.clientOrderId,
        (sent.get(ticket.clientOrderId) ?? new Set()).add(JSON.stringify([toDecimal(ticket.quantity), toDecimal(ticket.limitPrice!)])),
      );
    }
    for (const bodies of sent.values()) expect(bodies.size, 'one id, one body').toBe(1);
    expect(outcome.fills.map(({ executionId }) => executionId)).toEqual(world.broker.fills.map(({ executionId }) => executionId));
    expect(world.broker.openOrders()).toHaveLength(0);
    // And what was finished stays finished.
    const performed = world.performed.length;
    expect(finish(world)).toEqual(outcome);
    expect(world.performed).toHaveLength(performed);
  };

  it('before or after any one effect changes nothing of what is traded', () => {
    expect(effects).toBeGreaterThan(25);
    for (let effect = 0; effect < effects; effect++) {
      for (const when of ['before', 'after'] as const) check(crashedAt([{ effect, when }]));
    }
  });

  it('and another one anywhere in the life after it change nothing either', () => {
    for (let first = 0; first < effects; first++) {
      for (const when of ['before', 'after'] as const) {
        for (let second = 0; second < 12; second += 4)
          check(
            crashedAt([
              { effect: first, when },
              { effect: second, when: 'after' },
            ]),
          );
      }
    }
  }, 30_000);

  it('from any point converges within 2 × legs + 5 calls to the broker', () => {
    const worldWithoutWeather = (): World =>
      worldOf(
        twinBroker({
          cash: '0',
          holds: { SMR: '100', OKLO: '50' },
          quotes: { ...QUOTES, OKLO: ['8.00', '8.01'], BIL: ['91.49', '91.51'] },
        }),
        planned([SELL, { ...SELL, ticker: 'OKLO', quantity: '50', at: '8' }, BUY, { ...BUY, ticker: 'BIL', quantity: '4', at: '91.5' }]),
      );
    const whole = worldWithoutWeather();
    expect(finish(whole).status).toBe('done');
    const isCall = (effect: Effect): boolean =>
      effect.kind === 'submit' || effect.kind === 'cancel' || (effect.kind === 'query' && effect.query.of !== 'quotes');
    let most = 0;
    for (let at = 0; at < whole.performed.length; at++) {
      for (const when of ['before', 'after'] as const) {
        const world = worldWithoutWeather();
        const process = startProcess(world);
        while (world.performed.length < at || process.queue.length === 0) turn(world, process);
        turn(world, process, when);
        const before = world.performed.length;
        expect(finish(world).status).toBe('done');
        most = Math.max(most, world.performed.slice(before).filter(isCall).length);
      }
    }
    expect(most).toBeLessThanOrEqual(2 * 4 + 5);
  });

  it('leaves an order that was never sent to be sent once', () => {
    const world = worldOf(twin(), planned([SELL]));
    // The second effect is the append of the intent; the process dies with it written and nothing sent.
    const process = startProcess(world);
    turn(world, process);
    while (!world.journal.some(({ kind }) => kind === 'intended')) turn(world, process);
    expect(process.queue.map(({ kind }) => kind)).toEqual(['submit']);
    const outcome = finish(world);
    expect(world.broker.submissions).toHaveLength(1);
    expect(outcome.status).toBe('done');
  });
});
