/**
 * A WebSocket without a network: the client's end of a stream in the same process, with the parts of the `ws` package and of the
 * browser's interface that clients use. Everything arrives later, in order, never inside the call that caused it.
 */
import type { Peer, StreamSession } from './peer.ts';

type Listener = (event: never) => void;

export interface ExchangeSocket {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
  /** Answered by a `pong`. */
  ping(): void;
  /** As `ws`: open(), message(data, isBinary), close(code, reason), pong(), error(error). */
  on(event: string, listener: (...values: never[]) => void): ExchangeSocket;
  off(event: string, listener: (...values: never[]) => void): ExchangeSocket;
  /** As the browser: 'message' gets `{ data }`, 'close' `{ code, reason }`. */
  addEventListener(event: string, listener: Listener): void;
  removeEventListener(event: string, listener: Listener): void;
}

const ABNORMAL = 1006;

/** @param open undefined when there is no such stream: the socket then reports an error and closes. */
export function memorySocket(open: (peer: Peer) => StreamSession | undefined): ExchangeSocket {
  const listeners = new Map<string, Set<(...values: never[]) => void>>();
  const eventListeners = new Map<string, Set<Listener>>();
  let state = 0;
  let session: StreamSession | undefined;

  const emit = (name: string, values: readonly unknown[], event: Readonly<Record<string, unknown>>): void => {
    for (const listener of [...(listeners.get(name) ?? [])]) (listener as (...given: readonly unknown[]) => void)(...values);
    for (const listener of [...(eventListeners.get(name) ?? [])]) (listener as (event: unknown) => void)({ type: name, ...event });
  };
  const end = (code: number, reason: string): void => {
    if (state >= 2) return;
    state = 2;
    session?.closed();
    queueMicrotask(() => {
      state = 3;
      emit('close', [code, reason], { code, reason, wasClean: code !== ABNORMAL });
    });
  };
  const peer: Peer = {
    send: (data) =>
      queueMicrotask(() => {
        if (state === 1) emit('message', [data, typeof data !== 'string'], { data });
      }),
    close: (code, reason) => queueMicrotask(() => end(code, reason)),
    drop: () => queueMicrotask(() => end(ABNORMAL, '')),
  };

  queueMicrotask(() => {
    if (state !== 0) return;
    state = 1;
    emit('open', [], {});
    session = open(peer);
    if (session !== undefined) return;
    emit('error', [new Error('Unexpected server response: 404')], {});
    end(ABNORMAL, '');
  });

  const among = <T>(all: Map<string, Set<T>>, name: string): Set<T> => {
    const found = all.get(name) ?? new Set<T>();
    all.set(name, found);
    return found;
  };
  const socket: ExchangeSocket = {
    get readyState() {
      return state;
    },
    send: (data) => queueMicrotask(() => state === 1 && session?.receive(data)),
    close: (code = 1000, reason = '') => queueMicrotask(() => end(code, reason)),
    terminate: () => queueMicrotask(() => end(ABNORMAL, '')),
    ping: () => queueMicrotask(() => state === 1 && emit('pong', [], {})),
    on: (event, listener) => {
      among(listeners, event).add(listener);
      return socket;
    },
    off: (event, listener) => {
      among(listeners, event).delete(listener);
      return socket;
    },
    addEventListener: (event, listener) => void among(eventListeners, event).add(listener),
    removeEventListener: (event, listener) => void among(eventListeners, event).delete(listener),
  };
  return socket;
}
