import { describe, expect, it } from 'vitest';
import { instant, money, price, toDecimal, type Outcome } from '@alchemiser/domain';
import { Failure, type Broker } from '@alchemiser/services';
import { closesOf, deskOf, HOURS, planOf, PowerCut, RUN, START, type Desk } from '../../test/act-desk.ts';
import { act, resume } from './act.ts';
import { readRun, stopRun } from './run-journal.ts';

const run = (desk: Desk): Promise<Outcome> => act(desk.ports, RUN, planOf(), desk.context);
const filled = (outcome: Outcome): string[] =>
  outcome.legs.map((leg) => `${leg.side} ${leg.ticker} ${toDecimal(leg.filled)} ${leg.status}`);
const DONE = ['sell SMR 100 filled', 'buy TQQQ 35 filled'];

describe('act', () => {
  it('carries a plan to its end: sells, then buys, all of it in the journal', async () => {
    const seen: string[] = [];
    const desk = await deskOf({ context: { onProgress: (soFar) => seen.push(filled(soFar).join(', ')) } });
    const outcome = await run(desk);
    expect(outcome.status).toBe('done');
    expect(filled(outcome)).toEqual(DONE);
    expect(outcome.fills.map((fill) => toDecimal(fill.price))).toEqual(['9.99', '50.01']);
    expect(seen.at(0)).toBe('sell SMR 0 unfilled, buy TQQQ 0 unfilled');
    expect(seen.at(-1)).toBe(DONE.join(', '));
    expect((await desk.journal.read(RUN)).map(({ kind }) => kind)).toEqual([
      'planned',
      'intended',
      'accepted',
      'closed',
      'ended',
      'funded',
      'intended',
      'accepted',
      'closed',
      'ended',
      'finished',
    ]);
    expect(desk.log.lines.map(({ message }) => message)).toContain('order closed');
  });

  it('on a finished run has no effects and returns what was recorded, whatever plan is at hand', async () => {
    const desk = await deskOf();
    const outcome = await run(desk);
    const submitted = desk.submitted.length;
    desk.calls = 0;
    expect(await act(desk.ports, RUN, planOf([['TQQQ', 'sell', '35', '50']]), desk.context)).toEqual(outcome);
    // One read of the journal.
    expect([desk.calls, desk.submitted.length]).toEqual([1, submitted]);
  });

  it('started twice at once trades once, and both tell the same', async () => {
    const desk = await deskOf();
    const [one, two] = await Promise.all([run(desk), run(desk)]);
    expect(one).toEqual(two);
    expect(filled(one)).toEqual(DONE);
    expect(one.fills).toHaveLength(2);
  });

  it('denies what the limits deny at the moment of the order', async () => {
    const { facts } = (await deskOf()).context;
    const desk = await deskOf({ context: { facts: { ...facts, history: closesOf({ SMR: 5, TQQQ: 50 }) } } });
    const outcome = await run(desk);
    expect(outcome.legs[0]).toMatchObject({ status: 'unfilled', orders: [] });
    expect(outcome.legs[0]?.says).toContain('from its last close');
  });

  it('judges each order by the newest reading of the account', async () => {
    const suspended = (inner: Broker): Partial<Broker> => ({
      account: async () => ({ ...(await inner.account()), tradeSuspendedByUser: true }),
    });
    const desk = await deskOf({ broker: suspended });
    const [sold, bought] = (await run(desk)).legs;
    expect([sold?.status, bought?.status, bought?.orders]).toEqual(['filled', 'unfilled', []]);
    expect(bought?.says).toBe('the account cannot trade: its owner suspended trading');
  });

  it('buys nothing once the account has lost too much since the plan', async () => {
    const crashed = (inner: Broker): Partial<Broker> => ({ account: async () => ({ ...(await inner.account()), equity: money('1700') }) });
    const { facts } = (await deskOf()).context;
    const desk = await deskOf({ broker: crashed, context: { facts: { ...facts, account: { ...facts.account, equity: money('2001') } } } });
    const [sold, bought] = (await run(desk)).legs;
    expect([sold?.status, bought?.says]).toEqual(['filled', 'no new buys: lost 15.0 % since the last close, limit 15.0 %']);
  });

  it('sends nothing from an account that was blocked when it was read before the run', async () => {
    const { context } = await deskOf();
    const account = { ...context.account, accountBlocked: true };
    const desk = await deskOf({ context: { account }, broker: () => ({ account: async () => account }) });
    const { legs } = await run(desk);
    expect(legs.map(({ says }) => says)).toEqual(Array.from({ length: 2 }, () => 'the account cannot trade: the account is blocked'));
    expect(desk.submitted).toEqual([]);
  });

  it('looks an order up when the broker throws what it promised not to', async () => {
    const lossy = (inner: Broker): Partial<Broker> => ({
      submit: async (ticket) => {
        await inner.submit(ticket);
        throw new Failure('broker.unreachable', 'No answer');
      },
    });
    const desk = await deskOf({ broker: lossy });
    expect(filled(await run(desk))).toEqual(DONE);
    expect(desk.submitted).toHaveLength(2);
  });
});

