/** One broker contract, three brokers behind the same adapter: the exchange in this process, the exchange on a port, Alpaca's paper account. */
import { fromIsoInstant, price, syntheticMarket, ticker, toFloat, type ClientOrderId, type Price } from '@alchemiser/domain';
import {
  ALPACA_URLS,
  alpacaHttp,
  secret,
  systemClock,
  type AlpacaClient,
  type AlpacaHttp,
  type AlpacaHttpOptions,
} from '@alchemiser/infrastructure';
import { createPaperExchange, serveExchange, virtualClock, type VirtualClock } from '@alchemiser/paper-exchange';
import type { BrokerSubject } from '@alchemiser/services/testing';
import * as z from 'zod';
import { alpacaBroker } from '../src/alpaca/alpaca-broker.ts';
import { alpacaByHand } from '../src/alpaca/alpaca-by-hand.ts';
import { readVenueState } from '../src/alpaca/venue-day.ts';

const SPY = ticker('SPY');
const AT = fromIsoInstant('2024-08-06T14:31:00Z');
const KEYS = { id: 'contract-key', secret: 'contract-secret' };
const market = syntheticMarket({ seed: 7 });

/** A broker at which a contract can be tried, and what else the adapter shows of it. */
export interface ContractBroker extends BrokerSubject {
  readonly trading: AlpacaClient;
}

export interface ExchangeBroker extends ContractBroker {
  /** The same exchange with other keys. */
  withKey(key: string, hidden: string): AlpacaHttp;
}

const near = (at: number, factor: number): Price => price((Math.round(at * factor * 100) / 100).toFixed(2));

/** Every `make` opens an exchange of its own; `close` ends what listens. */
export function exchangeBrokers(transport: 'in process' | 'over HTTP'): {
  make(): Promise<ExchangeBroker>;
  close(): Promise<void>;
} {
  const servers: { close(): Promise<void> }[] = [];
  return {
    make: async () => {
      const clock = virtualClock(AT);
      const exchange = createPaperExchange({
        market,
        clock,
        account: { id: 'A1', cash: '100000', keyId: KEYS.id, secret: KEYS.secret },
        seed: 1,
      });
      if (transport === 'in process') {
        const url = 'http://exchange.invalid';
        return subjectAt(clock, { tradingUrl: url, dataUrl: url, clock, fetch: (request) => exchange.fetch(request) });
      }
      const server = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
      servers.push(server);
      return subjectAt(clock, { tradingUrl: server.url, dataUrl: server.url, clock });
    },
    close: async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
    },
  };
}

function subjectAt(clock: VirtualClock, access: Omit<AlpacaHttpOptions, 'key' | 'secret'>): ExchangeBroker {
  const withKey = (key: string, hidden: string): AlpacaHttp => alpacaHttp({ ...access, key: secret(key), secret: secret(hidden) });
  const { trading } = withKey(KEYS.id, KEYS.secret);
  const quote = market.quoteAt(SPY, AT);
  if (quote === undefined) throw new Error('The synthetic market quotes SPY at this instant');
  let last = 0;
  return {
    trading,
    withKey,
    broker: alpacaBroker({ http: trading, dedupe: 'permanent' }),
    ticker: SPY,
    unknown: ticker('NOSUCH'),
    marketableBuy: near(toFloat(quote.ask), 1.01),
    marketableSell: near(toFloat(quote.bid), 0.99),
    restingBuy: near(toFloat(quote.bid), 0.5),
    since: AT,
    nextId: () => `contract-${++last}` as ClientOrderId,
    settle: () => clock.sleep(60_000),
  };
}

export interface PaperAccess {
  readonly key: string;
  readonly secret: string;
  /** Instead of Alpaca: an exchange that speaks like it, trading and market data alike. */
  readonly url: string | undefined;
}

/** Keys of a paper account that may be traded in, from the environment. A live key (it begins with AK) is never used. */
export function paperAccess({
  ALPACA_KEY: key = '',
  ALPACA_SECRET: hidden = '',
  ALPACA_URL: url,
}: NodeJS.ProcessEnv): PaperAccess | undefined {
  return key === '' || hidden === '' || key.startsWith('AK') ? undefined : { key, secret: hidden, url };
}

const QUOTE = z.looseObject({ quotes: z.record(z.string(), z.looseObject({ ap: z.number(), bp: z.number() })) });

/**
 * Alpaca's paper account, flat in the ticker before each case. It needs an account without positions or open orders, in an open session.
 * @throws Error when it is not so: nothing of a person's is touched.
 */
export async function paperBroker({ key, secret: hidden, url }: PaperAccess): Promise<ContractBroker> {
  const clock = systemClock();
  const { trading, data } = alpacaHttp({
    tradingUrl: url ?? ALPACA_URLS.paper,
    dataUrl: url ?? ALPACA_URLS.data,
    key: secret(key),
    secret: secret(hidden),
    clock,
  });
  const broker = alpacaBroker({ http: trading, dedupe: 'session' });
  if (!(await readVenueState(trading)).isOpen) throw new Error('The contract needs an open session: orders rest until it opens');
  for (const order of await broker.openOrders()) {
    if (!order.clientOrderId.startsWith('contract-')) throw new Error('The contract needs an account without open orders');
    await broker.cancel(order.venueOrderId);
  }
  for (const { ticker: held } of await broker.positions()) {
    if (held !== SPY) throw new Error(`The contract needs an account without positions, found ${held}`);
    await alpacaByHand({ http: trading }).closePosition(held, 'all');
  }
  await clock.sleep(SETTLE_MS);
  const { quotes } = await data.read('v2/stocks/quotes/latest', { symbols: SPY, feed: 'iex' }, QUOTE);
  const quote = quotes[SPY];
  if (quote === undefined || quote.ap <= 0 || quote.bp <= 0) throw new Error('There is no quote of SPY now');
  const stamp = clock.now().toString(36);
  let last = 0;
  return {
    trading,
    broker,
    ticker: SPY,
    unknown: ticker('NOSUCH'),
    marketableBuy: near(quote.ap, 1.01),
    marketableSell: near(quote.bp, 0.99),
    restingBuy: near(quote.bp, 0.5),
    // By the venue's clock: what was sold a moment ago belongs to the case before.
    since: (await readVenueState(trading)).now,
    nextId: () => `contract-${stamp}-${++last}` as ClientOrderId,
    settle: () => clock.sleep(SETTLE_MS),
  };
}

const SETTLE_MS = 3_000;
