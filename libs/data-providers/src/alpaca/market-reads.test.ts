import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { price, quantity, sessionDate, ticker } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { marketDataAgainst } from '../../test/alpaca-double.ts';

const [SPY, BRK] = [ticker('SPY'), ticker('BRK/B')];
const T = '2024-08-06T14:31:00.123456789Z';
const AT = Date.parse('2024-08-06T14:31:00.123Z');
const TRADE = { t: T, x: 'V', p: 522.15, s: 100, c: ['@'], i: 1, z: 'B' };
const QUOTE = { t: T, bp: 522.14, ap: 522.16, bs: 200, as: 300 };
const BAR = { t: '2024-08-06T04:00:00Z', o: 519.2, h: 529.8, l: 517.9, c: 522.1, v: 84_000_000 };

describe('latest trades', () => {
  it('are exact prices by ticker, with the feed named; a trade at nothing is none', async () => {
    const { marketData, asked } = marketDataAgainst(() => ({ trades: { SPY: TRADE, 'BRK.B': { ...TRADE, p: 0 } } }), { feed: 'iex' });
    expect([...(await marketData.trades([SPY, BRK, ticker('NOSUCH')])).values()]).toEqual([
      { ticker: 'SPY', price: price('522.15'), size: quantity('100'), at: AT },
    ]);
    expect(asked).toEqual([{ path: '/v2/stocks/trades/latest', query: { symbols: 'SPY,BRK.B,NOSUCH', feed: 'iex' } }]);
  });

  it('that cannot be read fail the read', async () => {
    const { marketData } = marketDataAgainst(() => ({ trades: { SPY: { ...TRADE, p: '522.15' } } }));
    await expect(marketData.trades([SPY])).rejects.toMatchObject({ code: 'market.malformed' });
  });
});

describe('snapshots', () => {
  it('hold what there is, and null for what there is none of', async () => {
    const wire = {
      SPY: { latestTrade: TRADE, latestQuote: QUOTE, dailyBar: BAR, prevDailyBar: { ...BAR, t: '2024-08-05T04:00:00Z' } },
      'BRK.B': { latestQuote: { ...QUOTE, ap: 0 } },
      GONE: null,
    };
    const { marketData } = marketDataAgainst(() => wire);
    const found = await marketData.snapshots([SPY, BRK, ticker('GONE')]);
    expect(found.get(SPY)).toMatchObject({
      trade: { price: price('522.15') },
      quote: { bid: price('522.14') },
      session: { date: '2024-08-06', close: 522.1 },
      previousSession: { date: '2024-08-05' },
    });
    expect(found.get(BRK)).toEqual({ ticker: 'BRK/B', quote: null, trade: null, session: null, previousSession: null });
    expect(found.has(ticker('GONE'))).toBe(false);
  });
});

describe('corporate actions', () => {
  const page = (corporate_actions: unknown, next_page_token: string | null = null) => ({ corporate_actions, next_page_token });

  it('come in order of their ex-dates, from every page', async () => {
    const dividend = { symbol: 'SPY', ex_date: '2024-06-21', rate: 1.759, special: false, foreign: false };
    const { marketData, asked } = marketDataAgainst(({ query }) =>
      query['page_token'] === undefined
        ? page(
            { cash_dividends: [dividend], reverse_splits: [{ symbol: 'UVXY', ex_date: '2024-04-11', old_rate: 5, new_rate: 1 }] },
            'next',
          )
        : page({
            spin_offs: [{ source_symbol: 'GE', ex_date: '2024-04-02', source_rate: 4, new_symbol: 'GEV', new_rate: 1 }],
            stock_dividends: [{ symbol: 'SPY', ex_date: '2024-06-21', rate: 0.05 }],
          }),
    );
    const actions = await marketData.corporateActions(
      [SPY, ticker('UVXY'), ticker('GE')],
      sessionDate('2024-04-01'),
      sessionDate('2024-06-30'),
    );
    expect(actions).toEqual([
      { ticker: 'GE', exDate: '2024-04-02', kind: 'spin-off', into: 'GEV', oldShares: 4, newShares: 1 },
      { ticker: 'UVXY', exDate: '2024-04-11', kind: 'split', oldShares: 5, newShares: 1 },
      { ticker: 'SPY', exDate: '2024-06-21', kind: 'cash-dividend', usdPerShare: 1.759, special: false },
      { ticker: 'SPY', exDate: '2024-06-21', kind: 'stock-dividend', sharesPerShare: 0.05 },
    ]);
    expect(asked.map(({ query }) => [query['start'], query['end'], query['page_token']])).toEqual([
      ['2024-04-01', '2024-06-30', undefined],
      ['2024-04-01', '2024-06-30', 'next'],
    ]);
  });

  it.each([
    ['at a rate of nothing', { forward_splits: [{ symbol: 'SPY', ex_date: '2024-06-21', old_rate: 0, new_rate: 4 }] }],
    ['on no day', { forward_splits: [{ symbol: 'SPY', ex_date: '2024-02-30', old_rate: 1, new_rate: 4 }] }],
    ['at a rate in words', { cash_dividends: [{ symbol: 'SPY', ex_date: '2024-06-21', rate: '0.82', special: false }] }],
  ])('%s fail the read', async (_name, wire) => {
    const { marketData } = marketDataAgainst(() => page(wire));
    await expect(marketData.corporateActions([SPY], sessionDate('2024-01-01'), sessionDate('2024-12-31'))).rejects.toMatchObject({
      code: 'market.malformed',
    });
  });

  const RECORDED = join(import.meta.dirname, '../../../../../shared/alpaca/recorded/corporate_actions.json');
  it.skipIf(!existsSync(RECORDED))('are read from a recorded reply (skipped where the recording is not there)', async () => {
    const { marketData } = marketDataAgainst(() => page(JSON.parse(readFileSync(RECORDED, 'utf8'))));
    expect(await marketData.corporateActions([ticker('AAPL')], sessionDate('2020-08-01'), sessionDate('2020-09-30'))).toEqual([
      { ticker: 'AAPL', exDate: '2020-08-07', kind: 'cash-dividend', usdPerShare: 0.82, special: false },
      { ticker: 'AAPL', exDate: '2020-08-31', kind: 'split', oldShares: 1, newShares: 4 },
    ]);
  });
});
