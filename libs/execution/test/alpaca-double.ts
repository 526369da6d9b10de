import { instant } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { capturingLogger, fixedClock } from '@alchemiser/services/testing';
import { alpacaBroker } from '../src/alpaca/alpaca-broker.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The adapter against an answering function: what it asked is kept, in order. */
export function brokerAgainst(answer: (asked: Asked) => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const log = capturingLogger();
  const { trading } = alpacaHttp({
    tradingUrl: 'https://paper-api.invalid',
    dataUrl: 'https://data.invalid',
    key: secret('PKTESTKEY'),
    secret: secret('test-secret'),
    clock: fixedClock(instant(1_722_972_900_000)),
    timeoutMs: 50,
    fetch: async (request) => {
      const url = new URL(request.url);
      const text = await request.text();
      const one: Asked = {
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: text === '' ? undefined : JSON.parse(text),
      };
      asked.push(one);
      return answer(one);
    },
  });
  return { broker: alpacaBroker({ http: trading, dedupe: 'session', log }), trading, asked, log };
}

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });
