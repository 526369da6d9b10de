import { afterEach, describe, expect, it } from 'vitest';
import { fromIsoInstant, syntheticMarket, ticker } from '@alchemiser/domain';
import { parseConfig, type Configuration } from '@alchemiser/infrastructure';
import { createPaperExchange, pacedClock, serveExchange } from '@alchemiser/paper-exchange';
import { capturingLogger } from '@alchemiser/services/testing';
import { probePaperAccount } from './probe.ts';

const SPEED = 50;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

function configured(file: Readonly<Record<string, unknown>>, key = 'PKPROBE', live = false): Configuration {
  const environment = { ALPACA_PAPER_KEY: key, ALPACA_PAPER_SECRET: 'probe-secret', ALPACA_KEY: 'AKLIVE', ALPACA_SECRET: 'live-secret' };
  const parsed = parseConfig({ broker: 'alpaca', ...file }, environment, { live });
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('; '));
  return parsed.value;
}

const probe = (configuration: Configuration, name = 'SPY') =>
  probePaperAccount({
    configuration,
    ticker: ticker(name),
    log: capturingLogger(),
    ...(configuration.alpaca?.venue === null ? { fetch: async () => Promise.reject(new Error('nothing may be asked')) } : {}),
  });

describe('the probe', () => {
  it('asks an exchange on a port, on its clock and over its stream', async () => {
    const clock = pacedClock({ start: fromIsoInstant('2024-08-06T14:31:00Z'), speed: SPEED });
    const account = { id: 'A1', cash: '100000', keyId: 'PKPROBE', secret: 'probe-secret' };
    const exchange = createPaperExchange({ market: syntheticMarket({ seed: 7 }), clock, account, seed: 7 });
    const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
    closing.push(() => server.close());
    const configuration = configured({ alpaca: { url: server.url, speed: SPEED } });
    const answers = await probe(configuration);
    expect(answers.filter(({ verdict }) => verdict === 'otherwise')).toEqual([]);
    expect(answers.filter(({ verdict }) => verdict === 'as assumed')).toHaveLength(12);
    const headers = { 'APCA-API-KEY-ID': account.keyId, 'APCA-API-SECRET-KEY': account.secret };
    for (const left of ['orders', 'positions']) {
      expect(await (await fetch(`${server.url}/v2/${left}`, { headers })).json()).toEqual([]);
    }
    await expect(probe(configuration, 'NOSUCH')).rejects.toThrow('There is no two-sided quote of NOSUCH now.');
  });

  it('refuses a live account before anything is asked', async () => {
    const live = configured({ live: { allowed: true, accountId: '123456789' } }, 'PKPROBE', true);
    await expect(probe(live)).rejects.toThrow('it never runs on a live account');
    await expect(probe(configured({}, 'AKLIVE'))).rejects.toThrow('it never runs on a live account');
  });
});
