/** Orders in doubt: lost requests, lost replies, refusals. Only the broker’s evidence resolves them. */
import { describe, expect, it } from 'vitest';
import { quantity, toDecimal } from '../../values/exact.ts';
import { instant } from '../../values/time.ts';
import type { Outcome } from '../../run/outcome.ts';
import { CLOSE, START, finish, planned, startProcess, turn, worldOf, type TradeSpec, type World } from '../../../test/machine-world.ts';
import { twinBroker, type SubmitScript, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const BUY: TradeSpec = { ticker: 'TQQQ', side: 'buy', quantity: '19', at: '50' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;
const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });
const scripted = (...scripts: readonly SubmitScript[]) => twin({ onSubmit: (_, n) => scripts[n] ?? {} });
const idsSent = (world: World): string[] => world.broker.submissions.map(({ ticket }) => ticket.clientOrderId);
const statuses = (outcome: Outcome) => outcome.legs.flatMap((leg) => leg.orders.map(({ status }) => status));

describe('a lost reply', () => {
  it('is resolved by a look-up: the order is there, and nothing is sent again', () => {
    const world = worldOf(scripted({ network: 'reply-lost' }), planned([SELL]));
    const outcome = finish(world);
    expect(outcome).toMatchObject({ status: 'done', legs: [{ status: 'filled', filled: quantity('100') }] });
    expect(world.broker.submissions).toHaveLength(1);
  });

  it('to a partial fill leaves only the remainder to the next rung', () => {
    const world = worldOf(scripted({ network: 'reply-lost', fills: '40' }), planned([SELL]));
    finish(world);
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.quantity))).toEqual(['100', '60']);
  });
});

describe('a lost request', () => {
  it('is sent again under the same id with the same body, not within five seconds', () => {
    const world = worldOf(scripted({ network: 'request-lost' }), planned([SELL]));
    const outcome = finish(world);
    const [first, second] = world.broker.submissions;
    expect(second?.ticket).toEqual(first?.ticket);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(5_000);
    expect(world.journal.map(({ kind }) => kind)).toEqual(['planned', 'intended', 'resent', 'closed', 'ended', 'finished']);
    expect(outcome.status).toBe('done');
  });

  it('that stays lost halts the ticker at the deadline and says which order', () => {
    const world = worldOf(twin({ onSubmit: () => ({ network: 'request-lost' }) }), planned([SELL, BUY]));
    const outcome = finish(world);
    expect(outcome.status).toBe('halted');
    expect(statuses(outcome)).toEqual(['unknown']);
    expect(outcome.legs[0]!.says).toContain(idsSent(world)[0]);
    expect(new Set(idsSent(world)).size).toBe(1);
    // Nothing leaves in the last half minute.
    expect(Math.max(...world.broker.submissions.map(({ at }) => at))).toBeLessThanOrEqual(CLOSE - 30_000);
    // Its proceeds were never there to buy with.
    expect(outcome.legs[1]).toMatchObject({ status: 'unfilled', says: 'no cash was left for it' });
  });

  it('whose second send wakes up after the cut-off is looked up and not sent', () => {
    const world = worldOf(scripted({ network: 'request-lost' }), planned([SELL]));
    const process = startProcess(world);
    const announces = (): boolean =>
      process.queue.some((effect) => effect.kind === 'persist' && effect.entries.some(({ kind }) => kind === 'resent'));
    while (!announces()) turn(world, process);
    world.now = instant(CLOSE - 1_000);
    expect(statuses(finish(world, process))).toEqual(['unknown']);
    expect(world.broker.submissions).toHaveLength(1);
  });

  it('of an order the broker’s list lags behind is never taken for a rejection', () => {
    const world = worldOf(scripted({ network: 'reply-lost' }), planned([SELL]));
    world.intercept = (_, answer, now) => {
      if (now >= START + 20_000) return answer;
      if (answer.of === 'order') return { ...answer, order: null };
      return answer.of === 'orders' ? { ...answer, orders: [] } : answer;
    };
    const outcome = finish(world);
    expect(outcome).toMatchObject({ status: 'done', legs: [{ filled: quantity('100') }] });
    expect(new Set(idsSent(world)).size).toBe(1);
    expect(world.broker.fills).toHaveLength(1);
  });

  it('at a broker that does not refuse reused ids halts at once and sends nothing again', () => {
    const world = worldOf(scripted({ network: 'request-lost' }), planned([SELL], { dedupe: 'none' }));
    const outcome = finish(world);
    expect(outcome.legs[0]).toMatchObject({
      status: 'halted',
      says: 'an order is in doubt, and the broker does not refuse an id it has seen',
    });
    expect(world.broker.submissions).toHaveLength(1);
  });

  it('can be burned before the cut-off: the same id with a limit that cannot trade, then cancelled', () => {
    const late = instant(CLOSE - 45_000);
    const plan = planned([SELL], { at: late });
    const world = worldOf(scripted({ network: 'request-lost' }, { network: 'request-lost' }), plan, {
      now: late,
      policy: { unknownOrders: 'burn' },
    });
    const outcome = finish(world);
    const burned = world.broker.submissions.find(({ ticket }) => toDecimal(ticket.limitPrice!) === '20');
    expect(burned?.ticket).toMatchObject({ clientOrderId: idsSent(world)[0], quantity: quantity('100') });
    // With the first id out of the way for certain, the ladder goes on.
    expect(outcome).toMatchObject({ status: 'done', legs: [{ status: 'filled', filled: quantity('100') }] });
    expect(statuses(outcome)).toEqual(['canceled', 'filled']);
  });
});

