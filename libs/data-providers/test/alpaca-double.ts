import { instant } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { fixedClock } from '@alchemiser/services/testing';
import { alpacaMarketData, type AlpacaMarketDataOptions } from '../src/alpaca/alpaca-market-data.ts';

export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The adapter against an answering function: what it asked is kept, in order. */
export function marketDataAgainst(answer: (asked: Asked) => unknown, options: Partial<AlpacaMarketDataOptions> = {}) {
  const asked: Asked[] = [];
  const { data } = alpacaHttp({
    tradingUrl: 'https://paper-api.invalid',
    dataUrl: 'https://data.invalid',
    key: secret('PKTESTKEY'),
    secret: secret('test-secret'),
    clock: fixedClock(instant(1_722_972_900_000)),
    fetch: async (request) => {
      const url = new URL(request.url);
      const one = { path: url.pathname, query: Object.fromEntries(url.searchParams) };
      asked.push(one);
      const body = answer(one);
      return body instanceof Response ? body : Response.json(body);
    },
  });
  return { asked, marketData: alpacaMarketData({ http: data, feed: 'sip', adjustment: 'all', ...options }) };
}
