import type { IncomingMessage } from 'node:http';

/** A request's body as text; undefined when it is longer than `most` bytes. Rejects when the connection breaks first. */
export function readBody(request: IncomingMessage, most: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => {
      // Every request closes, and an error costs its stack.
      if (!request.readableEnded) reject(new Error('The connection broke before the body was there'));
    });
  });
}
