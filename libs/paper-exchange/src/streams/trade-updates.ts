/** `/stream`: an account's trade updates, as Alpaca's paper host tells them. */
import type { Faults } from '../faults/faults.ts';
import type { OrderEvent } from '../engine/state.ts';
import { isRecord } from './format.ts';
import type { Format, Peer, StreamSession } from './peer.ts';
import { updateJson } from './update-json.ts';

export interface TradeUpdatesOptions {
  /** The account that a key and secret belong to. */
  readonly accountOf: (key: unknown, secret: unknown) => string | undefined;
  readonly faults: Faults;
  /** Called when somebody begins to listen. */
  readonly onListening: () => void;
  /** Ends when so many milliseconds of the exchange's time have passed; without it no update is held back. */
  readonly pause: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface TradeUpdates {
  open(peer: Peer, format: Format): StreamSession;
  publish(account: string, event: OrderEvent): void;
  /** How many listen. */
  readonly listening: number;
  /** How many are connected. */
  readonly connected: number;
  /** Breaks every connection. */
  dropAll(): void;
}

interface Listener {
  readonly peer: Peer;
  readonly format: Format;
  account: string | undefined;
  hears: boolean;
  /** Held back to be told after the next one. */
  held: string | Uint8Array | undefined;
}

const TRADE_UPDATES = 'trade_updates';
/** How long an update is held back when no other comes to overtake it. */
const HELD_MS = 250;

export function tradeUpdates({ accountOf, faults, onListening, pause }: TradeUpdatesOptions): TradeUpdates {
  const listeners = new Set<Listener>();

  const tell = (listener: Listener, message: string | Uint8Array): void => {
    const fault = faults.forUpdate();
    if (fault === 'swappedUpdate' && listener.held === undefined && pause !== undefined) {
      listener.held = message;
      void pause(HELD_MS).then(() => {
        if (listener.held === message) release(listener);
      });
      return;
    }
    listener.peer.send(message);
    if (fault === 'duplicateUpdate') listener.peer.send(message);
    release(listener);
    if (fault === 'disconnect') listener.peer.drop();
  };

  const release = (listener: Listener): void => {
    const { held } = listener;
    listener.held = undefined;
    if (held !== undefined && listeners.has(listener)) listener.peer.send(held);
  };

  return {
    open: (peer, format) => {
      const listener: Listener = { peer, format, account: undefined, hears: false, held: undefined };
      listeners.add(listener);
      const say = (stream: string, data: unknown): void => peer.send(format.encode({ stream, data }));
      const fail = (words: string): void => peer.send(format.encode({ stream: 'error', action: 'error', data: { error_message: words } }));
      const authorize = (key: unknown, secret: unknown): void => {
        listener.account = accountOf(key, secret);
        say('authorization', { status: listener.account === undefined ? 'unauthorized' : 'authorized', action: 'authenticate' });
      };
      const listen = (data: unknown): void => {
        if (listener.account === undefined) return say('authorization', { status: 'unauthorized', action: 'listen' });
        const wanted = isRecord(data) && Array.isArray(data['streams']) ? data['streams'] : undefined;
        if (wanted === undefined) return fail('listen needs data.streams');
        listener.hears = wanted.includes(TRADE_UPDATES);
        say('listening', { streams: listener.hears ? [TRADE_UPDATES] : [] });
        if (listener.hears) onListening();
      };
      return {
        receive: (data) => {
          const message = format.decode(data);
          if (!isRecord(message)) return fail('invalid message format');
          const { action, data: body } = message;
          if (action === 'authenticate' && isRecord(body)) return authorize(body['key_id'], body['secret_key']);
          if (action === 'auth') return authorize(message['key'], message['secret']);
          if (action === 'listen') return listen(body);
          return fail(`unknown action: ${String(action)}`);
        },
        closed: () => void listeners.delete(listener),
        expire: () => {
          if (listener.account === undefined) peer.close(1008, 'authentication timeout');
        },
      };
    },
    publish: (account, event) => {
      const written = new Map<Format, string | Uint8Array>();
      for (const listener of listeners) {
        if (listener.account !== account || !listener.hears) continue;
        const message = written.get(listener.format) ?? listener.format.encode({ stream: TRADE_UPDATES, data: updateJson(event) });
        written.set(listener.format, message);
        tell(listener, message);
      }
    },
    get listening() {
      let count = 0;
      for (const listener of listeners) if (listener.hears) count += 1;
      return count;
    },
    get connected() {
      return listeners.size;
    },
    dropAll: () => {
      for (const { peer } of [...listeners]) peer.drop();
    },
  };
}
