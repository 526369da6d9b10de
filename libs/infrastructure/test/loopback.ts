import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  readonly url: string;
  /** `METHOD /path?query` of every request that arrived, in order. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** A real HTTP server on the loopback interface. `count` is how often this very request has arrived, from 1. */
export async function loopback(
  answer: (request: IncomingMessage, response: ServerResponse, body: string, count: number) => void,
): Promise<Loopback> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const line = `${String(request.method)} ${String(request.url)}`;
      seen.push(line);
      answer(request, response, body, seen.filter((each) => each === line).length);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
