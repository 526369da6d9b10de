/** A proxy between clients and the exchange that holds every reply against Alpaca's documents. */
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { PaperExchangeOptions } from '../src/index.ts';
import { openapiJudge } from './openapi.ts';
import { REFERENCE_MISSING } from './reference.ts';
import { serve, type Served } from './served.ts';

/** An exchange on a port where every reply is held against Alpaca's OpenAPI documents while somebody trades: `close` rejects with what departs from them. */
export async function serveJudged(options: Partial<PaperExchangeOptions> = {}): Promise<Served> {
  const served = await serve(options);
  if (REFERENCE_MISSING !== undefined) return served;
  const judge = openapiJudge();
  const faults: string[] = [];
  const proxy = createServer((request, response) => {
    void forward(served.url, request).then(({ status, headers, body }) => {
      const { method = 'GET', url = '/' } = request;
      const contentType = headers.get('content-type');
      faults.push(...judge({ method, path: decodeURIComponent(url.split('?')[0] ?? '/'), status, contentType, body }).faults);
      response.writeHead(status, { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) }).end(body);
    });
  });
  // Streams are not in these documents: they pass.
  proxy.on('upgrade', (request, socket, head) => {
    const there = connect(served.port, served.host, () => {
      const lines = request.rawHeaders.flatMap((name, row) => (row % 2 === 0 ? [`${name}: ${request.rawHeaders[row + 1] ?? ''}`] : []));
      there.write([`GET ${request.url ?? '/'} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    for (const end of [there, socket]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    ...served,
    url: `http://127.0.0.1:${String(port)}`,
    streamUrl: `ws://127.0.0.1:${String(port)}`,
    close: async () => {
      proxy.close();
      proxy.closeAllConnections();
      await served.close();
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
  };
}

async function forward(to: string, request: IncomingMessage): Promise<{ status: number; headers: Headers; body: string }> {
  const { method = 'GET', url = '/', headers } = request;
  const sent = await buffer(request);
  const named = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name));
  const response = await fetch(to + url, {
    method,
    headers: Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
    ...(sent.length === 0 ? {} : { body: new Uint8Array(sent) }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
