/** All streams of an exchange, told apart by path. */
import { jsonBytes, jsonText, messagePack } from './format.ts';
import { marketStream, type MarketStreamOptions } from './market-data.ts';
import type { Peer, StreamSession } from './peer.ts';
import { tradeUpdates, type TradeUpdates, type TradeUpdatesOptions } from './trade-updates.ts';

export interface Streams {
  /** `messagePack`: the request's Content-Type is application/msgpack. Undefined for a path that is no stream. */
  open(path: string, messagePack: boolean, peer: Peer): StreamSession | undefined;
  readonly updates: TradeUpdates;
  readonly counts: { readonly tradeUpdates: number; readonly marketData: number };
  /** Breaks every connection. */
  dropAll(): void;
}

const FEED = /^\/v2\/(iex|sip|delayed_sip|boats|overnight|otc|test)\/?$/;

export function streams(options: TradeUpdatesOptions & MarketStreamOptions): Streams {
  const updates = tradeUpdates(options);
  const market = marketStream(options);
  return {
    open: (path, packed, peer) => {
      if (/^\/stream\/?$/.test(path)) return updates.open(peer, packed ? messagePack : jsonBytes);
      return FEED.test(path) ? market.open(peer, packed ? messagePack : jsonText) : undefined;
    },
    updates,
    get counts() {
      return { tradeUpdates: updates.connected, marketData: market.connected };
    },
    dropAll: () => {
      updates.dropAll();
      market.dropAll();
    },
  };
}
