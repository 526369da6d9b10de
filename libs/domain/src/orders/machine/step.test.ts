import { describe, expect, it } from 'vitest';
import { quantity, toDecimal } from '../../values/exact.ts';
import { ticker } from '../../values/ticker.ts';
import { clientOrderId } from '../client-order-id.ts';
import { finish, planned, START, startProcess, turn, worldOf, type TradeSpec } from '../../../test/machine-world.ts';
import { twinBroker, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const BUY: TradeSpec = { ticker: 'TQQQ', side: 'buy', quantity: '19', at: '50' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;

const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });
const kinds = (world: { journal: readonly { kind: string }[] }): string[] => world.journal.map(({ kind }) => kind);

describe('a plan', () => {
  it('whose orders fill at once is done in one rung per leg, sells first', () => {
    const world = worldOf(twin(), planned([SELL, BUY]));
    const outcome = finish(world);
    expect(outcome.status).toBe('done');
    expect(outcome.legs.map(({ status, filled }) => [status, toDecimal(filled)])).toEqual([
      ['filled', '100'],
      ['filled', '19'],
    ]);
    expect(world.broker.submissions.map(({ ticket }) => ticket.side)).toEqual(['sell', 'buy']);
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.limitPrice!))).toEqual(['9.98', '50.02']);
    expect(outcome.fills.map((fill) => [fill.ticker, toDecimal(fill.quantity), toDecimal(fill.price)])).toEqual([
      ['SMR', '100', '9.99'],
      ['TQQQ', '19', '50.01'],
    ]);
    expect(kinds(world)).toEqual(['planned', 'intended', 'closed', 'ended', 'funded', 'intended', 'closed', 'ended', 'finished']);
  });

  it('names its orders after account, session, ordinal, ticker, side and step', () => {
    const world = worldOf(twin({ onSubmit: (_, n) => (n === 0 ? { fills: '30' } : {}) }), planned([SELL]));
    finish(world);
    const name = {
      account: world.plan.account,
      session: world.plan.plan.session,
      ordinal: 0,
      ticker: ticker('SMR'),
      side: 'sell',
    } as const;
    expect(world.broker.submissions.map(({ ticket }) => ticket.clientOrderId)).toEqual(
      [0, 1].map((step) => clientOrderId({ ...name, step })),
    );
  });

  it('without trades ends without a call to the broker', () => {
    const world = worldOf(twin(), planned([]));
    expect(finish(world)).toEqual({ status: 'done', legs: [], fills: [] });
    expect(world.performed.map(({ kind }) => kind)).toEqual(['persist', 'persist']);
  });

  it('works the legs of one phase at the same time', () => {
    const world = worldOf(
      twinBroker({
        cash: '0',
        holds: { SMR: '100', OKLO: '50' },
        quotes: { ...QUOTES, OKLO: ['8.00', '8.01'] },
        onSubmit: () => ({ fills: '0' }),
      }),
      planned([SELL, { ...SELL, ticker: 'OKLO', quantity: '50', at: '8' }]),
    );
    const process = startProcess(world);
    while (world.broker.submissions.length < 2) turn(world, process);
    expect(world.now).toBe(START);
    expect(world.broker.openOrders()).toHaveLength(2);
  });

  it('pays slippage that is positive when worse', () => {
    const outcome = finish(worldOf(twin(), planned([SELL, BUY])));
    // (10 − 9.99) / 10 and (50.01 − 50) / 50 in basis points.
    expect(outcome.legs.map(({ slippageBps }) => Math.round((slippageBps ?? 0) * 100) / 100)).toEqual([10, 2]);
  });
});

describe('a partial fill', () => {
  it('re-pegs the remainder only', () => {
    const world = worldOf(twin({ onSubmit: (_, n) => (n === 0 ? { fills: '30' } : {}) }), planned([SELL]));
    const outcome = finish(world);
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.quantity))).toEqual(['100', '70']);
    expect(outcome.legs[0]).toMatchObject({ status: 'filled', filled: quantity('100') });
    expect(outcome.legs[0]?.orders.map(({ status, filled }) => [status, toDecimal(filled)])).toEqual([
      ['canceled', '30'],
      ['filled', '70'],
    ]);
  });

  it('that lands while the cancel travels is subtracted from the next rung', () => {
    const world = worldOf(
      twin({ onSubmit: (_, n) => (n === 0 ? { fills: '30' } : {}), onCancel: () => ({ fillsFirst: '25' }) }),
      planned([SELL]),
    );
    expect(finish(world).legs[0]).toMatchObject({ status: 'filled', filled: quantity('100') });
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.quantity))).toEqual(['100', '45']);
  });

  it('whose rest fills before the cancel needs no further rung', () => {
    const world = worldOf(twin({ onSubmit: () => ({ fills: '30' }), onCancel: () => ({ fillsFirst: '70' }) }), planned([SELL]));
    expect(finish(world).legs[0]?.orders.map(({ status }) => status)).toEqual(['filled']);
  });

  it('down to less than a dollar ends as dust', () => {
    const world = worldOf(twin({ onSubmit: () => ({ fills: '99.95' }) }), planned([SELL]));
    const outcome = finish(world);
    expect(outcome).toMatchObject({
      status: 'done',
      legs: [{ status: 'dust', filled: quantity('99.95'), says: '0.05 shares are too few for an order' }],
    });
    expect(world.broker.submissions).toHaveLength(1);
  });

  it('of a lost cancel is found out, and the cancel asked again', () => {
    const world = worldOf(
      twin({ onSubmit: (_, n) => (n === 0 ? { fills: '30' } : {}), onCancel: (_, n) => ({ lost: n < 2 }) }),
      planned([SELL]),
    );
    expect(finish(world).legs[0]?.status).toBe('filled');
    expect(world.performed.filter(({ kind }) => kind === 'cancel')).toHaveLength(3);
  });
});

describe('whole shares', () => {
  it('are all that is sold of what cannot be split', () => {
    const world = worldOf(twin({ holds: { SMR: '100.5' } }), planned([{ ...SELL, quantity: '100.5', wholeShares: true }]));
    const outcome = finish(world);
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.quantity))).toEqual(['100']);
    expect(outcome.legs[0]).toMatchObject({ filled: quantity('100'), target: quantity('100'), planned: quantity('100.5') });
  });

  it('less than one of which is dust', () => {
    const outcome = finish(worldOf(twin(), planned([{ ...SELL, quantity: '0.5', wholeShares: true }])));
    expect(outcome).toMatchObject({ status: 'done', legs: [{ status: 'dust', orders: [], says: '0.5 shares are too few for an order' }] });
  });
});

describe('the guard', () => {
  it('denies an order before it is written down', () => {
    const world = worldOf(twin(), planned([SELL]), { guard: (ticket) => `${ticket.ticker} is not tradable` });
    expect(finish(world)).toMatchObject({ status: 'partly', legs: [{ status: 'unfilled', orders: [], says: 'SMR is not tradable' }] });
    expect(world.broker.submissions).toHaveLength(0);
  });
});

describe('a finished run', () => {
  it('started again has no effects and returns the outcome it recorded', () => {
    const world = worldOf(twin(), planned([SELL, BUY]));
    const outcome = finish(world);
    const performed = world.performed.length;
    expect(finish(world)).toEqual(outcome);
    expect(world.performed).toHaveLength(performed);
  });
});
