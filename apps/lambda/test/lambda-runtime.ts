import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function answered to one event: its JSON, or the error it raised. */
export type Answer =
  | { readonly status: 'response'; readonly body: unknown }
  | { readonly status: 'error'; readonly errorType: string; readonly errorMessage: string };

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly leftMs: number;
  readonly answered: (answer: Answer) => void;
}

/**
 * A stand-in for the AWS Lambda Runtime API (version 2018-06-01) on loopback: `next` hands out one event at a time,
 * `response`, `error` and `init/error` take what became of it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function lambdaRuntime(): Promise<{
  readonly address: string;
  /** @param leftMs what the function has left of its timeout; default 15 minutes, the most there is. */
  invoke(event: unknown, leftMs?: number): Promise<Answer>;
  close(): Promise<void>;
}> {
  const queue: Invocation[] = [];
  const pending = new Map<string, Invocation>();
  let waiting: ServerResponse | undefined;
  let count = 0;

  const handOut = (): void => {
    if (waiting === undefined) return;
    const invocation = queue.shift();
    if (invocation === undefined) return;
    pending.set(invocation.id, invocation);
    const response = waiting;
    waiting = undefined;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': invocation.id,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + invocation.leftMs),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:alchemiser',
    });
    response.end(JSON.stringify(invocation.event));
  };

  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'GET' && path.endsWith('/runtime/invocation/next')) {
      waiting = response;
      handOut();
      return;
    }
    void read(request).then((text) => {
      const match = /\/runtime\/(?:invocation\/([^/]+)\/(response|error)|init\/error)$/.exec(path);
      const invocation = match?.[1] === undefined ? [...pending.values(), ...queue][0] : pending.get(match[1]);
      if (match === null || invocation === undefined) {
        response.writeHead(404).end();
        return;
      }
      pending.delete(invocation.id);
      response.writeHead(202).end();
      const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
      invocation.answered(
        match[2] === 'response'
          ? { status: 'response', body }
          : { status: 'error', errorType: String(body?.['errorType']), errorMessage: String(body?.['errorMessage']) },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    invoke: (event, leftMs = 15 * 60_000) =>
      new Promise((answered) => {
        queue.push({ id: `request-${String(++count)}`, event, leftMs, answered });
        handOut();
      }),
    close: async () => {
      waiting?.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