describe('a refusal', () => {
  it('of an id’s only send is believed, and the leg left after two in a row', () => {
    const world = worldOf(twin({ onSubmit: () => ({ refuses: { code: '40310000', says: 'asset is halted' } }) }), planned([SELL]));
    const outcome = finish(world);
    expect(statuses(outcome)).toEqual(['rejected', 'rejected']);
    expect(outcome.legs[0]).toMatchObject({ status: 'unfilled', says: 'the broker refused it: asset is halted' });
  });

  it('is doubted for as long as reads may lag, counted from the reply and not from the announcement', () => {
    const broker = twinBroker({ cash: '960', quotes: QUOTES, onSubmit: (_, n) => (n === 0 ? { network: 'twice' } : {}) });
    const world = worldOf(broker, planned([BUY], { openingCash: '960' }));
    const process = startProcess(world);
    while (process.queue[0]?.kind !== 'submit') turn(world, process);
    // The process sleeps; when it sends, the first copy takes the money and the second is refused for want of it.
    world.now = instant(world.now + 8_000);
    world.lagMs = 9_000;
    expect(finish(world, process)).toMatchObject({ status: 'done', legs: [{ filled: quantity('19') }] });
    expect(broker.fills).toHaveLength(1);
  });

  it('that nobody can look up is left to a person', () => {
    const world = worldOf(twin({ onSubmit: () => ({ refuses: { code: '40310000', says: 'asset is halted' } }) }), planned([SELL]));
    world.intercept = (query, answer) => (query.of === 'order' ? undefined : answer);
    expect(finish(world)).toMatchObject({ status: 'halted', legs: [{ orders: [{ status: 'unknown' }] }] });
  });

  it('of a re-send is not believed: the shares are held by the first one', () => {
    // The first arrives and rests; the list lags; the second copy is refused for want of shares.
    const world = worldOf(scripted({ network: 'reply-lost', fills: '0' }), planned([SELL]));
    world.intercept = (_, answer, now) => {
      if (now >= START + 12_000) return answer;
      if (answer.of === 'order') return { ...answer, order: null };
      return answer.of === 'orders' ? { ...answer, orders: [] } : answer;
    };
    const outcome = finish(world);
    expect(world.broker.submissions.length).toBeGreaterThan(2);
    expect(outcome.legs[0]).toMatchObject({ status: 'filled', filled: quantity('100') });
    expect(statuses(outcome)).toEqual(['canceled', 'filled']);
  });

  it('that is the second copy’s, delivered twice by the network, is looked up first', () => {
    const world = worldOf(scripted({ network: 'twice' }), planned([SELL]));
    const outcome = finish(world);
    expect(world.broker.fills).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 'done', legs: [{ filled: quantity('100') }] });
  });

  it('with a code that may mean a known id is in doubt, however long the look-ups lag', () => {
    const world = worldOf(scripted({ refuses: { code: '40010001', says: 'client_order_id must be unique' } }), planned([SELL]));
    const outcome = finish(world);
    expect(new Set(idsSent(world)).size).toBe(1);
    expect(outcome.legs[0]?.status).toBe('filled');
  });
});
