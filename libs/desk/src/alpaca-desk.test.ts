/** A desk at Alpaca, tried against the exchange that speaks like it: in this process, and on a port with streams. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromIsoInstant, sessionDate, syntheticMarket, type Instant } from '@alchemiser/domain';
import { planDay, statusOf, tradingDay } from '@alchemiser/execution';
import { IN_MEMORY, openStores, parseConfig, type Configuration, type Fetch, type Stores } from '@alchemiser/infrastructure';
import {
  createPaperExchange,
  pacedClock,
  serveExchange,
  virtualClock,
  type PaperExchange,
  type ServedExchange,
} from '@alchemiser/paper-exchange';
import { capturingLogger } from '@alchemiser/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type DeskOptions, type OpenedDesk } from './open-desk.ts';

const market = syntheticMarket({ seed: 7 });
const AT = fromIsoInstant('2024-08-06T19:45:00Z');
const ENVIRONMENT = {
  ALPACA_PAPER_KEY: 'PKPAPER',
  ALPACA_PAPER_SECRET: 'paper-secret',
  ALPACA_KEY: 'AKLIVE',
  ALPACA_SECRET: 'live-secret',
};

let folder: string;
let stores: Stores;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-desk-'));
  stores = await openStores({ directory: IN_MEMORY });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  stores.close();
  rmSync(folder, { recursive: true, force: true });
});

function configured(file: Record<string, unknown> = {}, live = false): Configuration {
  const parsed = parseConfig(
    { broker: 'alpaca', data: folder, sleeves: { nuclear: 1 }, streams: { orders: false }, email: { transport: 'none' }, ...file },
    ENVIRONMENT,
    { live },
  );
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('; '));
  return parsed.value;
}

async function opened(
  configuration: Configuration,
  change: Partial<DeskOptions> = {},
): Promise<OpenedDesk & { readonly lines: readonly string[] }> {
  const log = capturingLogger();
  const desk = await openDesk({ configuration, stores, log, session: undefined, keep: true, release: 'test', ...change });
  closing.push(desk.close);
  return {
    ...desk,
    get lines() {
      return log.lines.map(({ message }) => message);
    },
  };
}

function venue(at: Instant = AT, keys = { keyId: 'PKPAPER', secret: 'paper-secret' }) {
  const clock = virtualClock(at);
  const exchange: PaperExchange = createPaperExchange({ market, clock, account: { id: 'A1', cash: '100000', ...keys }, seed: 7 });
  const asked: string[] = [];
  const fetch: Fetch = async (request) => {
    asked.push(`${request.method} ${request.url}`);
    return exchange.fetch(request);
  };
  return { clock, exchange, asked, fetch };
}

describe('a desk at Alpaca', () => {
  it('trades today’s session at the paper host, and the next time does nothing', async () => {
    const { clock, fetch, asked } = venue();
    const { desk, mandate, session } = await opened(configured(), { fetch, clock });
    expect([session, desk.provenance, desk.broker.dedupe]).toEqual([
      '2024-08-06',
      { market: 'alpaca', words: 'Alpaca, iex quotes and sip bars', broker: 'alpaca-paper' },
      'session',
    ]);
    const { record } = await tradingDay(desk, mandate, { session, ordinal: 0 });
    expect([record.status, record.reconciliation?.status]).toEqual(['traded', 'equal']);
    expect(new Set(asked.map((line) => new URL(line.split(' ')[1]!).host))).toEqual(
      new Set(['paper-api.alpaca.markets', 'data.alpaca.markets']),
    );
    const again = await tradingDay(desk, mandate, { session, ordinal: 0 });
    expect(again.repeated).toBe(true);
  });

  it('takes turns with other processes at its stores, where something is kept', async () => {
    const { clock, fetch } = venue();
    const { desk } = await opened(configured(), { fetch, clock });
    expect(await desk.inTurn?.('mail', async () => 'done')).toBe('done');
    expect((await opened(configured(), { fetch, clock, keep: false })).desk.inTurn).toBeUndefined();
  });

  it('reads bars once: the second look asks for none', async () => {
    const { clock, fetch, asked } = venue();
    const bars = (): number => asked.filter((line) => line.includes('/v2/stocks/bars')).length;
    const { desk, mandate, session } = await opened(configured(), { fetch, clock, keep: false });
    await planDay(desk, mandate, { session, ordinal: 0 });
    const first = bars();
    await planDay(desk, mandate, { session, ordinal: 0 });
    expect([first > 0, bars() - first]).toEqual([true, 0]);
    expect(
      asked.filter((line) => line.includes('/stocks/bars')).every((line) => line.includes('feed=sip') && line.includes('adjustment=all')),
    ).toBe(true);
    expect(asked.filter((line) => line.includes('/quotes/latest')).every((line) => line.includes('feed=iex'))).toBe(true);
  });

  it('live speaks to the live host alone, and says so', async () => {
    const { clock, fetch, asked } = venue(AT, { keyId: 'AKLIVE', secret: 'live-secret' });
    const number = (await (
      await venue().exchange.fetch(
        new Request('http://x/v2/account', { headers: { 'APCA-API-KEY-ID': 'PKPAPER', 'APCA-API-SECRET-KEY': 'paper-secret' } }),
      )
    ).json()) as { account_number: string };
    const { desk, mandate, session } = await opened(configured({ live: { allowed: true, accountId: number.account_number } }, true), {
      fetch,
      clock,
    });
    expect(desk.provenance.broker).toBe('alpaca-live');
    expect((await planDay(desk, mandate, { session, ordinal: 0 })).status).toBe('planned');
    expect(asked.some((line) => line.includes('paper-api'))).toBe(false);
  });

  it('live refuses another account than the one configured, by its last four digits', async () => {
    const { clock, fetch } = venue(AT, { keyId: 'AKLIVE', secret: 'live-secret' });
    const { desk, mandate, session } = await opened(configured({ live: { allowed: true, accountId: '000000001234' } }, true), {
      fetch,
      clock,
    });
    await expect(tradingDay(desk, mandate, { session, ordinal: 0 })).rejects.toThrow(/the configuration names …1234/);
  });

  it.each([
    ['on a Saturday', '2024-08-10T15:00:00Z', '2024-08-12'],
    ['on Independence Day', '2025-07-04T15:00:00Z', '2025-07-07'],
    ['in the night before a session, New York time', '2024-08-07T03:59:00Z', '2024-08-06'],
  ])('%s is about the next session', async (_name, at, session) => {
    const { clock, fetch } = venue(fromIsoInstant(at));
    const configuration = configured();
    const desk = await opened(configuration, { fetch, clock, keep: false });
    expect(desk.session).toBe(session);
    expect((await statusOf(desk.desk, desk.mandate, desk.session)).account.endsWith).toHaveLength(4);
  });

  it('sends nothing outside regular hours', async () => {
    const { clock, fetch } = venue(fromIsoInstant('2024-08-06T20:00:00Z'));
    const { desk, mandate, session } = await opened(configured(), { fetch, clock });
    await expect(tradingDay(desk, mandate, { session, ordinal: 0 })).rejects.toThrow('The session 2024-08-06 is over');
  });

  it('refuses when the machine’s clock is off by more than a quote may be old, and notes a second', async () => {
    const { clock, fetch } = venue();
    const off = (ms: number) => ({ now: () => (clock.now() + ms) as Instant, sleep: (left: number) => clock.sleep(left) });
    await expect(opened(configured(), { fetch, clock: off(-5_500) })).rejects.toThrow(
      'This machine’s clock is 5.5 s behind Alpaca’s'.replaceAll('’', "'"),
    );
    expect((await opened(configured(), { fetch, clock: off(2_000) })).lines).toContain('clock is off');
    expect((await opened(configured(), { fetch, clock })).lines).not.toContain('clock is off');
  });

  it.each([
    ['closed', [], 'is closed'],
    ['closing early', [{ date: '2024-08-06', open: '09:30', close: '13:00' }], 'trades from 09:30 to 13:00'],
  ])('refuses to trade a day on which the broker’s calendar has the exchange %s', async (_name, days, says) => {
    const { clock, fetch } = venue();
    const disagreeing: Fetch = async (request) => (request.url.includes('/v2/calendar') ? Response.json(days) : fetch(request));
    await expect(opened(configured(), { fetch: disagreeing, clock })).rejects.toThrow(says);
    await expect(opened(configured(), { fetch: disagreeing, clock, keep: false })).resolves.toMatchObject({ session: '2024-08-06' });
  });

  it('with a key of the wrong kind says so, without the key', async () => {
    const { clock, fetch } = venue(AT, { keyId: 'OTHER', secret: 'other' });
    const refused = await opened(configured(), { fetch, clock }).catch((error: unknown) => error as Error & { code: string });
    expect(refused).toMatchObject({ code: 'broker.unauthorized' });
    expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toMatch(/PKPAPER|paper-secret/);
  });
});

describe('a desk at an exchange on a port', () => {
  /** A quote is fresh for five of the exchange's seconds: fast enough for a test, slow enough for a busy machine. */
  const SPEED = 2;
  async function served(): Promise<ServedExchange & { readonly exchange: PaperExchange }> {
    const clock = pacedClock({ start: AT, speed: SPEED });
    const exchange = createPaperExchange({
      market,
      clock,
      account: { id: 'A1', cash: '100000', keyId: 'PKPAPER', secret: 'paper-secret' },
      seed: 7,
    });
    const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
    closing.push(() => server.close());
    return { ...server, exchange };
  }

  it('lives on that exchange’s clock, listens to its streams, trades and reconciles', async () => {
    const { url, exchange } = await served();
    const listeners = { tradeUpdates: 0, marketData: 0 };
    const onProgress = (): void => {
      const { streams } = exchange.transport.state();
      listeners.tradeUpdates = Math.max(listeners.tradeUpdates, streams.tradeUpdates);
      listeners.marketData = Math.max(listeners.marketData, streams.marketData);
    };
    const { desk, mandate, session, lines } = await opened(
      configured({ alpaca: { url, speed: SPEED }, streams: { orders: true, quotes: true } }),
    );
    expect([session, desk.provenance]).toEqual([
      '2024-08-06',
      { market: 'synthetic', words: `exchange at ${url}`, broker: 'paper-exchange' },
    ]);
    const { record } = await tradingDay(desk, mandate, { session: sessionDate(session), ordinal: 0, onProgress });
    expect([record.status, record.reconciliation?.status]).toEqual(['traded', 'equal']);
    expect(listeners).toEqual({ tradeUpdates: 1, marketData: 1 });
    expect(lines.filter((line) => /unreadable|lost|refused/.test(line))).toEqual([]);
  });
});
