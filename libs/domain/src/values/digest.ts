/**
 * SHA-256 (FIPS 180-4), synchronous and pure: decisions and identifiers must come out the same on every engine,
 * and the platform's own digest is either asynchronous or not there.
 */
import { hexOf } from './hex.ts';

const K = constants();

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, as the standard defines them. */
function constants(): Uint32Array {
  const result = new Uint32Array(64);
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) result[found++] = fractionOfRoot(n, 3);
  }
  return result;
}

/** ⌊2³² · frac(ⁿ√x)⌋ in integers: the root of x · 2^(32·degree), so that no float rounding enters. */
function fractionOfRoot(x: number, degree: 2 | 3): number {
  const target = BigInt(x) << BigInt(32 * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const mid = (low + high) >> 1n;
    if (mid ** BigInt(degree) <= target) low = mid;
    else high = mid;
  }
  return Number(low & 0xffff_ffffn);
}

const INITIAL = [2, 3, 5, 7, 11, 13, 17, 19].map((prime) => fractionOfRoot(prime, 2));

/** Scratch space: digests are made one after the other and keep nothing between them. */
const W = new Uint32Array(64);
const STATE = new Uint32Array(8);
/** Room for names and other short texts: making a typed array costs as much as digesting one. */
const SHORT = new Uint8Array(256);

/** @returns 64 lower-case hex digits. Text is taken as UTF-8. */
export function sha256(input: string | Uint8Array): string {
  if (typeof input === 'string' && writtenPlain(input, SHORT)) return digestIn(SHORT, input.length);
  const bytes = typeof input === 'string' ? utf8(input) : input;
  const room = new Uint8Array(paddedLength(bytes.length));
  room.set(bytes);
  return digestIn(room, bytes.length);
}

/** Whole blocks of 64 bytes, with room for the end mark and the length. */
const paddedLength = (length: number): number => Math.ceil((length + 9) / 64) * 64;

/** Pads the message that stands at the beginning of `room`, and digests it there. */
function digestIn(room: Uint8Array, length: number): string {
  const end = paddedLength(length);
  room.fill(0, length, end);
  room[length] = 0x80;
  const [high, low] = [Math.floor(length / 0x2000_0000), length << 3];
  for (let i = 0; i < 4; i++) {
    room[end - 8 + i] = high >>> (24 - 8 * i);
    room[end - 4 + i] = low >>> (24 - 8 * i);
  }
  STATE.set(INITIAL);
  for (let offset = 0; offset < end; offset += 64) compress(STATE, W, room, offset);
  let hex = '';
  for (const word of STATE) hex += hexOf(word);
  return hex;
}

/** Writes a short text of 7 bits. @returns whether it was one. */
function writtenPlain(text: string, room: Uint8Array): boolean {
  if (paddedLength(text.length) > room.length) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return false;
    room[i] = code;
  }
  return true;
}

function compress(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15]!;
    const b = w[i - 2]!;
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let d = state[3]! | 0;
  let e = state[4]! | 0;
  let f = state[5]! | 0;
  let g = state[6]! | 0;
  let h = state[7]! | 0;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

/** UTF-8 by hand: the domain has no `TextEncoder`. Lone surrogates become U+FFFD, as the encoding standard says. */
function utf8(text: string): Uint8Array {
  const plain = new Uint8Array(text.length);
  let at = 0;
  while (at < text.length && text.charCodeAt(at) < 0x80) plain[at] = text.charCodeAt(at++);
  if (at === text.length) return plain;
  const out: number[] = [];
  for (const symbol of text) {
    const point = symbol.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(out);
}

/** The digest of a value's JSON text: callers pass plain data whose key order is fixed by construction. */
export const digestOf = (value: unknown): string => sha256(JSON.stringify(value));
