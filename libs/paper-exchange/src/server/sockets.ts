/** Streams over the network: what the `ws` package brings in and out. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { ExchangeTransport } from '../options.ts';
import type { Peer } from '../streams/peer.ts';
import { outboxes, type Outbox } from './outbox.ts';

/** Alpaca sends away who has not authenticated within ten seconds. */
const AUTHENTICATE_WITHIN_MS = 10_000;
/** A client that reads more slowly than it is told is dropped, as at Alpaca ("slow client"). */
const MOST_BUFFERED_BYTES = 32 * 1024 * 1024;
const LONGEST_MESSAGE_BYTES = 1024 * 1024;

export interface Sockets {
  close(): void;
}

export function serveSockets(server: Server, transport: ExchangeTransport): Sockets {
  const outboxOf = outboxes();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE_BYTES, perMessageDeflate: false });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!isStream(path)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const packed = (request.headers['content-type'] ?? '').startsWith('application/msgpack');
      attach(client, transport, { path, packed, socket, outbox: outboxOf(socket) });
    });
  });

  return {
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

const isStream = (path: string): boolean => /^\/(stream|v2\/[a-z_]+)\/?$/.test(path);

interface Connection {
  readonly path: string;
  readonly packed: boolean;
  readonly socket: Duplex;
  readonly outbox: Outbox;
}

function attach(client: WebSocket, transport: ExchangeTransport, { path, packed, socket, outbox }: Connection): void {
  const peer: Peer = {
    send: (data) => {
      if (client.readyState !== client.OPEN) return;
      if (socket.writableLength > MOST_BUFFERED_BYTES) client.terminate();
      else outbox.send(data);
    },
    close: (code, reason) => {
      outbox.flush();
      client.close(code, reason);
    },
    drop: () => {
      outbox.flush();
      client.terminate();
    },
  };
  // A frame that breaks the protocol is an error of the client's, and `ws` closes the connection itself.
  client.on('error', () => undefined);
  const session = transport.openStream(path, packed, peer);
  if (session === undefined) {
    client.close(1008, 'no such stream');
    return;
  }
  const timer = setTimeout(() => session.expire(), AUTHENTICATE_WITHIN_MS);
  timer.unref();
  client.on('message', (data, isBinary) => session.receive(isBinary ? bytesOf(data) : textOf(data)));
  client.on('close', () => {
    clearTimeout(timer);
    session.closed();
  });
}

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data;

const textOf = (data: RawData): string => Buffer.from(bytesOf(data)).toString('utf8');
