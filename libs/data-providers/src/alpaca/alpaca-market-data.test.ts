import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { price, quantity, sessionDate, ticker } from '@alchemiser/domain';
import { marketDataContract } from '@alchemiser/services/testing';
import { marketDataAgainst, type Asked } from '../../test/alpaca-double.ts';

const fixture = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'));
const [SPY, QQQ, BRK] = [ticker('SPY'), ticker('QQQ'), ticker('BRK/B')];

/** 300 weekdays of bars stamped at New York's midnight, in winter and summer time. */
const STAMPS = Array.from({ length: 420 }, (_, n) => new Date(Date.UTC(2023, 5, 1 + n)))
  .filter((day) => day.getUTCDay() % 6 !== 0)
  .map((day) => {
    const date = day.toISOString().slice(0, 10);
    const isSummer = (date >= '2023-03-12' && date < '2023-11-05') || (date >= '2024-03-10' && date < '2024-11-03');
    return `${date}T${isSummer ? '04' : '05'}:00:00Z`;
  });
const series = (close: number) =>
  STAMPS.map((t, n) => ({ t, o: close, h: close + 5, l: close - 1, c: close + (n % 40) / 10, v: 1000 + n, n: 10, vw: close }));
const MARKET: Record<string, ReturnType<typeof series>> = { SPY: series(540.1), QQQ: series(450.2), 'BRK.B': series(430.3) };

/** Alpaca's documented answer: sorted by symbol then time, `limit` bars over all symbols, `end` included. */
function alpaca(pageSize: number) {
  return ({ path, query }: Asked): unknown => {
    const symbols = (query['symbols'] ?? '').split(',').toSorted();
    if (path === '/v2/stocks/quotes/latest') {
      const quote = { t: '2024-08-06T14:31:00Z', bp: 540.12, ap: 540.14, bs: 200, as: 100 };
      return { quotes: Object.fromEntries(symbols.filter((symbol) => symbol in MARKET).map((symbol) => [symbol, quote])) };
    }
    const [start, end] = [Date.parse(query['start'] ?? ''), Date.parse(query['end'] ?? '')];
    const rows = symbols.flatMap((symbol) =>
      (MARKET[symbol] ?? []).filter(({ t }) => Date.parse(t) >= start && Date.parse(t) <= end).map((bar) => ({ symbol, bar })),
    );
    const from = Number(query['page_token'] ?? 0);
    const page = rows.slice(from, from + pageSize);
    const bars: Record<string, unknown[]> = {};
    for (const { symbol, bar } of page) (bars[symbol] ??= []).push(bar);
    return { bars, next_page_token: from + pageSize < rows.length ? String(from + pageSize) : null };
  };
}

describe.each([10_000, 97, 1_000])('Alpaca’s market data in pages of %i', (pageSize) => {
  it.each(
    marketDataContract(async () => ({
      marketData: marketDataAgainst(alpaca(pageSize)).marketData,
      known: [SPY, QQQ, BRK],
      unknown: ticker('NOSUCH'),
      through: sessionDate('2024-06-14'),
      quoted: [SPY, QQQ, BRK],
    })),
  )('$name', async ({ run }) => run());
});

describe('daily bars', () => {
  it('always name feed and adjustment, and end with the session asked for', async () => {
    const { marketData, asked } = marketDataAgainst(alpaca(10_000), { feed: 'iex', from: sessionDate('2024-01-02') });
    await marketData.dailyBars([BRK, SPY, SPY], sessionDate('2024-06-14'));
    expect(asked).toEqual([
      {
        path: '/v2/stocks/bars',
        query: {
          symbols: 'BRK.B,SPY',
          timeframe: '1Day',
          start: '2024-01-02',
          end: '2024-06-14T06:00:00Z',
          limit: '10000',
          sort: 'asc',
          feed: 'iex',
          adjustment: 'all',
        },
      },
    ]);
  });

  it('carry the New York date of their midnight, winter and summer', async () => {
    const { marketData } = marketDataAgainst(() => fixture('bars'));
    expect((await marketData.dailyBars([BRK], sessionDate('2024-03-11'))).get(BRK)).toEqual([
      { date: '2024-03-08', open: 407.11, high: 409.2, low: 404.03, close: 406.67, volume: 3_512_042 },
      { date: '2024-03-11', open: 405.8, high: 407.5, low: 402.111, close: 406.9, volume: 2_934_871 },
    ]);
  });

  it('leave the running session out, even when the service sends it', async () => {
    const { marketData } = marketDataAgainst(() => fixture('bars'));
    expect((await marketData.dailyBars([BRK], sessionDate('2024-03-08'))).get(BRK)?.map(({ date }) => date)).toEqual(['2024-03-08']);
  });

  it('of more tickers than a URL holds come in groups', async () => {
    const { marketData, asked } = marketDataAgainst(() => ({ bars: {}, next_page_token: null }));
    await marketData.dailyBars(
      Array.from({ length: 230 }, (_, n) => ticker(`T${n}`)),
      sessionDate('2024-03-08'),
    );
    expect(asked.map(({ query }) => query['symbols']?.split(',').length)).toEqual([100, 100, 30]);
  });

  const bar = { t: '2024-03-08T05:00:00Z', o: 1, h: 2, l: 0.5, c: 1.5, v: 1 };
  it.each([
    ['without a close', { SPY: [{ ...bar, c: undefined }] }],
    ['with text for a number', { SPY: [{ ...bar, o: '1' }] }],
    ['with a price of nothing', { SPY: [{ ...bar, l: 0 }] }],
    ['whose high is not the highest', { SPY: [{ ...bar, h: 1.2 }] }],
    ['twice the same', { SPY: [bar, bar] }],
    ['at no instant', { SPY: [{ ...bar, t: 'yesterday' }] }],
  ])('%s fail the read: nothing is repaired in passing', async (_name, bars) => {
    const { marketData } = marketDataAgainst(() => ({ bars, next_page_token: null }));
    await expect(marketData.dailyBars([SPY], sessionDate('2024-03-08'))).rejects.toMatchObject({ code: 'market.malformed', next: 'stop' });
  });

  it('whose pages lead in a circle are refused', async () => {
    const { marketData } = marketDataAgainst(() => ({ bars: {}, next_page_token: 'again' }));
    await expect(marketData.dailyBars([SPY], sessionDate('2024-03-08'))).rejects.toThrow('a page that leads back to itself');
  });

  it('that the plan does not include say so', async () => {
    const { marketData } = marketDataAgainst(() =>
      Response.json({ message: 'subscription does not permit querying recent SIP data' }, { status: 403 }),
    );
    await expect(marketData.dailyBars([SPY], sessionDate('2024-03-08'))).rejects.toMatchObject({
      code: 'market.refused',
      message: 'The market data source refused GET /v2/stocks/bars (status 403): subscription does not permit querying recent SIP data.',
    });
  });
});

describe('quotes', () => {
  it('are two-sided and uncrossed; others are absent', async () => {
    const { marketData } = marketDataAgainst(() => fixture('latest-quotes'));
    expect([...(await marketData.quotes([SPY, BRK, ticker('PENNY')])).values()]).toEqual([
      {
        ticker: 'SPY',
        bid: price('522.14'),
        ask: price('522.16'),
        bidSize: quantity('200'),
        askSize: quantity('300'),
        at: Date.parse('2024-08-06T14:31:00.123Z'),
      },
    ]);
  });

  it.each([
    ['bp', -1],
    ['ap', '522.16'],
    ['t', 1_722_950_000],
    ['bs', null],
  ])('with %s %j fail the read', async (field, value) => {
    const { quotes } = fixture('latest-quotes') as { quotes: Record<string, Record<string, unknown>> };
    const { marketData } = marketDataAgainst(() => ({ quotes: { SPY: { ...quotes['SPY'], [field]: value } } }));
    await expect(marketData.quotes([SPY])).rejects.toMatchObject({ code: 'market.malformed' });
  });
});

const RECORDED = join(import.meta.dirname, '../../../../../shared/alpaca/recorded/daily_bars_iex_AAPL_split_head.json');

describe.skipIf(!existsSync(RECORDED))('a recorded reply (skipped where the recording is not there)', () => {
  it('of raw bars around a split is read', async () => {
    const wire: unknown = JSON.parse(readFileSync(RECORDED, 'utf8'));
    const { marketData } = marketDataAgainst(() => wire, { adjustment: 'raw' });
    const bars = (await marketData.dailyBars([ticker('AAPL')], sessionDate('2020-08-31'))).get(ticker('AAPL'));
    expect(bars?.map(({ date, close, volume }) => [date, close, volume])).toEqual([
      ['2020-08-03', 435.24, 1_265_756],
      ['2020-08-28', 499.345, 455_748],
      ['2020-08-31', 129.11, 2_563_119],
    ]);
  });
});
