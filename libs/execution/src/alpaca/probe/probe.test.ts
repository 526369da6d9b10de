import { afterAll, describe, expect, it } from 'vitest';
import { quantity, syntheticMarket, ticker, fromIsoInstant } from '@alchemiser/domain';
import { capturingLogger, memoryTradeUpdates } from '@alchemiser/services/testing';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { createPaperExchange, serveExchange, virtualClock } from '@alchemiser/paper-exchange';
import { alpacaBroker } from '../alpaca-broker.ts';
import { alpacaTradeUpdates } from '../trade-updates.ts';
import { probeAlpaca } from './probe.ts';

const AT = fromIsoInstant('2024-08-06T14:31:00Z');
const SPY = ticker('SPY');
const market = syntheticMarket({ seed: 7 });
const KEYS = { key: secret('probe-key'), secret: secret('probe-secret') };
const servers: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function venue(at = AT, snapshot?: string) {
  const clock = virtualClock(at);
  const exchange = createPaperExchange({
    market,
    clock,
    seed: 1,
    account: { id: 'A1', cash: '100000', keyId: 'probe-key', secret: 'probe-secret' },
    partialFillShare: 1,
    ...(snapshot === undefined ? {} : { snapshot }),
  });
  const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
  servers.push(server);
  const { trading } = alpacaHttp({ tradingUrl: server.url, dataUrl: server.url, ...KEYS, clock });
  const log = capturingLogger();
  /** Virtual time would leave the socket behind: every wait gives it a moment outside. */
  const unhurried = {
    now: () => clock.now(),
    sleep: async (ms: number) => {
      await clock.sleep(ms);
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  const updates = alpacaTradeUpdates({ url: `${server.streamUrl}/stream`, ...KEYS, log });
  const quote = market.quoteAt(SPY, AT);
  return { exchange, http: trading, updates, clock: unhurried, log, quote: { ...quote!, at } };
}

describe('a probe', () => {
  it('asks every question of the paper exchange and finds it as we assume Alpaca to be', async () => {
    const { exchange, ...options } = await venue();
    const told: string[] = [];
    const answers = await probeAlpaca({ ...options, onAnswer: ({ question }) => told.push(question) });
    expect(answers.map(({ question, verdict }) => [question, verdict])).toEqual([
      ['Is a used id noticed before the funds of a second order are looked at?', 'as assumed'],
      ['Is a used id noticed before the shares of a second order are looked at?', 'as assumed'],
      ['Does a refused order use up its id?', 'as assumed'],
      ['Does the same id with another body leave the first order as it was?', 'as assumed'],
      ['Is an order refused that comes late, after its id was burnt and that order cancelled?', 'as assumed'],
      ['Of five orders with one id at the same moment, how many are taken?', 'as assumed'],
      ['Is an id refused after its order was filled?', 'as assumed'],
      ['Is an id refused that was used in an earlier session?', 'not asked'],
      ['May an id have 128 characters?', 'as assumed'],
      ['How soon after its answer is an order found, by id and in the list of open orders?', 'as assumed'],
      ['Is a second cancel of the same order an error?', 'as assumed'],
      ['Do stream and activities tell the same cumulative quantity of every execution?', 'as assumed'],
      ['Does an open sell take its shares out of what is available at once?', 'as assumed'],
    ]);
    expect(told).toHaveLength(answers.length);
    const burnt = answers[4];
    expect(burnt?.exchanged[0]?.request).toMatch(
      /^POST \/v2\/orders \{"symbol":"SPY","qty":"1","side":"buy","type":"limit","limit_price":"/,
    );
    expect(burnt?.exchanged.at(-1)?.reply).toContain('client_order_id must be unique');
    // Nothing of it is left behind.
    const broker = alpacaBroker({ http: options.http, dedupe: 'session' });
    expect([await broker.openOrders(), await broker.positions()]).toEqual([[], []]);

    const { exchange: _, ...later } = await venue(fromIsoInstant('2024-08-08T14:40:00Z'), exchange.snapshot());
    const earlier = (await probeAlpaca(later)).find(({ question }) => question.includes('earlier session'));
    expect([earlier?.verdict, earlier?.finding]).toEqual(['as assumed', expect.stringMatching(/^Its order is 2 days old: 422/)]);
  });

  it('asks nothing about executions while the exchange is closed', async () => {
    const { exchange: _, ...options } = await venue(fromIsoInstant('2024-08-06T21:00:00Z'));
    const answers = await probeAlpaca({ ...options, updates: memoryTradeUpdates() });
    expect(answers.filter(({ verdict }) => verdict === 'not asked')).toHaveLength(4);
  });

  it('leaves a ticker alone that the account holds', async () => {
    const { exchange, ...options } = await venue();
    await exchange.grant({ ticker: 'SPY', quantity: '3', price: '500' });
    await expect(probeAlpaca(options)).rejects.toThrow('The account holds SPY');
    expect((await alpacaBroker({ http: options.http, dedupe: 'session' }).positions())[0]?.quantity).toBe(quantity('3'));
  });
});
