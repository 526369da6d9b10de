/** As little of HTTP and WebSocket as a load needs: what is measured is the exchange and not its clients. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ACCOUNT } from '../client.ts';

const KEYS = `APCA-API-KEY-ID: ${ACCOUNT.keyId}\r\nAPCA-API-SECRET-KEY: ${ACCOUNT.secret}\r\n`;

export const request = (method: string, path: string, body = ''): string =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${KEYS}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;

/** One kept connection that asks, waits for the whole answer, and asks again. */
export function asker(port: number): { ask(text: string): Promise<number>; close(): void } {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let held: Buffer = Buffer.alloc(0);
  let answered: ((status: number) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = held.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = held.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (held.length < end + 4 + length) return;
    held = held.subarray(end + 4 + length);
    answered?.(Number(head.slice(9, 12)));
  });
  socket.on('error', (error) => failed?.(error));
  return {
    ask: (text) =>
      new Promise((resolve, reject) => {
        [answered, failed] = [resolve, reject];
        socket.write(text);
      }),
    close: () => socket.destroy(),
  };
}

export interface Subscriber {
  /** Frames heard since it began to listen. */
  readonly heard: number;
  close(): void;
}

/** Somebody who listens to trade updates and only counts them. */
export async function subscriber(port: number): Promise<Subscriber> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n`;
  socket.write(`GET /stream HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`);
  await once(socket, 'data');
  const count = counter(socket);
  socket.write(frame({ action: 'authenticate', data: { key_id: ACCOUNT.keyId, secret_key: ACCOUNT.secret } }));
  socket.write(frame({ action: 'listen', data: { streams: ['trade_updates'] } }));
  await count.until(2);
  return {
    get heard() {
      return count.heard - 2;
    },
    close: () => socket.destroy(),
  };
}

/** A masked text frame of a client's. */
function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const length = body.length < 126 ? Buffer.from([0x80 | body.length]) : Buffer.from([0x80 | 126, body.length >> 8, body.length & 255]);
  // Four zeros are a mask that changes nothing.
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), body]);
}

function counter(socket: Socket): { readonly heard: number; until(count: number): Promise<void> } {
  let heard = 0;
  /** Bytes of the running frame that are still to come, and of a header that was cut. */
  let left = 0;
  let header: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    let data: Buffer = header.length === 0 ? chunk : Buffer.concat([header, chunk]);
    header = Buffer.alloc(0);
    for (;;) {
      if (left >= data.length) {
        left -= data.length;
        break;
      }
      data = data.subarray(left);
      left = 0;
      const short = (data[1] ?? 0) & 127;
      const size = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length < size) {
        header = Buffer.from(data);
        break;
      }
      left = size + (short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short);
      heard += 1;
    }
  });
  return {
    get heard() {
      return heard;
    },
    until: async (count) => {
      while (heard < count) await once(socket, 'data');
    },
  };
}
