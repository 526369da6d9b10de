/** Whatever a server, a proxy or the network says back, with our key or secret anywhere in it: no failure, no report and no log line repeats it. */
import { inspect } from 'node:util';
import { instant } from '@alchemiser/domain';
import { fixedClock } from '@alchemiser/services/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { secret } from '../config/secret.ts';
import { pinoLogger } from '../logging/pino-logger.ts';
import { alpacaHttp } from './alpaca-http.ts';

const text = fc.string({
  minLength: 16,
  maxLength: 40,
  unit: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789/+')),
});

/** Ways to say a secret back. */
const mischief = fc.constantFrom<((said: string) => Response | Error)[]>(
  (said) => Response.json({ message: `bad key ${said}` }, { status: 401 }),
  (said) => Response.json({ code: 40310000, message: said, related_orders: [said], available: said }, { status: 403 }),
  (said) => Response.json({ message: said }, { status: 429, headers: { 'x-request-id': said } }),
  (said) => new Response(`<html>${said}</html>`, { status: 502 }),
  (said) => new Response(said, { status: 200 }),
  (said) => Response.json({ [said]: said, cash: said }),
  (said) => Response.json([said], { headers: { 'x-request-id': said } }),
  (said) => new TypeError(`fetch failed: ${said}`, { cause: new Error(said) }),
  (said) => Object.assign(new Error(said), { code: said }),
);

describe('a key and its secret', () => {
  it('stay out of every failure and every line of the log', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, mischief, fc.boolean(), async (key, hidden, answer, isKey) => {
        const options = {
          tradingUrl: 'https://api.invalid',
          dataUrl: 'https://data.invalid',
          key: secret(key),
          secret: secret(hidden),
          clock: fixedClock(instant(1_722_972_900_000)),
          random: () => 0,
        };
        const { trading, data } = alpacaHttp({
          ...options,
          fetch: async () => {
            const reply = answer(isKey ? key : hidden);
            if (reply instanceof Error) throw reply;
            return reply;
          },
        });
        const lines: string[] = [];
        const log = pinoLogger({ level: 'debug', write: (line) => void lines.push(line) });
        for (const client of [trading, data]) {
          const failure: unknown = await client
            .read('v2/account', {}, z.object({ cash: z.string().regex(/^never$/) }))
            .catch((error: unknown) => error);
          // What was done is data, not a report.
          const { status, ...written } = await client
            .write('POST', 'v2/orders', { qty: '1' })
            .then((each) => (each.status === 'done' ? { status: each.status, requestId: each.requestId } : each));
          log.error('read failed', { error: failure, status, written, options });
          const told = [String(failure), inspect(failure, { depth: 10 }), JSON.stringify(failure), JSON.stringify(written), ...lines].join(
            '\n',
          );
          expect(told).not.toContain(key);
          expect(told).not.toContain(hidden);
        }
      }),
      { numRuns: 200 },
    );
  });
});
