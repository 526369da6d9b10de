/** Filters, order and paging of everything that comes as a list. */
import { describe, expect, it } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const DAYS = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08'];
const closes = (from: number) => Object.fromEntries(DAYS.map((day, row) => [day, from + row]));
const market = scriptedMarket({
  BBB: { quote: () => ['19.99', '20.01'], closes: closes(20) },
  AAA: { quote: () => ['9.99', '10.01'], closes: closes(10) },
});

interface Row {
  readonly id: string;
  readonly client_order_id: string;
  readonly submitted_at: string;
}

/** Three filled buys, a second apart, and one that rests. */
async function busy(): Promise<Client> {
  const client = open(MORNING, { market });
  for (const id of ['one', 'two', 'three']) {
    await client.send({ symbol: id === 'two' ? 'BBB' : 'AAA', qty: '1', side: 'buy', type: 'market', client_order_id: id });
    await client.clock.sleep(1000);
  }
  await client.send({ symbol: 'AAA', qty: '1', side: 'buy', type: 'limit', limit_price: '5', client_order_id: 'four' });
  await client.clock.sleep(1000);
  return client;
}

const ids = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.client_order_id);

describe('GET /v2/orders', () => {
  it.each([
    ['open by default', '', ['four']],
    ['closed, newest first', '?status=closed', ['three', 'two', 'one']],
    ['all, oldest first', '?status=all&direction=asc', ['one', 'two', 'three', 'four']],
    ['as many as asked', '?status=all&limit=2', ['four', 'three']],
    ['of some symbols', '?status=all&symbols=BBB,CCC', ['two']],
    ['of a side', '?status=all&side=sell', []],
    ['of a kind of asset', '?status=all&asset_class=crypto', []],
  ])('gives orders %s', async (_, query, expected) => {
    const { ask } = await busy();
    expect(ids((await ask('GET', `/v2/orders${query}`)).body)).toEqual(expected);
  });

  it('takes after and until strictly, by time and by id', async () => {
    const { ask } = await busy();
    const rows: readonly Row[] = (await ask('GET', '/v2/orders?status=all&direction=asc')).body;
    const [, second, third] = rows;
    const list = async (query: string) => ids((await ask('GET', `/v2/orders?status=all&direction=asc&${query}`)).body);
    expect(await list(`after=${second!.submitted_at}`)).toEqual(['three', 'four']);
    expect(await list(`until=${third!.submitted_at}`)).toEqual(['one', 'two']);
    expect(await list(`after_order_id=${second!.id}`)).toEqual(['three', 'four']);
    expect(await list(`before_order_id=${third!.id}`)).toEqual(['one', 'two']);
    expect(await list('after=2026-10-08T11:10:01.5-04:00')).toEqual(['three', 'four']);
    expect(await list('after=2026-10-09')).toEqual([]);
  });

  it.each([['limit=0'], ['limit=501'], ['limit=many'], ['status=lost'], ['after=yesterday']])('refuses %s', async (query) => {
    const { ask } = open(MORNING, { market });
    expect((await ask('GET', `/v2/orders?${query}`)).status).toBe(422);
  });
});

describe('GET /v2/account/activities', () => {
  it('pages by the id of the last row seen, in either direction', async () => {
    const { ask } = await busy();
    for (const direction of ['asc', 'desc']) {
      const seen: string[] = [];
      for (let token = ''; ;) {
        const rows: readonly Row[] = (
          await ask('GET', `/v2/account/activities/FILL?direction=${direction}&page_size=2&page_token=${token}`)
        ).body;
        seen.push(...rows.map(({ id }) => id));
        if (rows.length < 2) break;
        token = rows.at(-1)!.id;
      }
      expect(seen).toHaveLength(3);
      expect(seen).toEqual(direction === 'asc' ? seen.toSorted() : seen.toSorted().reverse());
    }
  });

  it('takes after and until strictly, and a date as a day in New York', async () => {
    const { ask } = await busy();
    const list = async (query: string) =>
      (await ask('GET', `/v2/account/activities?direction=asc&${query}`)).body as readonly { transaction_time: string }[];
    const [first, second] = await list('');
    expect(await list(`after=${first!.transaction_time}`)).toHaveLength(2);
    expect(await list(`until=${second!.transaction_time}`)).toHaveLength(1);
    expect(await list('date=2026-10-08')).toHaveLength(3);
    expect(await list('date=2026-10-07')).toHaveLength(0);
    expect(await list('activity_types=DIV,FILL')).toHaveLength(3);
    expect(await list('activity_types=DIV')).toHaveLength(0);
    expect(await list('category=non_trade_activity')).toHaveLength(0);
  });

  it.each([['page_size=101'], ['page_token=nobody'], ['after=later']])('refuses %s', async (query) => {
    const { ask } = await busy();
    expect((await ask('GET', `/v2/account/activities?${query}`)).status).toBe(422);
  });
});

