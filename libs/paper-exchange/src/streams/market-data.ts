/** `/v2/{feed}`: the market as a stream, one look a second of the exchange's time. */
import { type Instant, type Ticker } from '@alchemiser/domain';
import type { Venue } from '../engine/venue.ts';
import { instantText } from '../wire/timestamps.ts';
import { NOTHING, readChannels, subscriptionJson, symbolsIn, withChannels, withoutChannels, type Subscription } from './channels.ts';
import { isRecord, messagePack } from './format.ts';
import { rowsAt, type Row, type Told } from './market-rows.ts';
import type { Format, Peer, StreamSession } from './peer.ts';

export interface MarketStreamOptions {
  readonly venue: Venue;
  readonly accountOf: (key: unknown, secret: unknown) => string | undefined;
  readonly isHalted: (ticker: Ticker, at: Instant) => boolean;
  readonly now: () => Instant;
  /** Without it nothing is ever told: a clock that nobody can stand by at. */
  readonly standby: ((at: Instant) => Promise<void>) | undefined;
  /** Milliseconds of the exchange's time between two looks; whole seconds. */
  readonly lookEveryMs: number;
  readonly limits: StreamLimits;
}

/** What Alpaca's plans allow; absent: as many as one likes. */
export interface StreamLimits {
  /** Connections of one account to market data: 1 on any plan. */
  readonly connections?: number;
  /** Symbols of one connection: 30 on the free plan. */
  readonly symbols?: number;
}

export interface MarketStream {
  open(peer: Peer, format: Format): StreamSession;
  readonly connected: number;
  dropAll(): void;
}

const ERRORS = {
  400: 'invalid syntax',
  401: 'not authenticated',
  402: 'auth failed',
  403: 'already authenticated',
  404: 'auth timeout',
  405: 'symbol limit exceeded',
  406: 'connection limit exceeded',
} as const;

interface Listener {
  readonly peer: Peer;
  readonly format: Format;
  account: string | undefined;
  subscription: Subscription;
}

export function marketStream({ venue, accountOf, isHalted, now, standby, lookEveryMs, limits }: MarketStreamOptions): MarketStream {
  const listeners = new Set<Listener>();
  const told: Told = { quotes: new Map(), halted: new Set() };
  let looking = false;
  const somebodyListens = (): boolean => [...listeners].some(({ subscription }) => subscription.size > 0);

  const look = async (): Promise<void> => {
    if (looking || standby === undefined) return;
    looking = true;
    while (somebodyListens()) {
      await standby(((Math.floor(now() / lookEveryMs) + 1) * lookEveryMs) as Instant);
      tell(now());
    }
    looking = false;
  };

  const tell = (at: Instant): void => {
    const wanted = (channel: string, symbol: string): boolean => {
      for (const { subscription } of listeners) if (isIn(subscription, channel as Row['channel'], symbol)) return true;
      return false;
    };
    const rows = rowsAt(venue, at, wanted, told, (ticker) => isHalted(ticker, at));
    if (rows.length === 0) return;
    // Those who listen to the same get the same bytes.
    const written = new Map<string, string | Uint8Array>();
    for (const { peer, format, subscription } of listeners) {
      const mine = rows.filter(({ channel, symbol }) => isIn(subscription, channel, symbol));
      if (mine.length === 0) continue;
      const key = `${format === messagePack ? 'm' : 'j'}${mine.map(({ channel, symbol }) => `${channel}/${symbol}`).join()}`;
      const message = written.get(key) ?? format.encode(mine.map((row) => rowJson(row, format)));
      written.set(key, message);
      peer.send(message);
    }
  };

  return {
    open: (peer, format) => {
      const listener: Listener = { peer, format, account: undefined, subscription: NOTHING };
      listeners.add(listener);
      const fail = (code: keyof typeof ERRORS): void => peer.send(format.encode([{ T: 'error', code, msg: ERRORS[code] }]));
      const succeed = (msg: string): void => peer.send(format.encode([{ T: 'success', msg }]));
      succeed('connected');

      const authenticate = (key: unknown, secret: unknown): void => {
        if (listener.account !== undefined) return fail(403);
        const account = accountOf(key, secret);
        if (account === undefined) return fail(402);
        const others = [...listeners].filter((other) => other.account === account).length;
        if (others >= (limits.connections ?? Number.POSITIVE_INFINITY)) return fail(406);
        listener.account = account;
        succeed('authenticated');
      };
      const change = (wanted: Subscription | undefined, apply: (held: Subscription, wanted: Subscription) => Subscription): void => {
        if (listener.account === undefined) return fail(401);
        if (wanted === undefined) return fail(400);
        const subscription = apply(listener.subscription, wanted);
        if (symbolsIn(subscription).size > (limits.symbols ?? Number.POSITIVE_INFINITY)) return fail(405);
        listener.subscription = subscription;
        peer.send(format.encode([subscriptionJson(subscription)]));
        void look();
      };
      return {
        receive: (data) => {
          const message = format.decode(data);
          if (!isRecord(message)) return fail(400);
          switch (message['action']) {
            case 'auth':
              return authenticate(message['key'], message['secret']);
            case 'subscribe':
              return change(readChannels(message), withChannels);
            case 'unsubscribe':
              return change(readChannels(message), withoutChannels);
            default:
              return fail(400);
          }
        },
        closed: () => void listeners.delete(listener),
        expire: () => {
          if (listener.account !== undefined) return;
          fail(404);
          peer.close(1008, ERRORS[404]);
        },
      };
    },
    get connected() {
      return listeners.size;
    },
    dropAll: () => {
      for (const { peer } of [...listeners]) peer.drop();
    },
  };
}

function isIn(subscription: Subscription, channel: Row['channel'], symbol: string): boolean {
  const symbols = subscription.get(channel);
  return symbols !== undefined && (symbols.has(symbol) || symbols.has('*'));
}

const rowJson = ({ at, fields }: Row, format: Format): unknown => ({
  ...fields,
  t: format === messagePack ? new Date(at) : instantText(at),
});
