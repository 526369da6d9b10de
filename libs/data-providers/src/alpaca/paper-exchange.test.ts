/** The promises of market data, kept by the adapter against the exchange in this process. */
import { describe, expect, it } from 'vitest';
import { fromIsoInstant, sessionDate, syntheticMarket, ticker } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, virtualClock } from '@alchemiser/paper-exchange';
import { marketDataContract, type MarketDataSubject } from '@alchemiser/services/testing';
import { alpacaMarketData } from './alpaca-market-data.ts';

const [SPY, TQQQ] = [ticker('SPY'), ticker('TQQQ')];
const market = syntheticMarket({ seed: 7 });

async function subject(): Promise<MarketDataSubject> {
  const clock = virtualClock(fromIsoInstant('2024-08-06T14:31:00Z'));
  const exchange = createPaperExchange({ market, clock, account: { id: 'A1', cash: '100000', keyId: 'key', secret: 'secret' }, seed: 1 });
  const urls = { tradingUrl: 'http://exchange.invalid', dataUrl: 'http://exchange.invalid' };
  const { data } = alpacaHttp({
    ...urls,
    key: secret('key'),
    secret: secret('secret'),
    clock,
    fetch: (request) => exchange.fetch(request),
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

describe('the Alpaca adapter at the paper exchange', () => {
  it.each(marketDataContract(subject))('$name', async ({ run }) => run());

  it('shows the very bars and quotes of the market behind it', async () => {
    const { marketData } = await subject();
    const through = sessionDate('2024-08-05');
    const expected = market.bars(SPY, through)?.filter(({ date }) => date >= '2024-01-02');
    expect((await marketData.dailyBars([SPY], through)).get(SPY)).toEqual(expected);
    const quote = market.quoteAt(SPY, fromIsoInstant('2024-08-06T14:31:00Z'));
    expect((await marketData.quotes([SPY])).get(SPY)).toMatchObject({ bid: quote?.bid, ask: quote?.ask });
    expect([marketData.market, marketData.words]).toEqual(['synthetic', market.words]);
  });
});
