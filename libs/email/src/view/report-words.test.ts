import { ticker } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { decimal, leg, plan, position } from '../../test/record-parts.ts';
import { halted, partly, planned, refused, traded } from '../../test/stories.ts';
import { renderMail } from '../render-mail.ts';
import { duration, newYorkClock } from './new-york-time.ts';
import { meanSlippageBps } from './slippage.ts';

const text = (record: Parameters<typeof renderMail>[0], neutral = true) => renderMail(record, { neutral }).text.replace(/[ \n]+/g, ' ');

describe('times', () => {
  it('are New York’s, in winter and in summer', () => {
    expect(newYorkClock('2024-01-16T20:45:00.000Z')).toBe('15:45');
    expect(newYorkClock('2024-08-06T19:45:00.000Z')).toBe('15:45');
    expect(newYorkClock('2024-08-06T04:00:00.000Z')).toBe('00:00');
  });

  it('last seconds, then minutes', () => {
    expect(duration('2024-08-06T19:45:00.000Z', '2024-08-06T19:45:12.400Z')).toBe('12.4 s');
    expect(duration('2024-08-06T19:45:00.000Z', '2024-08-06T19:48:05.100Z')).toBe('3 min 5 s');
  });

  it('of a half-day say so', () => {
    const hours = { open: '2024-11-29T14:30:00.000Z', close: '2024-11-29T18:00:00.000Z', early: true };
    expect(text(traded({ session: '2024-11-29', hours }))).toContain('session 09:30–13:00, a half-day');
  });
});

describe('slippage of a run', () => {
  it('weighs each leg by what it filled: 1000 at 2 bps and 3000 at −2 bps make −1 bps', () => {
    const legs = [
      leg({ side: 'buy', ticker: 'A', shares: '10', at: '100', bps: 2 }),
      leg({ side: 'sell', ticker: 'B', shares: '30', at: '100', bps: -2 }),
      leg({ side: 'sell', ticker: 'C', shares: '30', at: '100' }, { filled: decimal('0'), slippageBps: null, status: 'unfilled' }),
    ];
    expect(meanSlippageBps(legs)).toBeCloseTo(-1, 12);
    expect(meanSlippageBps(legs.slice(2))).toBeNull();
  });
});

describe('decisions', () => {
  const sleeve = traded().sleeves[0]!;

  it.each([
    ['everything in one ticker', { weights: [{ ticker: ticker('TQQQ'), weight: 1 }] }, 'hold TQQQ'],
    ['part of it', { weights: [{ ticker: ticker('TQQQ'), weight: 0.5 }] }, 'hold TQQQ 50.0 %'],
    [
      'a basket',
      {
        weights: [
          { ticker: ticker('SMR'), weight: 0.6 },
          { ticker: ticker('EXC'), weight: 0.4 },
        ],
      },
      'hold SMR 60.0 %, EXC 40.0 %',
    ],
    ['nothing', { weights: [] }, 'hold cash'],
    ['no rebalance due', { action: 'keep' as const }, 'keep what it holds'],
  ])('for %s', (_, change, outcome) => {
    expect(text(traded({ sleeves: [{ ...sleeve, ...change, reasons: [] }] }))).toContain(
      `Nuclear, 100.0 % of the book: ${outcome} PORTFOLIO`,
    );
  });

  it('that fail name what is missing, and no plan is shown', () => {
    const told = text(refused());
    expect(told).toContain('cannot decide');
    expect(told.match(/OKLO needs 91 bars/g)).toHaveLength(1);
    expect(text(refused({ says: 'Refused: 1 of 2 strategies cannot decide.' }))).toContain(
      '!! Nuclear cannot decide for Tue 6 Aug 2024: OKLO needs 91 bars',
    );
    expect(told).not.toContain('PORTFOLIO REBALANCING');
    expect(told).toContain('POSITIONS unchanged by this run');
    expect(told).toContain('not compared: nothing was sent');
  });
});

describe('what a person must see', () => {
  it('a halt asks for a person and names the order', () => {
    expect(text(halted())).toContain('!! A person is needed. Look up the TQQQ order and compare the account at the broker');
  });

  it('a short run says how many orders ended short and what follows', () => {
    expect(text(partly())).toContain('!! 1 of 4 orders ended short. Nothing is pending; the next session plans anew');
  });

  it('a failed check stands out among the passed ones', () => {
    const risk = [...traded().risk, { name: 'weight', passed: false, says: 'Largest weight (TQQQ) 120.0 %, limit 100.0 %' }];
    expect(text(planned({ risk }))).toContain('Risk: 1 of 5 checks refuse this plan. !! Largest weight (TQQQ) 120.0 %, limit 100.0 %');
  });

  it('shares that no strategy bought are said to be left alone', () => {
    const shared = {
      ...position('SPY', '15', '500', 0.5),
      books: [
        { book: 'nuclear', quantity: decimal('10') },
        { book: 'unattributed', quantity: decimal('5') },
      ],
    };
    expect(text(traded({ positions: [shared] }))).toContain('nuclear 10, unattributed 5 (bought by no strategy: left alone)');
  });

  it('a position without a price leaves the cash row out instead of guessing', () => {
    const unpriced = { ...position('SPY', '15', '500', 0.5), price: null, value: null, weight: null };
    const told = text(traded({ positions: [unpriced] }), false);
    expect(told).toContain('SPY 15 – – –');
    expect(told).not.toMatch(/– – – nuclear cash/);
  });

  it('an exchange between two strategies is told, with its price only in dollars', () => {
    const crossed = traded({
      plan: plan(undefined, {
        crosses: [{ ticker: 'SPY', from: 'nuclear', to: 'tecl', quantity: decimal('1.5'), price: decimal('501.25') }],
      }),
    });
    expect(text(crossed)).toContain('nuclear hands 1.5 SPY to tecl without an order.');
    expect(text(crossed, false)).toContain('nuclear hands 1.5 SPY to tecl without an order, at 501.25.');
  });

  it('an empty account is all cash', () => {
    expect(text(traded({ positions: [] }))).toContain('No positions: all cash.');
  });
});
