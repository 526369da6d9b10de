import { describe, expect, it } from 'vitest';
import { dayOf } from '../../test/facts.ts';
import { day, facts, plan, says } from '../../test/risk-day.ts';
import { toDecimal } from '../values/exact.ts';
import { approve } from './approve.ts';
import { RISK_ROWS } from './checks.ts';
import { DEFAULT_LIMITS } from './limits.ts';

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
      ['cash reserve', 'Cash left $100.00, reserve $100.00'],
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

it('lets sells pass after a loss that stops buys', () => {
  const sellsOnly = { ...plan, trades: plan.trades.filter((trade) => trade.side === 'sell') };
  expect(says({ plan: sellsOnly, facts: dayOf({ ...day, closes: { SMR: 12.5 } }) }, 'session loss')).toMatchObject({
    passed: true,
    says: 'Lost since the last close 22.5 %, limit 15.0 %: no buys',
  });
});

describe('every limit is a limit', () => {
  it.each([
    'weightPerTickerMax',
    'grossExposureMax',
    'orderNotionalMax',
    'turnoverMax',
    'tradesPerSessionMax',
    'priceCollar',
    'quoteAgeMsMax',
    'spreadBpsMax',
    'sessionLossMax',
  ] as const)('%s refuses when it is not a number', (limit) => {
    expect(approve(plan, facts, { ...DEFAULT_LIMITS, [limit]: Number.NaN }).approved).toBeNull();
  });
});

it('the sizes it measures are those of the plan', () => {
  expect(plan.trades.map((trade) => [trade.side, toDecimal(trade.notional)])).toEqual([
    ['sell', '9000'],
    ['buy', '9900'],
  ]);
});