describe('a power cut', () => {
  it('before or after any one call changes nothing of what is traded', async () => {
    const clean = await deskOf();
    const expected = await run(clean);
    expect(clean.calls).toBeGreaterThan(15);
    for (let call = 0; call < clean.calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const desk = await deskOf();
        desk.cut = { call, when };
        await expect(run(desk), `call ${call}`).rejects.toThrow(PowerCut);
        desk.cut = null;
        const outcome = await run(desk);
        expect(filled(outcome), `${when} call ${call}`).toEqual(filled(expected));
        expect(outcome.fills).toHaveLength(2);
        expect((await desk.broker.fillsSince(START)).length).toBe(2);
      }
    }
  });
});

describe('a stop', () => {
  it('by the kill switch before the first order sends nothing', async () => {
    const desk = await deskOf({ ports: { killSwitch: async () => true } });
    const outcome = await run(desk);
    expect(outcome.legs.map(({ says }) => says)).toEqual(['the kill switch was thrown', 'the kill switch was thrown']);
    expect(desk.submitted).toHaveLength(0);
  });

  it('by a kill switch that cannot be read is a stop too', async () => {
    const desk = await deskOf({ ports: { killSwitch: async () => Promise.reject(new Error('no such disk')) } });
    await run(desk);
    expect(desk.submitted).toHaveLength(0);
    expect(desk.log.lines).toContainEqual({ level: 'error', message: 'kill switch unreadable', fields: { says: 'no such disk' } });
  });

  it('by the kill switch at any look at it lets nothing leave afterwards and leaves nothing open', async () => {
    for (let at = 1; at < 12; at++) {
      let looks = 0;
      let sentThen = 0;
      const desk: Desk = await deskOf({
        ports: {
          killSwitch: async () => {
            looks += 1;
            if (looks === at) sentThen = desk.submitted.length;
            return looks >= at;
          },
        },
      });
      await run(desk);
      if (looks >= at) expect(desk.submitted.length, `look ${at}`).toBe(sentThen);
      expect(await desk.broker.openOrders()).toEqual([]);
    }
  });

  it.each([
    ['the switch is thrown', ['the run was stopped', 'the kill switch was thrown']],
    ['the cut-off passes', ['the session is about to close', 'the session is about to close']],
  ])('holds back an order whose turn at the broker comes when %s', async (what, says) => {
    let isThrown = false;
    const desk: Desk = await deskOf({
      ports: { killSwitch: async () => isThrown },
      // A broker that counts calls lets an order wait, for a minute at most.
      broker: (inner) => ({
        submit: async (ticket, mayLeave) => {
          if (what === 'the switch is thrown') isThrown = true;
          else await desk.clock.sleep(HOURS.close - desk.clock.now());
          const heldBack = await mayLeave?.();
          return heldBack === undefined ? inner.submit(ticket) : { status: 'unsent', says: heldBack };
        },
      }),
    });
    const before = await desk.broker.ordersSince(instant(0));
    const { legs } = await run(desk);
    expect(await desk.broker.ordersSince(instant(0))).toEqual(before);
    expect(legs.map((leg) => leg.orders.at(-1)?.says ?? leg.says)).toEqual(says);
  });

  it('by Ctrl-C cancels what is open, compares, and returns what is left', async () => {
    const controller = new AbortController();
    // The broker's market is 1 % away, so that the sell rests; the person loses patience.
    const desk = await deskOf({
      context: { signal: controller.signal },
      broker: (inner) => ({
        submit: async (ticket) => {
          controller.abort();
          return inner.submit({ ...ticket, limitPrice: price('10.5') });
        },
        orderByClientId: async (id) => restored(await inner.orderByClientId(id)),
        ordersSince: async (since) => (await inner.ordersSince(since)).map((order) => restored(order)),
      }),
    });
    const outcome = await run(desk);
    expect(await desk.broker.openOrders()).toEqual([]);
    expect(outcome.status).not.toBe('done');
    expect(desk.submitted).toHaveLength(1);
    expect((await readRun(desk.journal, RUN)).stopped?.why).toBe('interrupted');

    function restored<T extends { readonly limitPrice: unknown } | undefined>(order: T): T {
      return order === undefined ? order : { ...order, limitPrice: price('9.98') };
    }
  });

  it('by another process reaches a run through its journal', async () => {
    const desk = await deskOf();
    expect(await stopRun(desk.journal, RUN, START, 'killed')).toBe(false);
    desk.cut = { call: 6, when: 'before' };
    await expect(run(desk)).rejects.toThrow(PowerCut);
    desk.cut = null;
    const sent = desk.submitted.length;
    expect(await stopRun(desk.journal, RUN, START, 'killed')).toBe(true);
    expect(await stopRun(desk.journal, RUN, START, 'killed')).toBe(true);
    await run(desk);
    expect(desk.submitted).toHaveLength(sent);
    expect(await stopRun(desk.journal, RUN, START, 'killed')).toBe(false);
  });
});

