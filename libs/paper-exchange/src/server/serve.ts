/**
 * An exchange on a port. Node's own server: one function answers everything, so a framework would route what `wire/routes.ts` routes.
 * A request of any shape gets an answer in Alpaca's shape, and none takes the server down.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PaperExchange } from '../options.ts';
import { ConnectionLost, type Incoming, type Outgoing } from '../wire/message.ts';
import { refused, type Reply } from '../wire/reply.ts';
import { administer } from './admin.ts';
import { readBody } from './body.ts';
import { rateLimit } from './rate-limit.ts';
import { serveSockets } from './sockets.ts';

export interface ServeOptions {
  readonly exchange: PaperExchange;
  /** 0: any free one. */
  readonly port: number;
  /** Default '127.0.0.1': an exchange with a key that everybody knows is for this machine. */
  readonly host?: string;
  /** Per account, of trading and of market data each. Default 200, as Alpaca's; 0: no limit. */
  readonly requestsPerMinute?: number;
  /** Whether `/admin` is there. Default: only on a loopback host. */
  readonly admin?: boolean;
}

export interface ServedExchange {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:4000`: trading and market data alike. */
  readonly url: string;
  /** `ws://127.0.0.1:4000`: `/stream` and `/v2/{feed}` are under it. */
  readonly streamUrl: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

const LONGEST_BODY_BYTES = 1024 * 1024;
const LOOPBACK = /^(127(\.\d+){3}|localhost|::1)$/;

/** @throws Error when the port is taken. */
export async function serveExchange(options: ServeOptions): Promise<ServedExchange> {
  const { exchange, port, host = '127.0.0.1', requestsPerMinute = 200, admin = LOOPBACK.test(host) } = options;
  if (!Number.isSafeInteger(requestsPerMinute) || requestsPerMinute < 0) {
    throw new RangeError(`requestsPerMinute must be a whole number ≥ 0, was ${requestsPerMinute}`);
  }
  const allowance = rateLimit(requestsPerMinute, () => Date.now());
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    // A client that has gone is no error of ours.
    response.on('error', () => undefined);
    answer(request, response, { exchange, admin, allowance }).catch((error: unknown) => fail(response, error));
  });
  server.on('clientError', (_, socket) => rejectRaw(socket));
  const sockets = serveSockets(server, exchange.transport);
  await listen(server, port, host);
  const at = server.address() as AddressInfo;
  const name = at.family === 'IPv6' ? `[${at.address}]` : at.address;
  return {
    host: at.address,
    port: at.port,
    url: `http://${name}:${String(at.port)}`,
    streamUrl: `ws://${name}:${String(at.port)}`,
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

interface Serving {
  readonly exchange: PaperExchange;
  readonly admin: boolean;
  readonly allowance: ReturnType<typeof rateLimit>;
}

async function answer(request: IncomingMessage, response: ServerResponse, { exchange, admin, allowance }: Serving): Promise<void> {
  const { path, query } = targetOf(request.url ?? '/');
  const method = (request.method ?? 'GET').toUpperCase();
  const body = await readBody(request, LONGEST_BODY_BYTES);
  const header = (name: string): string | undefined => single(request.headers[name]);
  const asked = { method, path, query, header, body: body ?? '' };
  if (body === undefined) write(response, outgoing(refused(413, 41310000, 'request body is too large'), { Connection: 'close' }));
  else if (admin && path.startsWith('/admin/')) write(response, outgoing(await administered(exchange, asked, body)));
  else {
    const { allowed, headers } = allowance(bucketOf(exchange, header, path));
    try {
      const reply = allowed ? await exchange.transport.handle(asked, wait) : outgoing(refused(429, 42910000, 'too many requests.'));
      write(response, { ...reply, headers: { ...headers, ...reply.headers } });
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      request.socket.destroy();
    }
  }
}

/** A page in a browser sends its origin along; a program of the owner's does not. */
const administered = async (exchange: PaperExchange, { method, path, header }: Incoming, body: string): Promise<Reply> =>
  (header('origin') ?? null) === null ? administer(exchange, method, path, body) : refused(403, 40310000, 'not from a browser');

/** Late is late outside: a stepped clock would never let the reply go. */
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(', ') : value);

/** Trading and market data count apart, and strangers together. */
function bucketOf(exchange: PaperExchange, header: (name: string) => string | undefined, path: string): string {
  const account = exchange.transport.accountOf(header('apca-api-key-id'), header('apca-api-secret-key')) ?? '';
  return `${/^\/(v2\/stocks|v1)\//.test(path) ? 'data' : 'trading'}/${account}`;
}

/** Path and query of a request line as it is: also one that no URL could be made of. */
function targetOf(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const [before = ''] = local.split('#');
  const cut = before.indexOf('?');
  const path = cut === -1 ? before : before.slice(0, cut);
  return { path: path === '' ? '/' : path, query: new URLSearchParams(cut === -1 ? '' : before.slice(cut + 1)) };
}

const outgoing = ({ status, body }: Reply, headers: Readonly<Record<string, string>> = {}): Outgoing => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** What the exchange itself did not answer has an id too: clients name it in their errors. */
const requestId = (): string => randomUUID().replaceAll('-', '');

function write(response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.headersSent || response.destroyed) return;
  const length =
    body === undefined ? (status === 204 ? {} : { 'Content-Length': '0' }) : { 'Content-Length': String(Buffer.byteLength(body)) };
  const id = 'X-Request-ID' in headers ? {} : { 'X-Request-ID': requestId() };
  response.writeHead(status, { ...headers, ...id, ...length });
  response.end(body);
}

/** What nobody foresaw: 500 in Alpaca's shape, without what is inside. */
function fail(response: ServerResponse, _error: unknown): void {
  write(response, outgoing(refused(500, 50010000, 'internal server error occurred')));
}

/** Bytes that are no HTTP. */
function rejectRaw(socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(refused(400, 40010000, 'request is malformed').body);
  const head = ['HTTP/1.1 400 Bad Request', 'Connection: close', 'Content-Type: application/json; charset=UTF-8'];
  socket.end([...head, `Content-Length: ${String(Buffer.byteLength(body))}`, '', body].join('\r\n'));
}
