/**
 * Frames on their way to many sockets. A hundred who listen to the same are told the same, so each message is framed once, what comes
 * within a turn of the event loop (or a few milliseconds) is joined once, and every socket is written to once for all of it.
 */
import type { Duplex } from 'node:stream';

export interface Outbox {
  /** Text goes as a text frame, bytes as a binary one; after this turn of the event loop. */
  send(data: string | Uint8Array): void;
  /** Writes what waits now: before another hand closes the connection. */
  flush(): void;
}

/** What has been said since the last writing: sockets that were told the same stand at the same place. */
interface Said {
  readonly before: Said | undefined;
  readonly frame: Buffer;
  readonly then: Map<string | Uint8Array, Said>;
  joined: Buffer | undefined;
}

/** A write to a socket costs more than all that is in it: who tells many waits a little, and says more at once. */
const MANY = 16;
const GATHER_MS = 4;

export function outboxes(): (socket: Duplex) => Outbox {
  let nothing = said(undefined, Buffer.alloc(0));
  const waiting = new Set<() => void>();
  let toldLast = 0;
  const flushSoon = (): void => {
    if (toldLast < MANY) setImmediate(flushAll);
    else setTimeout(flushAll, GATHER_MS);
  };
  const flushAll = (): void => {
    toldLast = waiting.size;
    for (const flush of [...waiting]) flush();
    nothing = said(undefined, Buffer.alloc(0));
  };

  return (socket) => {
    let here: Said | undefined;
    const flush = (): void => {
      waiting.delete(flush);
      if (here === undefined) return;
      const bytes = joined(here);
      here = undefined;
      if (socket.writable) socket.write(bytes);
    };
    return {
      send: (data) => {
        const from = here ?? nothing;
        let next = from.then.get(data);
        if (next === undefined) {
          next = said(from, frameOf(data));
          from.then.set(data, next);
        }
        here = next;
        if (waiting.size === 0) flushSoon();
        waiting.add(flush);
      },
      flush,
    };
  };
}

const said = (before: Said | undefined, frame: Buffer): Said => ({ before, frame, then: new Map(), joined: undefined });

function joined(last: Said): Buffer {
  if (last.joined !== undefined) return last.joined;
  const frames: Buffer[] = [];
  for (let at: Said | undefined = last; at !== undefined; at = at.before) frames.push(at.frame);
  last.joined = Buffer.concat(frames.reverse());
  return last.joined;
}

const TEXT = 0x81;
const BINARY = 0x82;

/** A whole message in one unmasked frame, as RFC 6455 (5.2) wants it of a server. */
function frameOf(data: string | Uint8Array): Buffer {
  const body = typeof data === 'string' ? Buffer.from(data) : data;
  const { length } = body;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = typeof data === 'string' ? TEXT : BINARY;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, body]);
}
