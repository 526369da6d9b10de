/** A WebSocket server on the loopback interface that answers as a test says, and misbehaves on demand. */
import { decode, encode } from '@msgpack/msgpack';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface StreamServer {
  readonly url: string;
  /** Everything that clients said, read; in order. */
  readonly said: unknown[];
  /** How many have connected so far. */
  readonly connections: number;
  /** To all who are connected: text where a text is given, else msgpack. */
  send(message: unknown): void;
  /** Breaks every connection. */
  drop(): void;
  /** No ping is answered any more. */
  goDeaf(): void;
  close(): Promise<void>;
}

export type Answer = (said: Readonly<Record<string, unknown>>) => unknown;

const written = (message: unknown): string | Uint8Array => (typeof message === 'string' ? message : encode(message));

/** Alpaca's paper host sends its JSON in binary frames. */
const binary = (message: string | Uint8Array): Uint8Array => (typeof message === 'string' ? new TextEncoder().encode(message) : message);

/** @param greeting sent when somebody connects. @param answer what is said to what; undefined says nothing. */
export async function streamServer(answer: Answer, greeting?: unknown): Promise<StreamServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: true });
  const sockets = new Set<WebSocket>();
  const said: unknown[] = [];
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (greeting !== undefined) socket.send(binary(written(greeting)));
    socket.on('message', (data: Buffer, isBinary) => {
      const message = (isBinary ? decode(data) : JSON.parse(data.toString('utf8'))) as Record<string, unknown>;
      said.push(message);
      const reply = answer(message);
      if (reply !== undefined) socket.send(binary(written(reply)));
    });
  });
  await new Promise((listening) => server.on('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    said,
    get connections() {
      return connections;
    },
    send: (message) => sockets.forEach((socket) => socket.send(binary(written(message)))),
    drop: () => sockets.forEach((socket) => socket.terminate()),
    goDeaf: () => sockets.forEach((socket) => socket.pause()),
    close: async () => {
      sockets.forEach((socket) => socket.terminate());
      await new Promise((closed) => server.close(closed));
    },
  };
}
