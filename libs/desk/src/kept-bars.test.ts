import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromIsoInstant, nyse, sessionDate, syntheticMarket, ticker } from '@alchemiser/domain';
import { parseConfig, type Configuration } from '@alchemiser/infrastructure';
import { createPaperExchange, virtualClock } from '@alchemiser/paper-exchange';
import { capturingLogger, fixedClock, memoryBarStore } from '@alchemiser/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBarOrigin, pullKeptBars, verifyKeptBars } from './kept-bars.ts';

const TICKERS = ['SPY', 'TLT'].map(ticker);
const log = capturingLogger();
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'alchemiser-bars-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function configured(file: Record<string, unknown>): Configuration {
  const parsed = parseConfig(file, { ALPACA_PAPER_KEY: 'PKPAPER', ALPACA_PAPER_SECRET: 'paper-secret' });
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('; '));
  return parsed.value;
}

describe('kept bars', () => {
  it('come from the paper exchange whole, and the second time not at all', async () => {
    const store = memoryBarStore();
    const origin = await openBarOrigin({ configuration: configured({}), tickers: TICKERS });
    const first = await pullKeptBars(origin, { store, tickers: [...TICKERS, ticker('NOSUCH')], log });
    expect(first.map(({ ticker: name, status, gaps }) => [name, status, gaps])).toEqual([
      ['NOSUCH', 'absent', []],
      ['SPY', 'fetched', []],
      ['TLT', 'fetched', []],
    ]);
    expect(first[1]?.last).toBe(origin.through);
    expect((await pullKeptBars(origin, { store, tickers: TICKERS, log })).map(({ status }) => status)).toEqual(['kept', 'kept']);
    expect((await verifyKeptBars(store)).map(({ ticker: name, source, faults }) => [name, source, faults])).toEqual([
      ['SPY', 'synthetic market, seed 7', []],
      ['TLT', 'synthetic market, seed 7', []],
    ]);
  });

  it('come from a folder, and holes and strays in it are told by name', async () => {
    const sessions = nyse.sessions(sessionDate('2024-06-17'), sessionDate('2024-07-10')).filter((date) => date !== '2024-06-25');
    const days = [...sessions, '2024-07-04'].sort();
    writeFileSync(join(folder, 'SPY.csv'), ['date,open,high,low,close,volume', ...days.map((date) => `${date},1,2,1,2,10`)].join('\n'));
    const store = memoryBarStore();
    const clock = fixedClock(fromIsoInstant('2024-07-11T12:00:00Z'));
    const origin = await openBarOrigin({
      configuration: configured({ market: { source: 'csv', directory: folder } }),
      tickers: TICKERS,
      clock,
    });
    const [spy] = await pullKeptBars(origin, { store, tickers: [ticker('SPY')], log });
    expect(spy).toMatchObject({ status: 'fetched', last: '2024-07-10', gaps: ['2024-06-25'] });
    expect((await verifyKeptBars(store))[0]?.faults).toEqual([
      'SPY lacks 1 session: 2024-06-25',
      'SPY has bars on 1 day without a session: 2024-07-04',
    ]);
  });

  it('of an exchange on a port are fetched and final by that exchange’s clock', async () => {
    const at = fromIsoInstant('2024-08-08T15:00:00Z');
    const account = { id: 'A1', cash: '1', keyId: 'PKPAPER', secret: 'paper-secret' };
    const exchange = createPaperExchange({ market: syntheticMarket({ seed: 7 }), clock: virtualClock(at), account, seed: 7 });
    const configuration = configured({ broker: 'alpaca', alpaca: { url: 'http://exchange.invalid' } });
    const fetch = (request: Request): Promise<Response> => exchange.fetch(request);
    const origin = await openBarOrigin({ configuration, tickers: TICKERS, fetch });
    expect(origin.through).toBe('2024-08-07');
    const store = memoryBarStore();
    await pullKeptBars(origin, { store, tickers: TICKERS, log });
    const [kept] = await store.list();
    expect(kept?.last).toBe('2024-08-07');
    expect((kept?.fetchedAt ?? 0) - at).toBeLessThan(60_000);
  });

  it.each([
    ['while a session runs', '2024-08-06T19:59:00Z', '2024-08-05'],
    ['until its bar is a quarter of an hour old', '2024-08-06T20:15:00Z', '2024-08-05'],
    ['after that', '2024-08-06T20:16:00Z', '2024-08-06'],
    ['on a Sunday', '2024-08-04T12:00:00Z', '2024-08-02'],
  ])('from Alpaca end with the last session that is over: %s', async (_name, now, through) => {
    const asked: string[] = [];
    const bar = { t: `${through}T04:00:00Z`, o: 1, h: 2, l: 1, c: 2, v: 10 };
    const fetch = async (request: Request): Promise<Response> => {
      asked.push(request.url);
      return Response.json({ bars: { SPY: [bar] }, next_page_token: null });
    };
    const origin = await openBarOrigin({
      configuration: configured({ broker: 'alpaca' }),
      tickers: TICKERS,
      fetch,
      clock: fixedClock(fromIsoInstant(now)),
    });
    expect(origin.through).toBe(through);
    const [spy] = await pullKeptBars(origin, { store: memoryBarStore(), tickers: [ticker('SPY')], log });
    expect(spy?.last).toBe(through);
    expect(asked[0]).toMatch(/^https:\/\/data\.alpaca\.markets\/v2\/stocks\/bars\?symbols=SPY.*feed=sip&adjustment=all/);
  });
});
