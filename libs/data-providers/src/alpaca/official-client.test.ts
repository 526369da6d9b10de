/** A second opinion on the wire: the official client reads the same replies as our adapter, and sees the same bars. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Alpaca, TimeFrame } from '@alpacahq/alpaca-trade-api';
import { describe, expect, it } from 'vitest';
import { sessionDate, ticker } from '@alchemiser/domain';
import { marketDataAgainst, type Asked } from '../../test/alpaca-double.ts';

const REPLY: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/bars.json'), 'utf8'));

describe('the official client (@alpacahq/alpaca-trade-api 4)', () => {
  it('asks the same question and reads the same numbers as our adapter', async () => {
    const theirs: Asked[] = [];
    const official = new Alpaca({
      keyId: 'k',
      secret: 's',
      fetchApi: async (input) => {
        const url = new URL(input);
        theirs.push({ path: url.pathname, query: Object.fromEntries(url.searchParams) });
        return Response.json(REPLY);
      },
    });
    const options = {
      symbols: ['BRK.B'],
      timeframe: TimeFrame.Day,
      adjustment: 'all',
      feed: 'sip',
      start: new Date('2016-01-01'),
      end: new Date('2024-03-11T06:00:00Z'),
    } as const;
    const rows = (await official.marketData.getStockBars({ ...options, symbols: [...options.symbols] }))['BRK.B'] ?? [];

    const { marketData, asked } = marketDataAgainst(() => REPLY);
    const ours = (await marketData.dailyBars([ticker('BRK/B')], sessionDate('2024-03-11'))).get(ticker('BRK/B')) ?? [];

    expect(rows).toHaveLength(2);
    expect(ours.map(({ open, high, low, close, volume }) => [open, high, low, close, volume])).toEqual(
      rows.map(({ open, high, low, close, volume }) => [open, high, low, close, volume]),
    );
    const { path, query } = asked[0]!;
    expect(path).toBe(theirs[0]?.path);
    for (const name of ['symbols', 'timeframe', 'adjustment', 'feed']) expect([name, query[name]]).toEqual([name, theirs[0]?.query[name]]);
    for (const name of ['start', 'end']) expect(Date.parse(query[name] ?? '')).toBe(Date.parse(theirs[0]?.query[name] ?? ''));
  });
});