describe('GET /v2/stocks/bars', () => {
  interface Page {
    readonly bars: Readonly<Record<string, readonly { readonly t: string; readonly c: number }[]>>;
    readonly next_page_token: string | null;
  }
  const get = async ({ ask }: Client, query: string): Promise<Page> => {
    const page: Page = (await ask('GET', `/v2/stocks/bars?timeframe=1Day&start=2026-01-01&${query}`)).body;
    return page;
  };

  it('sorts by symbol and then time, and shows no bar of a session that runs', async () => {
    const client = open(MORNING, { market });
    const { bars, next_page_token } = await get(client, 'symbols=BBB,AAA,ZZZ');
    expect(Object.keys(bars)).toEqual(['AAA', 'BBB']);
    expect(bars['AAA']?.map(({ c }) => c)).toEqual([10, 11, 12, 13, 14]);
    expect(next_page_token).toBeNull();
  });

  it('shows the session’s bar from its close on', async () => {
    const client = open(at('2026-10-08T19:59:59.999Z'), { market });
    expect((await get(client, 'symbols=AAA')).bars['AAA']?.at(-1)?.t).toBe('2026-10-07T04:00:00Z');
    await client.clock.sleep(1);
    expect((await get(client, 'symbols=AAA')).bars['AAA']?.at(-1)?.t).toBe('2026-10-08T04:00:00Z');
  });

  it('counts its limit over all symbols and goes on by token, in either order', async () => {
    const client = open(MORNING, { market });
    for (const sort of ['asc', 'desc']) {
      const seen: string[] = [];
      const pages: string[][] = [];
      for (let token = ''; ;) {
        const page = await get(client, `symbols=AAA,BBB&limit=5&sort=${sort}&page_token=${encodeURIComponent(token)}`);
        pages.push(Object.keys(page.bars));
        for (const [symbol, rows] of Object.entries(page.bars)) seen.push(...rows.map(({ t }) => `${symbol} ${t}`));
        if (page.next_page_token === null) break;
        token = page.next_page_token;
      }
      expect(pages).toEqual([['AAA'], ['BBB']]);
      expect(new Set(seen).size).toBe(10);
      expect(seen[0]).toBe(sort === 'asc' ? 'AAA 2026-10-01T04:00:00Z' : 'AAA 2026-10-07T04:00:00Z');
    }
  });

  it('takes start and end as inclusive days or instants', async () => {
    const client = open(MORNING, { market });
    const days = async (query: string): Promise<number> => {
      const { bars }: Page = (await client.ask('GET', `/v2/stocks/bars?symbols=AAA&timeframe=1Day&${query}`)).body;
      return bars['AAA']?.length ?? 0;
    };
    expect(await days('start=2026-10-02&end=2026-10-06')).toBe(3);
    expect(await days('start=2026-10-02T04:00:00Z&end=2026-10-06T04:00:00Z')).toBe(3);
    expect(await days('start=2026-10-02T04:00:01Z&end=2026-10-06T03:59:59Z')).toBe(1);
    expect(await days('')).toBe(0);
  });

  it.each([
    ['timeframe=1Eon&symbols=AAA', 'invalid timeframe: 1Eon'],
    ['timeframe=1Day', 'symbols is required'],
    ['timeframe=1Day&symbols=AAA&feed=moon', 'invalid feed: moon'],
    ['timeframe=1Day&symbols=AAA&adjustment=split,luck', 'invalid adjustment: luck'],
    ['timeframe=1Day&symbols=AAA&limit=10001', 'limit must be between 1 and 10000'],
    ['timeframe=1Day&symbols=AAA&start=soon', 'start and end must be dates or RFC 3339 instants'],
    ['timeframe=1Day&symbols=AAA&page_token=%25', 'invalid page_token: %'],
  ])('refuses %s', async (query, message) => {
    const { ask } = open(MORNING, { market });
    expect(await ask('GET', `/v2/stocks/bars?${query}`)).toEqual({ status: 400, body: { message } });
  });
});

