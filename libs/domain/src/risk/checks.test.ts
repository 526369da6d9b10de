import { describe, expect, it } from 'vitest';
import { AS_OF, dayOf, GATHERED, positionOf, quoteAt } from '../../test/facts.ts';
import { bought, day, facts, plan, says, SMR, stranger, TQQQ, withAccount } from '../../test/risk-day.ts';
import { money, price, quantity, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { post } from '../ledger/post.ts';
import { instant, sessionDate } from '../values/time.ts';
import type { AccountId } from '../run/facts.ts';
import { approve } from './approve.ts';
import { DEFAULT_LIMITS } from './limits.ts';

describe('a row refuses', () => {
  it.each<[string, Parameters<typeof says>[0], string, string]>([
    [
      'another account',
      { limits: { account: 'PA0000000001' as AccountId } },
      'account',
      'The account cannot trade: it is …6789, not the configured …0001',
    ],
    [
      'an inactive account',
      { facts: withAccount({ status: 'ONBOARDING' }) },
      'account',
      'The account cannot trade: its status is ONBOARDING',
    ],
    ['another currency', { facts: withAccount({ currency: 'EUR' }) }, 'account', 'The account cannot trade: its currency is EUR'],
    [
      'blocked trading',
      { facts: withAccount({ tradingBlocked: true, accountBlocked: true }) },
      'account',
      'The account cannot trade: trading is blocked, the account is blocked',
    ],
    [
      'suspended trading',
      { facts: withAccount({ tradeSuspendedByUser: true }) },
      'account',
      'The account cannot trade: its owner suspended trading',
    ],
    [
      'a short',
      { facts: { ...facts, positions: [...facts.positions, { ...positionOf(ticker('VXX'), quantity('2')), side: 'short' }] } },
      'no shorts',
      'Short positions are not handled, close them by hand: VXX −2',
    ],
    [
      'shares we do not have any more',
      { facts: { ...facts, positions: [positionOf(SMR, quantity('899.5'))] } },
      'books covered',
      "Shares of our books are missing at the broker: SMR ours 900, the broker's 899.5",
    ],
    [
      'a stranger’s open order',
      { facts: { ...facts, openOrders: [stranger] } },
      'open orders',
      'Open orders on our tickers, cancel them first: sell SMR',
    ],
    [
      'a halted asset',
      {
        facts: {
          ...facts,
          instruments: new Map([
            [SMR, facts.instruments.get(SMR)!],
            [TQQQ, { ...facts.instruments.get(TQQQ)!, tradable: false }],
          ]),
        },
      },
      'tradable',
      'Not tradable: TQQQ',
    ],
    ['an asset the broker does not know', { facts: { ...facts, instruments: new Map() } }, 'tradable', 'Not tradable: SMR, TQQQ'],
    ['a missing bar', { facts: dayOf({ ...day, closes: { SMR: Number.NaN } }) }, 'bars', 'No bar of Mon 5 Aug 2024: SMR'],
    [
      'bars of another day',
      { facts: { ...facts, asOf: sessionDate('2024-08-06') } },
      'bars',
      'Bars end on Mon 5 Aug 2024, the last completed session is Tue 6 Aug 2024',
    ],
    [
      'a quote fifteen minutes old',
      { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, quoteAt(TQQQ, price('60'), instant(GATHERED - 900_000))]]) } },
      'quote age',
      'Oldest quote (TQQQ) 900.0 s, limit 5.0 s',
    ],
    [
      'a quote from the future',
      { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, quoteAt(TQQQ, price('60'), instant(GATHERED + 6_000))]]) } },
      'quote age',
      'Oldest quote (TQQQ) 6.0 s, limit 5.0 s',
    ],
    ['a missing quote', { facts: { ...facts, quotes: new Map() } }, 'quote age', 'Oldest quote (SMR) unknown, limit 5.0 s'],
    [
      'a wide spread',
      { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, { ...quoteAt(TQQQ, price('60')), ask: price('61') }]]) } },
      'spread',
      'Widest spread (TQQQ) 166.1 bps, limit 100.0 bps',
    ],
    [
      'a price far from the last close',
      { facts: dayOf({ ...day, closes: { TQQQ: 30 } }) },
      'price collar',
      'Furthest from its last close (TQQQ) 100.0 %, limit 25.0 %',
    ],
    [
      'no last close',
      { facts: dayOf({ ...day, closes: { TQQQ: Number.NaN } }) },
      'price collar',
      'Furthest from its last close (TQQQ) unknown, limit 25.0 %',
    ],
    ['a plan of yesterday', { plan: { ...plan, session: AS_OF } }, 'plan', 'The plan does not hold: it is of Mon 5 Aug 2024'],
    ['parts that are not the whole', { plan: bought({ shares: [] }) }, 'plan', 'The plan does not hold: TQQQ is not the sum of its shares'],
    [
      'a sale of what no strategy bought',
      {
        plan: {
          ...plan,
          trades: plan.trades.map((trade) => ({
            ...trade,
            shares: trade.shares.map((share) => ({ ...share, quantity: (share.quantity + 1n) as Quantity })),
          })),
        },
      },
      'sells covered',
      'Sells of shares that our books or the broker do not have: SMR 900',
    ],
    ['too heavy a ticker', { limits: { weightPerTickerMax: 50 } }, 'weight', 'Largest weight (TQQQ) 99.0 %, limit 50.0 %'],
    ['leverage', { plan: bought({ quantity: quantity('170') }) }, 'gross exposure', 'Gross exposure 102.0 %, limit 100.0 %'],
    ['a slipped digit', { plan: bought({ notional: money('99000') }) }, 'order notional', 'Largest order (TQQQ) 990.0 %, limit 110.0 %'],
    [
      'margin',
      { facts: withAccount({ cash: money('0'), buyingPower: money('400000') }) },
      'cash for buys',
      'Buys $9,900.00, cash and planned sales $9,000.00',
    ],
    ['buys out of the reserve', { plan: bought({ notional: money('9900.01') }) }, 'cash reserve', 'Cash left $99.99, reserve $100.00'],
    ['a reserve below nothing', { plan: { ...plan, reserve: money('-1') } }, 'cash reserve', 'Cash left $100.00, reserve −$1.00'],
    ['too much turnover', { limits: { turnoverMax: 100 } }, 'turnover', 'Turnover 189.0 %, limit 100.0 %'],
    ['too many trades', { limits: { tradesPerSessionMax: 1 } }, 'trades', 'Trades 2, limit 1'],
    [
      'too much turnover with what earlier runs traded',
      { facts: { ...facts, tradedBefore: { turnover: money('2110'), trades: 2 } } },
      'turnover',
      'Turnover with the $2,110.00 of earlier runs 210.1 %, limit 210.0 %',
    ],
    [
      'too many trades with those of earlier runs',
      { facts: { ...facts, tradedBefore: { turnover: money('1'), trades: 59 } } },
      'trades',
      'Trades with the 59 of earlier runs 61, limit 60',
    ],
    ['an order of cents', { plan: bought({ notional: money('0.99') }) }, 'minimum notional', 'Orders below $1.00: TQQQ $0.99'],
    [
      'buys after a loss',
      { facts: dayOf({ ...day, closes: { SMR: 12.5 } }) },
      'session loss',
      'Lost since the last close 22.5 %, limit 15.0 %: the plan has buys',
    ],
    [
      'a loss nobody can measure',
      { facts: dayOf({ ...day, closes: { SMR: Number.NaN } }) },
      'session loss',
      'Lost since the last close unknown, limit 15.0 %: the plan has buys',
    ],
    ['a limit that is not a number', { limits: { turnoverMax: Number.NaN } }, 'turnover', 'Turnover 189.0 %, limit unknown'],
  ])('%s', (_, changed, row, words) => {
    expect(says(changed, row)).toEqual({ name: row, passed: false, says: words });
    const whole = approve(changed.plan ?? plan, changed.facts ?? facts, { ...DEFAULT_LIMITS, ...changed.limits });
    expect(whole.approved).toBeNull();
  });
});

