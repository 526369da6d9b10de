/** A WebSocket client that keeps what it hears, frame by frame. */
import { once } from 'node:events';
import { Decoder, decodeTimestampToTimeSpec, Encoder, EXT_TIMESTAMP, ExtensionCodec } from '@msgpack/msgpack';
import { WebSocket } from 'ws';
import { until } from './served.ts';

/** A timestamp extension, told apart from a number that means the same. */
export class Stamped {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: EXT_TIMESTAMP,
  encode: () => null,
  decode: (data) => {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return new Stamped(sec * 1000 + nsec / 1e6);
  },
});
const decoder = new Decoder({ extensionCodec });
const encoder = new Encoder();

export interface Heard {
  readonly binary: boolean;
  // Read by tests that claim what is in it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly message: any;
}

export interface Listener {
  readonly heard: readonly Heard[];
  /** What was heard next, from the beginning. */
  next(): Promise<Heard>;
  say(message: unknown): void;
  sendRaw(data: string | Uint8Array): void;
  close(): void;
  /** Code of the close, once it was. */
  readonly closed: Promise<number>;
}

export async function listen(url: string, packed = false): Promise<Listener> {
  const socket = new WebSocket(url, packed ? { headers: { 'Content-Type': 'application/msgpack' } } : {});
  const heard: Heard[] = [];
  let row = 0;
  socket.on('message', (data, binary) => {
    const bytes = data as Buffer;
    heard.push({ binary, message: packed ? decoder.decode(bytes) : JSON.parse(bytes.toString('utf8')) });
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  return {
    heard,
    next: async () => {
      const found = await until(() => heard[row], `message ${String(row + 1)}`);
      row += 1;
      return found;
    },
    say: (message) => socket.send(packed ? encoder.encode(message) : JSON.stringify(message)),
    sendRaw: (data) => socket.send(data),
    close: () => socket.terminate(),
    closed,
  };
}
