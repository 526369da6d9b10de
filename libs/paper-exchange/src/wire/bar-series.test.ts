import { syntheticMarket } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket, wandering } from '../../test/market.ts';
import { readTimeframe } from './timeframe.ts';

interface Row {
  readonly t: string;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly n: number;
  readonly vw: number;
}

const closes = {
  '2026-09-30': 50,
  '2026-10-01': 55,
  '2026-10-02': 54,
  '2026-10-05': 58,
  '2026-10-06': 57,
  '2026-10-07': 61,
};
const market = scriptedMarket({ KO: { quote: wandering(60, 3), closes }, SPY: { quote: wandering(500, 5) } });

const read = async ({ ask }: Client, query: string): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (let token = ''; ;) {
    const { status, body } = await ask('GET', `/v2/stocks/bars?symbols=KO&${query}${token}`);
    expect(status).toBe(200);
    rows.push(...((body.bars.KO ?? []) as Row[]));
    if (body.next_page_token === null) return rows;
    token = `&page_token=${encodeURIComponent(body.next_page_token as string)}`;
  }
};

describe('bars of any timeframe', () => {
  it.each([
    ['1Min', { unit: 'minute', count: 1 }],
    ['59T', { unit: 'minute', count: 59 }],
    ['4Hour', { unit: 'minute', count: 240 }],
    ['1D', { unit: 'day', count: 1 }],
    ['1Week', { unit: 'week', count: 1 }],
    ['6Month', { unit: 'month', count: 6 }],
    ['0Min', undefined],
    ['60Min', undefined],
    ['24H', undefined],
    ['2Day', undefined],
    ['5Month', undefined],
    ['Min', undefined],
    ['', undefined],
  ])('read %s', (text, timeframe) => {
    expect(readTimeframe(text)).toEqual(timeframe);
  });

  it('are there minute by minute up to the last that has ended, and add up to longer ones', async () => {
    const client = open(at('2026-10-08T14:02:30Z'), { market });
    const minutes = await read(client, 'timeframe=1Min&start=2026-10-08');
    expect(minutes.length).toBe(32);
    expect([minutes[0]!.t, minutes.at(-1)!.t]).toEqual(['2026-10-08T13:30:00Z', '2026-10-08T14:01:00Z']);
    const fives = await read(client, 'timeframe=5Min&start=2026-10-08');
    expect(fives.length).toBe(6);
    fives.forEach((five, row) => {
      const parts = minutes.slice(row * 5, row * 5 + 5);
      expect(five).toMatchObject({ t: parts[0]!.t, o: parts[0]!.o, c: parts[4]!.c, n: 300 });
      expect([five.h, five.l]).toEqual([Math.max(...parts.map(({ h }) => h)), Math.min(...parts.map(({ l }) => l))]);
      expect(five.v).toBe(parts.reduce((sum, { v }) => sum + v, 0));
    });
  });

  it('begin at full hours in New York and end with the session, early on a half-day', async () => {
    const client = open(at('2026-11-27T22:00:00Z'), { market });
    const hours = await read(client, 'timeframe=1Hour&start=2026-11-27T13:30:00Z&end=2026-11-27T14:30:00Z');
    expect(hours.map(({ t, n }) => [t, n])).toEqual([['2026-11-27T14:00:00Z', 1800]]);
    const last = await read(client, 'timeframe=2Hour&start=2026-11-27T17:00:00Z&end=2026-11-28');
    expect(last.map(({ t, n }) => [t, n])).toEqual([['2026-11-27T17:00:00Z', 3600]]);
  });

  it('come page by page, in either direction, without a gap or a repeat', async () => {
    const client = open(at('2026-10-08T16:00:00Z'), { market });
    const range = 'timeframe=5Min&start=2026-10-07T19:45:00Z&end=2026-10-08T13:50:00Z';
    const whole = await read(client, range);
    expect(whole.length).toBe(8);
    expect(await read(client, `${range}&limit=3`)).toEqual(whole);
    expect(await read(client, `${range}&limit=4&sort=desc`)).toEqual(whole.toReversed());
    expect(new Set(whole.map(({ t }) => t)).size).toBe(8);
  });

  it('end a page of minutes early rather than keep others waiting', async () => {
    const client = open(at('2024-08-12T21:00:00Z'), { market: syntheticMarket({ seed: 7 }) });
    const { body } = await client.ask('GET', '/v2/stocks/bars?symbols=SPY&timeframe=1Min&start=2024-08-06&limit=10000');
    expect(body.bars.SPY.length).toBe(1000);
    expect(body.next_page_token).not.toBeNull();
  });

  it('are of weeks from Monday and of months from the first', async () => {
    const client = open(at('2026-10-08T16:00:00Z'), { market });
    expect(await read(client, 'timeframe=1Week&start=2026-09-01')).toMatchObject([
      { t: '2026-09-28T04:00:00Z', o: 50, h: 56, l: 49, c: 54, v: 3_000_000 },
      { t: '2026-10-05T04:00:00Z', o: 58, h: 62, l: 56, c: 61, v: 3_000_000 },
    ]);
    expect((await read(client, 'timeframe=1Month&start=2026-09-01')).map(({ t, c }) => [t, c])).toEqual([
      ['2026-09-01T04:00:00Z', 50],
      ['2026-10-01T04:00:00Z', 61],
    ]);
    expect((await read(client, 'timeframe=6Month&start=2026-01-01')).map(({ t }) => t)).toEqual(['2026-07-01T04:00:00Z']);
  });

  it('agree with the minute that the stream and the snapshot tell', async () => {
    const client = open(at('2026-10-08T14:02:30Z'), { market });
    const [last] = await read(client, 'timeframe=1Min&start=2026-10-08T14:01:00Z');
    const { body } = await client.ask('GET', '/v2/stocks/KO/snapshot');
    expect(body.minuteBar).toEqual(last);
  });
});
