/** JSON as text, JSON in binary frames (Alpaca's paper trade updates), or MessagePack with its timestamp extension. */
import { Decoder, Encoder } from '@msgpack/msgpack';
import type { Format } from './peer.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

const decodeJson = (data: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof data === 'string' ? data : text.decode(data));
  } catch {
    return undefined;
  }
};

export const jsonText: Format = { encode: (message) => JSON.stringify(message), decode: decodeJson };
export const jsonBytes: Format = { encode: (message) => utf8.encode(JSON.stringify(message)), decode: decodeJson };

const encoder = new Encoder({ ignoreUndefined: true });
const decoder = new Decoder();

/** A `Date` becomes a timestamp extension. Some clients that ask for MessagePack still write JSON: both are read. */
export const messagePack: Format = {
  encode: (message) => encoder.encode(message),
  decode: (data) => {
    if (typeof data === 'string') return decodeJson(data);
    try {
      return decoder.decode(data);
    } catch {
      return decodeJson(data);
    }
  },
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
