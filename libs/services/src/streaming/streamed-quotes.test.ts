import { instant, price, quantity, ticker, type Quote, type Ticker } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import type { MarketData } from '../ports/market-data.ts';
import { capturingLogger } from '../testing/capturing.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { memoryMarketData } from '../testing/memory-market-data.ts';
import { memoryQuoteStream } from '../testing/memory-streams.ts';
import { streamedQuotes } from './streamed-quotes.ts';

const AT = instant(1_722_972_900_000);
const [SPY, TLT] = [ticker('SPY'), ticker('TLT')];
const quote = (name: Ticker, bid: string, ageMs: number): Quote => ({
  ticker: name,
  bid: price(bid),
  ask: price('600'),
  bidSize: quantity('1'),
  askSize: quantity('1'),
  at: instant(AT - ageMs),
});

function desk() {
  const [stream, clock, log] = [memoryQuoteStream(), fixedClock(AT), capturingLogger()];
  const asked: Ticker[][] = [];
  const inner = memoryMarketData(new Map(), new Map([SPY, TLT].map((name) => [name, quote(name, '500', 100)])));
  const marketData: MarketData = {
    ...inner,
    quotes: async (tickers) => {
      asked.push([...tickers]);
      return inner.quotes(tickers);
    },
  };
  const market = streamedQuotes({ marketData, stream, clock, log, ageMsMax: 5_000 });
  market.follow([SPY, TLT]);
  const bids = async (): Promise<string[]> =>
    [...(await market.quotes([SPY, TLT]))].map(([name, { bid }]) => `${name} ${bid / 1_000_000_000n}`).sort();
  return { stream, clock, log, asked, market, bids };
}

describe('streamedQuotes', () => {
  it('gives what was streamed, and asks only for the rest', async () => {
    const { stream, asked, bids } = desk();
    stream.tell(quote(SPY, '501', 20));
    expect(await bids()).toEqual(['SPY 501', 'TLT 500']);
    expect(asked).toEqual([[TLT]]);
  });

  it('asks again for a streamed quote that is older than its budget', async () => {
    const { stream, clock, asked, bids } = desk();
    stream.tell(quote(SPY, '501', 0));
    clock.set(instant(AT + 5_000));
    expect((await bids())[0]).toBe('SPY 501');
    clock.set(instant(AT + 5_001));
    expect((await bids())[0]).toBe('SPY 500');
    expect(asked.at(-1)).toEqual([SPY, TLT]);
  });

  it('keeps the newer of two quotes, whatever their order', async () => {
    const { stream, bids } = desk();
    stream.tell(quote(SPY, '502', 10));
    stream.tell(quote(SPY, '501', 500));
    expect((await bids())[0]).toBe('SPY 502');
  });

  it('trusts nothing it heard before the stream was lost', async () => {
    const { stream, log, bids } = desk();
    stream.tell(quote(SPY, '501', 20));
    stream.become({ status: 'lost', says: 'closed' });
    expect((await bids())[0]).toBe('SPY 500');
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'quote stream lost' }]);
  });

  it('listens to the tickers of the last call, and to none after it was stopped', async () => {
    const { stream, market } = desk();
    market.follow([TLT]);
    expect(stream.followed).toEqual([TLT]);
    market.stop();
    expect(stream.followed).toEqual([]);
  });
});
