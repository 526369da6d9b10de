import { describe, expect, it } from 'vitest';
import { AS_OF, dayOf, GATHERED, positionOf, quoteAt, type DaySpec } from '../../test/facts.ts';
import { money, price, quantity, toDecimal, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import { weight } from '../values/weight.ts';
import type { ClientOrderId, VenueOrder, VenueOrderId } from '../orders/order.ts';
import { combine } from '../portfolio/combine.ts';
import { planRebalance } from '../rebalance/plan.ts';
import { DEFAULT_PLAN_POLICY } from '../rebalance/policy.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { AccountId, Facts } from '../run/facts.ts';
import { strategyName } from '../strategy/strategy.ts';
import { approve } from './approve.ts';
import { RISK_ROWS } from './checks.ts';
import { DEFAULT_LIMITS, type RiskLimits } from './limits.ts';

const TQQQ = ticker('TQQQ');
const SMR = ticker('SMR');
const day: DaySpec = { prices: { SMR: '10', TQQQ: '60' }, books: { nuclear: { cash: '1000', holds: { SMR: '900' } } } };

/** Nuclear sells SMR ($9,000) and buys TQQQ with 99 % of $10,000. */
function planned(facts: Facts): RebalancePlan {
  const target = combine([{ strategy: strategyName('nuclear'), share: weight(1), action: 'rebalance', weights: [{ ticker: TQQQ, weight: 1 }] }]);
  const plan = planRebalance(target, facts, DEFAULT_PLAN_POLICY);
  if (!plan.ok) throw new Error(plan.error.says);
  return plan.value;
}
const facts = dayOf(day);
const plan = planned(facts);
const stranger: VenueOrder = {
  venueOrderId: 'v1' as VenueOrderId, clientOrderId: 'by hand' as ClientOrderId, ticker: SMR, side: 'sell', quantity: quantity('1'), type: 'limit',
  limitPrice: price('11'), status: 'working', rawStatus: 'new', filled: quantity('0'), averageFillPrice: null, submittedAt: GATHERED,
};
const withAccount = (account: Partial<Facts['account']>): Facts => ({ ...facts, account: { ...facts.account, ...account } });
const bought = (changes: Partial<RebalancePlan['trades'][number]>): RebalancePlan => ({
  ...plan,
  trades: plan.trades.map((trade) => (trade.side === 'buy' ? { ...trade, ...changes } : trade)),
});
const says = (changed: { facts?: Facts; plan?: RebalancePlan; limits?: Partial<RiskLimits> }, row: string) =>
  approve(changed.plan ?? plan, changed.facts ?? facts, { ...DEFAULT_LIMITS, ...changed.limits }).checks.find((check) => check.name === row);

describe('a sound plan', () => {
  const { checks, approved } = approve(plan, facts, DEFAULT_LIMITS);
  it('is approved as it is, with every row passed and every number said', () => {
    expect(approved).toBe(plan);
    expect(checks.map((check) => [check.name, check.says])).toEqual([
      ['account', 'Account active in USD, nothing blocked'],
      ['no shorts', 'No short positions'],
      ['books covered', 'The broker holds every share of our books'],
      ['open orders', 'No open orders on our tickers'],
      ['tradable', 'Every asset to trade is tradable'],
      ['bars', 'Bars up to Mon 5 Aug 2024, the last completed session'],
      ['quote age', 'Oldest quote (SMR) 0.0 s, limit 5.0 s'],
      ['spread', 'Widest spread (SMR) 10.0 bps, limit 100.0 bps'],
      ['price collar', 'Furthest from its last close (SMR) 0.0 %, limit 25.0 %'],
      ['plan', 'Plan of Tue 6 Aug 2024 on $10,000.00'],
      ['sells covered', 'Only shares of our books are sold'],
      ['weight', 'Largest weight (TQQQ) 99.0 %, limit 100.0 %'],
      ['gross exposure', 'Gross exposure 99.0 %, limit 100.0 %'],
      ['order notional', 'Largest order (TQQQ) 99.0 %, limit 110.0 %'],
      ['cash for buys', 'Buys $9,900.00, cash and planned sales $10,000.00'],
      ['turnover', 'Turnover 189.0 %, limit 210.0 %'],
      ['trades', 'Trades 2, limit 60'],
      ['minimum notional', 'No order below $1.00'],
      ['session loss', 'Lost since the last close 0.0 %, limit 15.0 %'],
    ]);
  });
  it('has one row per name', () => {
    expect(new Set(RISK_ROWS.map((row) => row.name)).size).toBe(RISK_ROWS.length);
  });
});

describe('a row refuses', () => {
  it.each<[string, Parameters<typeof says>[0], string, string]>([
    ['another account', { limits: { account: 'PA0000000001' as AccountId } }, 'account', 'The account cannot trade: it is …6789, not the configured …0001'],
    ['an inactive account', { facts: withAccount({ status: 'ONBOARDING' }) }, 'account', 'The account cannot trade: its status is ONBOARDING'],
    ['another currency', { facts: withAccount({ currency: 'EUR' }) }, 'account', 'The account cannot trade: its currency is EUR'],
    ['blocked trading', { facts: withAccount({ tradingBlocked: true, accountBlocked: true }) }, 'account', 'The account cannot trade: trading is blocked, the account is blocked'],
    ['suspended trading', { facts: withAccount({ tradeSuspendedByUser: true }) }, 'account', 'The account cannot trade: its owner suspended trading'],
    ['a short', { facts: { ...facts, positions: [...facts.positions, { ...positionOf(ticker('VXX'), quantity('2')), side: 'short' }] } }, 'no shorts', 'Short positions are not handled, close them by hand: VXX −2'],
    ['shares we do not have any more', { facts: { ...facts, positions: [positionOf(SMR, quantity('899.5'))] } }, 'books covered', "Shares of our books are missing at the broker: SMR ours 900, the broker's 899.5"],
    ['a stranger’s open order', { facts: { ...facts, openOrders: [stranger] } }, 'open orders', 'Open orders on our tickers, cancel them first: sell SMR'],
    ['a halted asset', { facts: { ...facts, instruments: new Map([[SMR, facts.instruments.get(SMR)!], [TQQQ, { ...facts.instruments.get(TQQQ)!, tradable: false }]]) } }, 'tradable', 'Not tradable: TQQQ'],
    ['an asset the broker does not know', { facts: { ...facts, instruments: new Map() } }, 'tradable', 'Not tradable: SMR, TQQQ'],
    ['a missing bar', { facts: dayOf({ ...day, closes: { SMR: Number.NaN } }) }, 'bars', 'No bar of Mon 5 Aug 2024: SMR'],
    ['bars of another day', { facts: { ...facts, asOf: sessionDate('2024-08-06') } }, 'bars', 'Bars end on Mon 5 Aug 2024, the last completed session is Tue 6 Aug 2024'],
    ['a quote fifteen minutes old', { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, quoteAt(TQQQ, price('60'), instant(GATHERED - 900_000))]]) } }, 'quote age', 'Oldest quote (TQQQ) 900.0 s, limit 5.0 s'],
    ['a quote from the future', { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, quoteAt(TQQQ, price('60'), instant(GATHERED + 6_000))]]) } }, 'quote age', 'Oldest quote (TQQQ) 6.0 s, limit 5.0 s'],
    ['a missing quote', { facts: { ...facts, quotes: new Map() } }, 'quote age', 'Oldest quote (SMR) unknown, limit 5.0 s'],
    ['a wide spread', { facts: { ...facts, quotes: new Map([...facts.quotes, [TQQQ, { ...quoteAt(TQQQ, price('60')), ask: price('61') }]]) } }, 'spread', 'Widest spread (TQQQ) 166.1 bps, limit 100.0 bps'],
    ['a price far from the last close', { facts: dayOf({ ...day, closes: { TQQQ: 30 } }) }, 'price collar', 'Furthest from its last close (TQQQ) 100.0 %, limit 25.0 %'],
    ['no last close', { facts: dayOf({ ...day, closes: { TQQQ: Number.NaN } }) }, 'price collar', 'Furthest from its last close (TQQQ) unknown, limit 25.0 %'],
    ['a plan of yesterday', { plan: { ...plan, session: AS_OF } }, 'plan', 'The plan does not hold: it is of Mon 5 Aug 2024'],
    ['parts that are not the whole', { plan: bought({ shares: [] }) }, 'plan', 'The plan does not hold: TQQQ is not the sum of its shares'],
    ['a sale of what no strategy bought', { plan: { ...plan, trades: plan.trades.map((trade) => ({ ...trade, shares: trade.shares.map((share) => ({ ...share, quantity: (share.quantity + 1n) as Quantity })) })) } }, 'sells covered', 'Sells of shares that our books or the broker do not have: SMR 900'],
    ['too heavy a ticker', { limits: { weightPerTickerMax: 50 } }, 'weight', 'Largest weight (TQQQ) 99.0 %, limit 50.0 %'],
    ['leverage', { plan: bought({ quantity: quantity('170') }) }, 'gross exposure', 'Gross exposure 102.0 %, limit 100.0 %'],
    ['a slipped digit', { plan: bought({ notional: money('99000') }) }, 'order notional', 'Largest order (TQQQ) 990.0 %, limit 110.0 %'],
    ['margin', { facts: withAccount({ cash: money('0'), buyingPower: money('400000') }) }, 'cash for buys', 'Buys $9,900.00, cash and planned sales $9,000.00'],
    ['too much turnover', { limits: { turnoverMax: 100 } }, 'turnover', 'Turnover 189.0 %, limit 100.0 %'],
    ['too many trades', { limits: { tradesPerSessionMax: 1 } }, 'trades', 'Trades 2, limit 1'],
    ['an order of cents', { plan: bought({ notional: money('0.99') }) }, 'minimum notional', 'Orders below $1.00: TQQQ $0.99'],
    ['buys after a loss', { facts: dayOf({ ...day, closes: { SMR: 12.5 } }) }, 'session loss', 'Lost since the last close 22.5 %, limit 15.0 %: the plan has buys'],
    ['a loss nobody can measure', { facts: dayOf({ ...day, closes: { SMR: Number.NaN } }) }, 'session loss', 'Lost since the last close unknown, limit 15.0 %: the plan has buys'],
    ['a limit that is not a number', { limits: { turnoverMax: Number.NaN } }, 'turnover', 'Turnover 189.0 %, limit unknown'],
  ])('%s', (_, changed, row, words) => {
    expect(says(changed, row)).toEqual({ name: row, passed: false, says: words });
    const whole = approve(changed.plan ?? plan, changed.facts ?? facts, { ...DEFAULT_LIMITS, ...changed.limits });
    expect(whole.approved).toBeNull();
  });

  it('but sells stay possible after a loss', () => {
    const sellsOnly = { ...plan, trades: plan.trades.filter((trade) => trade.side === 'sell') };
    expect(says({ plan: sellsOnly, facts: dayOf({ ...day, closes: { SMR: 12.5 } }) }, 'session loss')).toMatchObject({
      passed: true,
      says: 'Lost since the last close 22.5 %, limit 15.0 %: no buys',
    });
  });
});

describe('every limit is a limit', () => {
  it.each([
    'weightPerTickerMax', 'grossExposureMax', 'orderNotionalMax', 'turnoverMax', 'tradesPerSessionMax', 'priceCollar', 'quoteAgeMsMax', 'spreadBpsMax',
  ] as const)('%s refuses when it is not a number', (limit) => {
    expect(approve(plan, facts, { ...DEFAULT_LIMITS, [limit]: Number.NaN }).approved).toBeNull();
  });
});

it('the sizes it measures are those of the plan', () => {
  expect(plan.trades.map((trade) => [trade.side, toDecimal(trade.notional)])).toEqual([['sell', '9000'], ['buy', '9900']]);
});
