/** The promises of market data, kept by the adapter wherever it is pointed: the exchange in this process, the exchange on a port, Alpaca. */
import { afterAll, describe, expect, it } from 'vitest';
import { exchangeTime, fromIsoInstant, nyse, sessionDate, syntheticMarket, ticker } from '@alchemiser/domain';
import { ALPACA_URLS, alpacaHttp, secret, systemClock } from '@alchemiser/infrastructure';
import { createPaperExchange, serveExchange, virtualClock } from '@alchemiser/paper-exchange';
import { marketDataContract, type MarketDataSubject } from '@alchemiser/services/testing';
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

/** @throws Error where the exchange is closed: quotes are then one-sided or old. */
async function alpacaSubject(key: string, hidden: string): Promise<Subject> {
  const clock = systemClock();
  const { data } = alpacaHttp({
    tradingUrl: ALPACA_URLS.paper,
    dataUrl: ALPACA_URLS.data,
    key: secret(key),
    secret: secret(hidden),
    clock,
  });
  const today = exchangeTime(clock.now()).date;
  if (!nyse.isSession(today) || clock.now() < nyse.hours(today).open || clock.now() >= nyse.hours(today).close)
    throw new Error('The contract needs an open session: there are no quotes now');
  return {
    marketData: alpacaMarketData({ http: data, feed: 'iex', adjustment: 'all', from: sessionDate('2024-01-02') }),
    known: [SPY, TQQQ],
    unknown: ticker('NOSUCH'),
    through: nyse.previous(nyse.previous(today)),
    quoted: [SPY, TQQQ],
  };
}

const [key = '', hidden = ''] = [process.env['ALPACA_KEY'], process.env['ALPACA_SECRET']];
const isWithoutKeys = key === '' || hidden === '';
describe.skipIf(isWithoutKeys)('the Alpaca adapter at Alpaca (skipped without ALPACA_KEY and ALPACA_SECRET)', () => {
  it.each(marketDataContract(() => alpacaSubject(key, hidden)))('$name', { timeout: 60_000 }, async ({ run }) => run());
});