it('lets a run that only sells pass, whatever earlier runs of the session traded', () => {
  const sellsOnly = { ...plan, trades: plan.trades.filter((trade) => trade.side === 'sell') };
  const after = { ...facts, tradedBefore: { turnover: money('90000'), trades: 60 } };
  expect(says({ plan: sellsOnly, facts: after }, 'turnover')).toMatchObject({ passed: true, says: 'Turnover 90.0 %, limit 210.0 %' });
  expect(says({ plan: sellsOnly, facts: after }, 'trades')).toMatchObject({ passed: true, says: 'Trades 1, limit 60' });
});

it('lets sells pass that leave less than the reserve in cash', () => {
  const sellsOnly = { ...plan, openingCash: money('-8990'), trades: plan.trades.filter((trade) => trade.side === 'sell') };
  expect(says({ plan: sellsOnly }, 'cash reserve')).toMatchObject({ passed: true, says: 'Cash left $10.00, reserve $100.00' });
});

it('takes no fraction of a cent that the broker rounded away for a lack of cash, and nothing more than that', () => {
  const rounded = post(facts.ledger, [{ kind: 'rounding', at: GATHERED, amount: money('-0.004') }]);
  const whole = { ...bought({ notional: money('10000') }), reserve: money('0') };
  const withCash = (cash: string) =>
    says({ plan: whole, facts: { ...withAccount({ cash: money(cash) }), ledger: rounded } }, 'cash for buys');
  expect(withCash('999.996')?.passed).toBe(true);
  expect(withCash('999.995')?.passed).toBe(false);
});