describe('GET latest', () => {
  it('quotes both sides in shares, and after the close the last of the session', async () => {
    const client = open(MORNING, { market });
    const quote = async (): Promise<Readonly<Record<string, { readonly t: string }>>> => {
      const { quotes }: { quotes: Record<string, { t: string }> } = (await client.ask('GET', '/v2/stocks/quotes/latest?symbols=AAA,ZZZ'))
        .body;
      return quotes;
    };
    expect(await quote()).toMatchObject({ AAA: { bp: 9.99, ap: 10.01, bs: 100, as: 200, t: '2026-10-08T15:10:00Z' } });
    expect(Object.keys(await quote())).toEqual(['AAA']);
    await client.clock.advanceTo(at('2026-10-08T23:00:00Z'));
    expect((await quote())['AAA']?.t).toBe('2026-10-08T19:59:59.999Z');
  });

  it('gives snapshots with the last two completed bars', async () => {
    const { ask } = open(MORNING, { market });
    expect((await ask('GET', '/v2/stocks/snapshots?symbols=AAA')).body.AAA).toMatchObject({
      latestTrade: { p: 10 },
      latestQuote: { ap: 10.01 },
      dailyBar: { c: 14 },
      prevDailyBar: { c: 13 },
    });
  });
});

describe('GET /v2/clock', () => {
  it.each([
    [
      'in a session',
      '2026-10-08T15:10:00Z',
      {
        timestamp: '2026-10-08T11:10:00-04:00',
        is_open: true,
        next_open: '2026-10-09T09:30:00-04:00',
        next_close: '2026-10-08T16:00:00-04:00',
      },
    ],
    [
      'before the opening',
      '2026-10-08T13:29:59Z',
      { is_open: false, next_open: '2026-10-08T09:30:00-04:00', next_close: '2026-10-08T16:00:00-04:00' },
    ],
    [
      'at the close',
      '2026-10-08T20:00:00Z',
      { is_open: false, next_open: '2026-10-09T09:30:00-04:00', next_close: '2026-10-09T16:00:00-04:00' },
    ],
    [
      'over the weekend on which the clocks go back',
      '2026-10-31T12:00:00Z',
      {
        timestamp: '2026-10-31T08:00:00-04:00',
        is_open: false,
        next_open: '2026-11-02T09:30:00-05:00',
        next_close: '2026-11-02T16:00:00-05:00',
      },
    ],
  ])('tells New York’s time %s', async (_, now, expected) => {
    expect((await open(at(now), { market }).ask('GET', '/v2/clock')).body).toMatchObject(expected);
  });
});

describe('GET /v2/calendar', () => {
  it('lists sessions from start through end with the day on which their trades settle', async () => {
    const { ask } = open(MORNING, { market });
    const days: readonly { date: string; settlement_date: string }[] = (await ask('GET', '/v2/calendar?start=2024-05-23&end=2024-05-28'))
      .body;
    expect(days.map((day) => [day.date, day.settlement_date])).toEqual([
      // Memorial Day is the 27th; settlement went from two days to one on the 28th.
      ['2024-05-23', '2024-05-28'],
      ['2024-05-24', '2024-05-29'],
      ['2024-05-28', '2024-05-29'],
    ]);
    expect((await ask('GET', '/v2/calendar?start=tomorrow')).status).toBe(422);
  });
});
