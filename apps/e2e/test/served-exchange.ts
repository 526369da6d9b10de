/** An exchange on a port of this process, for command lines that trade at Alpaca as far as they know. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fromIsoInstant, syntheticMarket } from '@alchemiser/domain';
import {
  ConnectionLost,
  createPaperExchange,
  pacedClock,
  restore,
  serveExchange,
  type Account,
  type Grant,
} from '@alchemiser/paper-exchange';

export interface ServedExchange extends AsyncDisposable {
  readonly url: string;
  readonly speed: number;
  /** As the exchange itself keeps it. */
  account(): Account;
  advanceTo(iso: string): Promise<void>;
  /** Shares that no order bought: those a split made, for one. */
  grant(shares: Grant): Promise<void>;
  /** A person sells at the market, at the exchange itself. */
  sellByHand(ticker: string, quantity: string): Promise<void>;
  /** While true, no order arrives: the connection breaks first. */
  losesOrders: boolean;
  /** Done once an order has arrived, before anybody is told. */
  onOrder: () => Promise<void>;
}

const KEYS = { keyId: 'PKSERVED', secret: 'served-secret' };
/** What a command line needs in its environment to trade there. */
export const SERVED_ENV = { ALPACA_PAPER_KEY: KEYS.keyId, ALPACA_PAPER_SECRET: KEYS.secret };

/** Half of all orders fill in parts, so that there are open ones to meet. */
export async function servedExchange(speed: number, start: string): Promise<ServedExchange> {
  const exchange = createPaperExchange({
    market: syntheticMarket({ seed: 7 }),
    clock: pacedClock({ start: fromIsoInstant(start), speed }),
    account: { id: 'served', cash: '100000', ...KEYS },
    partialFillShare: 0.5,
    seed: 7,
  });
  const handle: typeof exchange.transport.handle = async (request, wait) => {
    if (handled.losesOrders && request.method === 'POST' && request.path === '/v2/orders') throw new ConnectionLost();
    const reply = await exchange.transport.handle(request, wait);
    if (request.method === 'POST' && request.path === '/v2/orders') await handled.onOrder();
    return reply;
  };
  const lossy = { ...exchange, transport: { ...exchange.transport, handle } };
  const served = await serveExchange({ exchange: lossy, port: 0, requestsPerMinute: 0 });
  const handled: ServedExchange = {
    losesOrders: false,
    onOrder: async () => undefined,
    url: served.url,
    speed,
    account: () => {
      const [account] = restore(exchange.snapshot()).accounts;
      if (account === undefined) throw new Error('The exchange has no account');
      return account;
    },
    advanceTo: (iso) => exchange.advanceTo(fromIsoInstant(iso)),
    grant: (shares) => exchange.grant(shares),
    sellByHand: async (ticker, quantity) => {
      const ask = async (init: RequestInit): Promise<readonly unknown[]> => {
        const headers = { 'apca-api-key-id': KEYS.keyId, 'apca-api-secret-key': KEYS.secret, 'content-type': 'application/json' };
        const response = await fetch(`${served.url}/v2/orders`, { headers, ...init });
        if (!response.ok) throw new Error(await response.text());
        return (await response.json()) as readonly unknown[];
      };
      await ask({
        method: 'POST',
        body: JSON.stringify({ symbol: ticker, qty: quantity, side: 'sell', type: 'market', time_in_force: 'day' }),
      });
      while ((await ask({})).length > 0) await sleep(20);
    },
    [Symbol.asyncDispose]: () => served.close(),
  };
  return handled;
}

/** A configuration that trades there and keeps its data in `data`. */
export const servedConfig = (
  { url, speed }: Pick<ServedExchange, 'url' | 'speed'>,
  data: string,
  more: Readonly<Record<string, unknown>> = {},
): string => JSON.stringify({ broker: 'alpaca', alpaca: { url, speed }, email: { transport: 'none' }, data, ...more });