describe('resume', () => {
  it('goes on with the plan in the journal, and knows when there is none', async () => {
    const desk = await deskOf();
    expect(await resume(desk.ports, RUN, desk.context)).toBeUndefined();
    desk.cut = { call: desk.calls + 5, when: 'after' };
    await expect(run(desk)).rejects.toThrow(PowerCut);
    desk.cut = null;
    const outcome = await resume(desk.ports, RUN, desk.context);
    expect(filled(outcome!)).toEqual(DONE);
  });
});

describe('what act cannot work with', () => {
  it.each([
    ['an entry nobody knows', { kind: 'wished' }, 'no entry is called "wished"'],
    ['a decimal as a number', { kind: 'halted', at: START, ticker: 7, says: '' }, 'halted: ticker: expected text, found 7'],
  ])('%s in the journal stops it', async (_, entry, says) => {
    const desk = await deskOf();
    await desk.journal.append(RUN, 0, [entry]);
    await expect(run(desk)).rejects.toMatchObject({ code: 'store.corrupt', message: expect.stringContaining(says) });
    expect(desk.submitted).toHaveLength(0);
  });

  it('another run’s plan in the journal stops it', async () => {
    const desk = await deskOf();
    await run(desk);
    const other = { ...RUN, ordinal: 1 };
    await desk.journal.append(other, 0, await desk.journal.read(RUN));
    await expect(act(desk.ports, other, planOf(), desk.context)).rejects.toMatchObject({ code: 'store.corrupt' });
  });

  it('a broker that keeps refusing to be read stops it, and it can be resumed', async () => {
    let isRevoked = true;
    const desk = await deskOf({
      broker: (inner) => ({
        account: async () => {
          if (isRevoked) throw new Failure('broker.unauthorized', 'The key was refused');
          return inner.account();
        },
      }),
    });
    await expect(run(desk)).rejects.toMatchObject({ code: 'broker.unauthorized' });
    isRevoked = false;
    expect(filled(await run(desk))).toEqual(DONE);
    expect(desk.submitted).toHaveLength(2);
  });

  it('a ticker the broker does not describe', async () => {
    const desk = await deskOf({ context: { facts: { ...(await deskOf()).context.facts, instruments: new Map() } } });
    await expect(run(desk)).rejects.toMatchObject({ code: 'broker.refused' });
    expect(await desk.journal.read(RUN)).toEqual([]);
  });
});
