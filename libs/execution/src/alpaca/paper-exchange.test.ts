/** The broker's promises, kept by the adapter against the exchange in this process: the very adapter that trades live. */
import { describe, expect, it } from 'vitest';
import { fromIsoInstant, price, syntheticMarket, ticker, toFloat, type ClientOrderId, type Price } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, virtualClock } from '@alchemiser/paper-exchange';
import { brokerContract, type BrokerSubject } from '@alchemiser/services/testing';
import { alpacaBroker } from './alpaca-broker.ts';

const SPY = ticker('SPY');
const market = syntheticMarket({ seed: 7 });
const AT = fromIsoInstant('2024-08-06T14:31:00Z');

const near = (at: Price, factor: number): Price => price((Math.round(toFloat(at) * factor * 100) / 100).toFixed(2));

async function subject(): Promise<BrokerSubject> {
  const clock = virtualClock(AT);
  const exchange = createPaperExchange({ market, clock, account: { id: 'A1', cash: '100000', keyId: 'key', secret: 'secret' }, seed: 1 });
  const { trading } = alpacaHttp({
    tradingUrl: 'http://exchange.invalid',
    dataUrl: 'http://exchange.invalid',
    key: secret('key'),
    secret: secret('secret'),
    clock,
    fetch: (request) => exchange.fetch(request),
  });
  const quote = market.quoteAt(SPY, AT);
  if (quote === undefined) throw new Error('The synthetic market quotes SPY at this instant');
  let last = 0;
  return {
    broker: alpacaBroker({ http: trading, dedupe: 'permanent' }),
    ticker: SPY,
    unknown: ticker('NOSUCH'),
    marketableBuy: near(quote.ask, 1.01),
    marketableSell: near(quote.bid, 0.99),
    restingBuy: near(quote.bid, 0.5),
    since: AT,
    nextId: () => `contract-${++last}` as ClientOrderId,
    settle: async () => clock.sleep(60_000),
  };
}

describe('the Alpaca adapter at the paper exchange', () => {
  it.each(brokerContract(subject))('$name', async ({ run }) => run());

  it('refuses a wrong key with a sentence', async () => {
    const clock = virtualClock(AT);
    const exchange = createPaperExchange({ market, clock, account: { id: 'A1', cash: '100000', keyId: 'key', secret: 'secret' }, seed: 1 });
    const urls = { tradingUrl: 'http://exchange.invalid', dataUrl: 'http://exchange.invalid' };
    const { trading } = alpacaHttp({
      ...urls,
      key: secret('key'),
      secret: secret('wrong'),
      clock,
      fetch: (request) => exchange.fetch(request),
    });
    await expect(alpacaBroker({ http: trading, dedupe: 'permanent' }).account()).rejects.toMatchObject({
      code: 'broker.unauthorized',
      next: 'stop',
    });
  });
});
