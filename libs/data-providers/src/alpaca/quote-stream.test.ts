/** Quotes of the paper exchange over its own sockets, and what a price is while they are silent. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromIsoInstant, syntheticMarket, ticker, type Quote } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, pacedClock, serveExchange } from '@alchemiser/paper-exchange';
import { streamedQuotes } from '@alchemiser/services';
import { capturingLogger } from '@alchemiser/services/testing';
import { alpacaMarketData } from './alpaca-market-data.ts';
import { alpacaQuotes } from './quote-stream.ts';

const [SPY, TQQQ] = [ticker('SPY'), ticker('TQQQ')];
const market = syntheticMarket({ seed: 7 });
const KEYS = { key: secret('quote-key'), secret: secret('quote-secret') };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function streamed() {
  const clock = pacedClock({ start: fromIsoInstant('2024-08-06T14:31:00Z'), speed: 4 });
  const account = { id: 'A1', cash: '100000', keyId: KEYS.key.reveal(), secret: KEYS.secret.reveal() };
  const exchange = createPaperExchange({ market, clock, account, seed: 1 });
  const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
  closing.push(() => server.close());
  const asked: string[] = [];
  const { data } = alpacaHttp({
    ...KEYS,
    tradingUrl: server.url,
    dataUrl: server.url,
    clock,
    fetch: (request) => {
      asked.push(new URL(request.url).searchParams.get('symbols') ?? '');
      return fetch(request);
    },
  });
  const log = capturingLogger();
  const stream = alpacaQuotes({ url: `${server.streamUrl}/v2/iex`, ...KEYS, log, reconnectMs: 200 });
  const marketData = alpacaMarketData({ http: data, feed: 'iex', adjustment: 'all' });
  return { clock, exchange, asked, log, stream, marketData };
}

describe('quotes of the paper exchange', () => {
  it('are those of the market behind it, to the last digit', async () => {
    const { stream, clock } = await streamed();
    const heard: Quote[] = [];
    const following = stream.follow([SPY, TQQQ], { onQuote: (quote) => heard.push(quote) });
    closing.push(() => following.stop());
    await vi.waitFor(() => expect(new Set(heard.map(({ ticker: name }) => name))).toEqual(new Set([SPY, TQQQ])), 30_000);
    for (const { ticker: name, at, bid, ask } of heard) {
      const there = market.quoteAt(name, at);
      expect([bid, ask]).toEqual([there?.bid, there?.ask]);
      expect(Math.abs(at - clock.now())).toBeLessThan(60_000);
    }
  });

  it('spare REST while they are fresh, are forgotten when the connection breaks, and come back with all their tickers', async () => {
    const { stream, marketData, clock, log, asked, exchange } = await streamed();
    const quotes = streamedQuotes({ marketData, stream, clock, log, ageMsMax: 5_000 });
    closing.push(() => quotes.stop());
    quotes.follow([SPY, TQQQ]);
    const calls = async (): Promise<number> => {
      asked.length = 0;
      expect([...(await quotes.quotes([SPY, TQQQ])).keys()].sort()).toEqual([SPY, TQQQ]);
      return asked.length;
    };
    await vi.waitFor(async () => expect(await calls()).toBe(0), { timeout: 30_000, interval: 20 });
    exchange.transport.dropStreams();
    await vi.waitFor(() => expect(log.lines.map(({ message }) => message)).toContain('quote stream lost'), 30_000);
    expect(await calls()).toBe(1);
    await vi.waitFor(async () => expect(await calls()).toBe(0), { timeout: 30_000, interval: 20 });
  });
});
