/** The promises of market data, kept by the adapter wherever it is pointed: the exchange in this process, the exchange on a port, Alpaca. */
import { afterAll, describe, expect, it } from 'vitest';
import { exchangeDate, fromIsoInstant, nyse, sessionDate, syntheticMarket, ticker } from '@alchemiser/domain';
import { ALPACA_URLS, alpacaHttp, secret, systemClock } from '@alchemiser/infrastructure';
import { createPaperExchange, serveExchange, virtualClock } from '@alchemiser/paper-exchange';
import { marketDataContract, type MarketDataSubject } from '@alchemiser/services/testing';
import * as z from 'zod';
import { alpacaMarketData, type AlpacaMarketData } from './alpaca-market-data.ts';

const [SPY, TQQQ] = [ticker('SPY'), ticker('TQQQ')];
const market = syntheticMarket({ seed: 7 });
const KEYS = { key: secret('key'), secret: secret('secret') };

type Subject = MarketDataSubject & { readonly marketData: AlpacaMarketData };

const servers: { close(): Promise<void> }[] = [];

async function exchangeSubject(transport: 'in process' | 'over HTTP'): Promise<Subject> {
  const clock = virtualClock(fromIsoInstant('2024-08-06T14:31:00Z'));
  const exchange = createPaperExchange({ market, clock, account: { id: 'A1', cash: '100000', keyId: 'key', secret: 'secret' }, seed: 1 });
  const access = { ...KEYS, clock };
  let url = 'http://exchange.invalid';
  if (transport === 'over HTTP') {
    const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
    servers.push(server);
    ({ url } = server);
  }
  const { data } = alpacaHttp({
    ...access,
    tradingUrl: url,
    dataUrl: url,
    ...(transport === 'in process' ? { fetch: (request: Request) => exchange.fetch(request) } : {}),
  });
  const provenance = { market: 'synthetic', words: market.words } as const;
  return {
    marketData: alpacaMarketData({ http: data, feed: 'sip', adjustment: 'all', from: sessionDate('2024-01-02'), provenance }),
    known: [SPY, TQQQ],
    unknown: ticker('NOSUCH'),
    through: sessionDate('2024-08-02'),
    quoted: [SPY, TQQQ],
  };
}

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

describe.each(['in process', 'over HTTP'] as const)('the Alpaca adapter at the paper exchange %s', (transport) => {
  it.each(marketDataContract(() => exchangeSubject(transport)))('$name', async ({ run }) => run());

  it('shows the very bars and quotes of the market behind it', async () => {
    const { marketData } = await exchangeSubject(transport);
    const through = sessionDate('2024-08-05');
    const expected = market.bars(SPY, through)?.filter(({ date }) => date >= '2024-01-02');
    expect((await marketData.dailyBars([SPY], through)).get(SPY)).toEqual(expected);
    const quote = market.quoteAt(SPY, fromIsoInstant('2024-08-06T14:31:00Z'));
    expect((await marketData.quotes([SPY])).get(SPY)).toMatchObject({ bid: quote?.bid, ask: quote?.ask });
    expect([marketData.market, marketData.words]).toEqual(['synthetic', market.words]);
  });

  it('shows trades and snapshots inside the quote and the day’s bar', async () => {
    const { marketData } = await exchangeSubject(transport);
    const [trades, snapshots] = await Promise.all([marketData.trades([SPY, TQQQ]), marketData.snapshots([SPY, ticker('NOSUCH')])]);
    expect([...trades.keys()]).toEqual([SPY, TQQQ]);
    const snapshot = snapshots.get(SPY);
    expect([...snapshots.keys()]).toEqual([SPY]);
    expect(snapshot?.quote).toEqual((await marketData.quotes([SPY])).get(SPY));
    expect(snapshot?.previousSession?.date).toBe(nyse.previous(snapshot?.session?.date ?? sessionDate('2024-08-06')));
    expect(await marketData.corporateActions([SPY], sessionDate('2024-01-02'), sessionDate('2024-08-05'))).toEqual([]);
  });
});

const CLOCK = z.looseObject({ timestamp: z.string(), is_open: z.boolean() });

/** @throws Error where the exchange is closed: quotes are then one-sided or old. */
async function alpacaSubject(key: string, hidden: string, url: string | undefined): Promise<Subject> {
  const { trading, data } = alpacaHttp({
    tradingUrl: url ?? ALPACA_URLS.paper,
    dataUrl: url ?? ALPACA_URLS.data,
    key: secret(key),
    secret: secret(hidden),
    clock: systemClock(),
  });
  const { timestamp, is_open: isOpen } = await trading.read('v2/clock', {}, CLOCK);
  if (!isOpen) throw new Error('The contract needs an open session: there are no quotes now');
  const today = exchangeDate(fromIsoInstant(timestamp));
  return {
    marketData: alpacaMarketData({ http: data, feed: 'iex', adjustment: 'all', from: sessionDate('2024-01-02') }),
    known: [SPY, TQQQ],
    unknown: ticker('NOSUCH'),
    through: nyse.previous(nyse.previous(today)),
    quoted: [SPY, TQQQ],
  };
}

const { ALPACA_KEY: key = '', ALPACA_SECRET: hidden = '', ALPACA_URL: url } = process.env;
const isWithoutKeys = key === '' || hidden === '' || key.startsWith('AK');
describe.skipIf(isWithoutKeys)('the Alpaca adapter at Alpaca (skipped without ALPACA_KEY and ALPACA_SECRET of a paper account)', () => {
  it.each(marketDataContract(() => alpacaSubject(key, hidden, url)))('$name', { timeout: 60_000 }, async ({ run }) => run());
});
