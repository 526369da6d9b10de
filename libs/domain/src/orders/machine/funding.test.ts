import { describe, expect, it } from 'vitest';
import { money, price, quantity, toDecimal } from '../../values/exact.ts';
import { ticker } from '../../values/ticker.ts';
import { finish, planned, START, worldOf, type TradeSpec } from '../../../test/machine-world.ts';
import { twinBroker, type TwinOptions } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const BUY: TradeSpec = { ticker: 'TQQQ', side: 'buy', quantity: '19', at: '50' };
const QUOTES = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;

const twin = (options: Partial<TwinOptions> = {}) => twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: QUOTES, ...options });
const kinds = (world: { journal: readonly { kind: string }[] }): string[] => world.journal.map(({ kind }) => kind);

describe('funding', () => {
  it('shrinks buys to the proceeds that are confirmed', () => {
    // Half of the sell never fills: 50 × 9.99 = 499.50, of which a buy at 50.02 gets 9.986… shares.
    const world = worldOf(
      twin({ onSubmit: (ticket, n) => (ticket.side === 'sell' ? { fills: n === 0 ? '50' : '0' } : {}) }),
      planned([SELL, BUY]),
    );
    const outcome = finish(world);
    const [sell, buy] = outcome.legs;
    expect(sell).toMatchObject({ status: 'partly', filled: quantity('50') });
    expect(toDecimal(buy!.target)).toBe('9.986005597');
    expect(outcome.status).toBe('partly');
    expect(world.broker.cash >= 0n).toBe(true);
  });

  it('keeps the plan’s reserve, and never spends the broker’s cash beyond the books’', () => {
    const world = worldOf(twin({ cash: '100000' }), planned([SELL, BUY], { reserve: '499' }));
    // 999.00 − 499 = 500, at 50.02.
    expect(toDecimal(finish(world).legs[1]!.target)).toBe('9.996001599');
  });

  it('counts what a stranger’s open buy may take', () => {
    const world = worldOf(twin({ cash: '0' }), planned([SELL, BUY]));
    world.broker.stranger({ ticker: ticker('XLE'), side: 'buy', quantity: quantity('10'), limitPrice: price('90') }, START, quantity('0'));
    // 999.00 − 900 = 99, at 50.02.
    const outcome = finish(world);
    expect(toDecimal(outcome.legs[1]!.target)).toBe('1.979208316');
    // All that there was cash for is bought, and that is not what was planned.
    expect([outcome.status, outcome.legs[1]]).toMatchObject([
      'partly',
      { status: 'partly', filled: quantity('1.979208316'), says: 'filled 1.979208316, shrunk from 19 to the cash at hand' },
    ]);
  });

  it('waits for a broker whose cash lags behind its fills', () => {
    const world = worldOf(twin(), planned([SELL, BUY]));
    let reads = 0;
    world.intercept = (_, answer) =>
      answer.of === 'account' && reads++ < 3 ? { ...answer, account: { ...answer.account, cash: money('0') } } : answer;
    expect(finish(world).status).toBe('done');
    expect(reads).toBeGreaterThanOrEqual(4);
  });

  it('never takes a failed account read for nothing, or for something', () => {
    const world = worldOf(twin(), planned([SELL, BUY]));
    world.intercept = (query, answer) => (query.of === 'account' ? undefined : answer);
    const outcome = finish(world);
    expect(outcome.legs[1]).toMatchObject({ status: 'unfilled', orders: [], says: 'the session is about to close' });
    expect(kinds(world)).not.toContain('funded');
  });

  it('leaves a leg’s budget alone when the price climbs: the next rung buys fewer shares', () => {
    const world = worldOf(
      twinBroker({
        cash: '1000',
        quotes: QUOTES,
        onSubmit: (_, n) => (n === 0 ? { fills: '9' } : {}),
        onCancel: () => {
          world.broker.setQuote('TQQQ', '50.05', '50.07');
          return {};
        },
      }),
      planned([{ ...BUY, quantity: '20' }], { openingCash: '1000' }),
    );
    const outcome = finish(world);
    expect(world.broker.cash >= 0n).toBe(true);
    expect(world.broker.submissions).toHaveLength(2);
    // 1000 − 9 × 50.01 = 549.91; at 50.08 that is 10.98… of the 10.99… that are left.
    expect(toDecimal(world.broker.submissions[1]!.ticket.quantity)).toBe('10.98063099');
    expect(outcome.legs[0]).toMatchObject({ status: 'dust', says: '0.011372208 shares are too few for an order' });
  });
});

describe('the slippage cap', () => {
  it('leaves the rest unfilled, and says so, when the market runs away', () => {
    const world = worldOf(twinBroker({ cash: '2000', quotes: { TQQQ: ['50.19', '50.20'] } }), planned([BUY], { openingCash: '2000' }));
    const outcome = finish(world);
    // 20 bps of 50 are 10 cents: no order asks for more than 50.10.
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.limitPrice!))).toEqual(['50.1', '50.1', '50.1']);
    expect(outcome.legs[0]).toMatchObject({ status: 'unfilled', says: 'the ask of 50.2 is beyond 50.1, 20 bps from the decision price' });
    expect(outcome.status).toBe('partly');
  });

  it('is reached by the last rung and by no other while the ask lies inside it', () => {
    const world = worldOf(
      twinBroker({ cash: '2000', quotes: QUOTES, onSubmit: () => ({ fills: '0' }) }),
      planned([BUY], { openingCash: '2000' }),
    );
    finish(world);
    expect(world.broker.submissions.map(({ ticket }) => toDecimal(ticket.limitPrice!))).toEqual(['50.02', '50.02', '50.02', '50.1']);
  });

  it('with market orders allowed sends one last, sized at the cap', () => {
    const world = worldOf(
      twinBroker({ cash: '950', quotes: QUOTES, onSubmit: (_, n) => ({ fills: n < 3 ? '0' : '19' }) }),
      planned([BUY], { openingCash: '950' }),
      { policy: { lastRung: 'market' } },
    );
    finish(world);
    const last = world.broker.submissions.at(-1)!.ticket;
    expect(last.type).toBe('market');
    // 18.98… were funded at 50.02; 950 / 50.10 are fewer.
    expect(toDecimal(last.quantity)).toBe('18.962075848');
  });
});
