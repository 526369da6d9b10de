/**
 * The machine against a broker that misbehaves at random, with processes that die, overlap and are stopped at random.
 * In every world (checked after every effect): at most one order per id at the broker and one open per leg, never more
 * filled than the target, cash never below nothing, no buy before its funding, nothing sent after the kill switch.
 */
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { toDecimal, total, type Quantity } from '../../values/exact.ts';
import { instant } from '../../values/time.ts';
import { finish, planned, startProcess, tell, turn, worldOf, type World } from '../../../test/machine-world.ts';
import { twinBroker, type CancelScript, type SubmitScript } from '../../../test/twin-broker.ts';

const submitScript: fc.Arbitrary<SubmitScript> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.nat({ max: 60 }).map((shares) => ({ fills: String(shares) })) },
  { weight: 1, arbitrary: fc.constant({ network: 'request-lost' as const }) },
  { weight: 1, arbitrary: fc.nat({ max: 60 }).map((shares) => ({ network: 'reply-lost' as const, fills: String(shares) })) },
  { weight: 1, arbitrary: fc.constant({ network: 'twice' as const }) },
  { weight: 1, arbitrary: fc.constant({ refuses: { code: '40310000', says: 'no' } }) },
);
const cancelScript: fc.Arbitrary<CancelScript> = fc.oneof(
  fc.constant({}),
  fc.nat({ max: 60 }).map((shares) => ({ fillsFirst: String(shares) })),
  fc.constant({ lost: true }),
);
const life = fc.record({
  submits: fc.array(submitScript, { maxLength: 14 }),
  cancels: fc.array(cancelScript, { maxLength: 10 }),
  /** After how many turns of a process it dies, one life after the other. */
  deaths: fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
  /** Reads that fail, by their number. */
  blind: fc.uniqueArray(fc.nat({ max: 80 }), { maxLength: 20 }),
  /** How far reads of orders and executions lag behind, in ms: always less than what a re-send waits. */
  lagMs: fc.constantFrom(0, 0, 400, 1_500, 4_000),
  /** How the ask of what is bought moves with every submission, in cents. */
  drift: fc.integer({ min: -4, max: 4 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

function worldWith(script: Life): World {
  let [asks, moved] = [0, 0];
  const broker = twinBroker({
    cash: '200',
    holds: { SMR: '100', OKLO: '60.5' },
    quotes: { SMR: ['9.99', '10.01'], OKLO: ['20.00', '20.02'], TQQQ: ['49.99', '50.01'], BIL: ['91.49', '91.51'] },
    onSubmit: (_, n) => {
      moved = script.drift * (n + 1);
      return script.submits[n] ?? {};
    },
    onCancel: (_, n) => {
      broker.setQuote('TQQQ', (49.99 + moved / 100).toFixed(2), (50.01 + moved / 100).toFixed(2));
      return script.cancels[n] ?? {};
    },
  });
  const world = worldOf(
    broker,
    planned(
      [
        { ticker: 'OKLO', side: 'sell', quantity: '60.5', at: '20.01', wholeShares: true },
        { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' },
        { ticker: 'TQQQ', side: 'buy', quantity: '30', at: '50' },
        { ticker: 'BIL', side: 'buy', quantity: '9', at: '91.5', wholeShares: true },
      ],
      { openingCash: '200', reserve: '20' },
    ),
  );
  world.intercept = (_, answer) => (script.blind.includes(asks++) ? undefined : answer);
  world.lagMs = script.lagMs;
  return world;
}

/** Lives and deaths, then one life to the end. */
function liveOn(world: World, script: Life): ReturnType<typeof finish> {
  for (const turns of script.deaths) {
    const process = startProcess(world);
    for (let i = 0; i < turns; i++) if (!turn(world, process)) break;
    world.now = instant(world.now + 700);
  }
  return finish(world);
}

const sumOf = (world: World, name: string): Quantity =>
  total([...world.broker.orders.values()].filter((order) => order.ticker === name).map(({ filled }) => filled));

describe('any world', { timeout: 60_000 }, () => {
  it('comes to an end whose report equals the truth at the broker', () => {
    fc.assert(
      fc.property(life, (script) => {
        const world = worldWith(script);
        const outcome = liveOn(world, script);
        const isKnown = outcome.legs.every((leg) => leg.orders.every(({ status }) => status !== 'unknown'));
        for (const leg of outcome.legs) {
          if (leg.status !== 'halted') expect(toDecimal(leg.filled), leg.ticker).toBe(toDecimal(sumOf(world, leg.ticker)));
        }
        if (isKnown) {
          expect(world.broker.openOrders()).toHaveLength(0);
          // Half a dozen failed reads in a row are a minute, after which a run ends without the executions it could not read.
          const isReadable = script.blind.length < 6;
          if (isReadable)
            expect(outcome.fills.map(({ executionId }) => executionId)).toEqual(world.broker.fills.map(({ executionId }) => executionId));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finished once has no effects again', () => {
    fc.assert(
      fc.property(life, (script) => {
        const world = worldWith(script);
        const outcome = liveOn(world, script);
        const performed = world.performed.length;
        expect(finish(world)).toEqual(outcome);
        expect(world.performed).toHaveLength(performed);
      }),
      { numRuns: 60 },
    );
  });

  it('sends one body per id, and the next step of a leg only after the one before it is closed', () => {
    fc.assert(
      fc.property(life, (script) => {
        const world = worldWith(script);
        liveOn(world, script);
        const bodies = new Map<string, string>();
        for (const { ticket } of world.broker.submissions) {
          const body = `${ticket.side} ${ticket.ticker} ${ticket.quantity} ${ticket.limitPrice ?? 'market'}`;
          expect(bodies.get(ticket.clientOrderId) ?? body).toBe(body);
          bodies.set(ticket.clientOrderId, body);
        }
        const open = new Map<string, string>();
        for (const entry of world.journal) {
          if (entry.kind === 'intended') {
            expect(open.has(entry.ticker)).toBe(false);
            open.set(entry.ticker, entry.id);
          }
          if (entry.kind === 'closed') for (const [name, id] of open) if (id === entry.id) open.delete(name);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never sends the same id twice within five seconds', () => {
    fc.assert(
      fc.property(life, (script) => {
        const world = worldWith(script);
        liveOn(world, script);
        const last = new Map<string, number>();
        for (const { ticket, at } of world.broker.submissions) {
          expect(at - (last.get(ticket.clientOrderId) ?? -Infinity)).toBeGreaterThanOrEqual(5_000);
          last.set(ticket.clientOrderId, at);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('spends no more than the cash that was confirmed', () => {
    fc.assert(
      fc.property(life, (script) => {
        const world = worldWith(script);
        liveOn(world, script);
        const funded = world.journal.find((entry) => entry.kind === 'funded');
        if (funded?.kind !== 'funded') return;
        const spent = world.broker.fills
          .filter(({ side }) => side === 'buy')
          .reduce((sum, fill) => sum + (fill.quantity * fill.price) / 1_000_000_000n, 0n);
        expect(spent <= funded.cash).toBe(true);
        expect(funded.buys.reduce((sum, buy) => sum + buy.budget, 0n) <= funded.cash).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('shared by two processes is traded once', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.boolean()), (script, coin) => {
        const world = worldWith(script);
        const [one, two] = [startProcess(world), startProcess(world)];
        for (let i = 0; i < 3_000 && (one.outcome === null || two.outcome === null); i++)
          turn(world, coin.next().value === true ? one : two);
        expect(finish(world, one)).toEqual(finish(world, two));
      }),
      { numRuns: 100 },
    );
  });

  it('with the kill switch thrown at any moment sends nothing more and ends', () => {
    fc.assert(
      fc.property(life, fc.nat({ max: 60 }), (script, at) => {
        const world = worldWith(script);
        const process = startProcess(world);
        for (let i = 0; i < at; i++) turn(world, process);
        if (process.outcome !== null) return;
        world.killedAt = world.now;
        tell(world, process, { kind: 'stopped', at: world.now, why: 'killed' });
        const held = process.queue.filter((effect) => effect.kind === 'submit');
        process.queue = process.queue.filter((effect) => effect.kind !== 'submit');
        for (const { ticket } of held)
          tell(world, process, {
            kind: 'submitted',
            at: world.now,
            id: ticket.clientOrderId,
            result: { status: 'unsent', says: 'stopped' },
          });
        const outcome = finish(world, process);
        const isKnown = outcome.legs.every((leg) => leg.orders.every(({ status }) => status !== 'unknown'));
        if (isKnown) expect(world.broker.openOrders()).toHaveLength(0);
      }),
      { numRuns: 150 },
    );
  });

  it('repeats to the byte', () => {
    fc.assert(
      fc.property(life, (script) => {
        const [one, two] = [worldWith(script), worldWith(script)];
        liveOn(one, script);
        liveOn(two, script);
        expect(two.performed).toEqual(one.performed);
      }),
      { numRuns: 40 },
    );
  });
});
