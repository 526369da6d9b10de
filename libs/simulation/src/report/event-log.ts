/**
 * What happened, as fields: two runs of a seed are the same exactly when these are. A log is folded into a digest as it grows;
 * kept whole only when somebody wants to read it.
 */
import { hexOf, type Instant } from '@alchemiser/domain';

export type Field = number | bigint | string | null;

/** What happened, and the number that stands for it in the digest. */
const KINDS = {
  started: 0,
  ended: 1,
  crashed: 2,
  froze: 3,
  woke: 4,
  'clock-jumped': 5,
  called: 6,
  replied: 7,
  failed: 8,
  alarm: 9,
  hint: 10,
  'stop-heard': 11,
  arrived: 12,
  order: 13,
  written: 14,
  'ledger-written': 15,
  recorded: 16,
  struck: 17,
  'by-hand': 18,
  overnight: 19,
  'stop-thrown': 20,
  decided: 21,
  violated: 22,
} as const;
export type LoggedKind = keyof typeof KINDS;

export interface Logged {
  readonly at: Instant;
  readonly kind: LoggedKind;
  /** The process, or 0 for the world. */
  readonly who: number;
  readonly what: Field;
  readonly a: Field;
  readonly b: Field;
  readonly c: Field;
}

export interface EventLog {
  note(at: Instant, kind: LoggedKind, who: number, what?: Field, a?: Field, b?: Field, c?: Field): void;
  readonly events: number;
  /** Of everything noted so far: 16 hex digits. */
  digest(): string;
  /** Everything noted; empty unless it was to be kept. */
  readonly kept: readonly Logged[];
}

/** @param start whose instants are told from: a day's fit a word. */
export function eventLog(start: Instant, keep: boolean): EventLog {
  const mixer = fieldMixer();
  const kept: Logged[] = [];
  const log: EventLog & { events: number } = {
    kept,
    events: 0,
    note(at, kind, who, what, a, b, c) {
      log.events += 1;
      mixer.number(at - start);
      mixer.word((KINDS[kind] << 8) | who);
      // How many there are is plain from their kind.
      if (what !== undefined) mixer.field(what);
      if (a !== undefined) mixer.field(a);
      if (b !== undefined) mixer.field(b);
      if (c !== undefined) mixer.field(c);
      if (keep) kept.push({ at, kind, who, what: what ?? null, a: a ?? null, b: b ?? null, c: c ?? null });
    },
    digest: () => mixer.digest(),
  };
  return log;
}

export interface FieldMixer {
  word(bits: number): void;
  number(value: number): void;
  field(value: Field): void;
  digest(): string;
}

/**
 * Two lanes that take turns, each stirred into the other, after MurmurHash3's four (Austin Appleby, public domain): not cryptographic,
 * fast, the same everywhere. What a word changes in 64 bits stays different until another word differs too.
 */
export function fieldMixer(): FieldMixer {
  let next = 0x9747_b28c | 0;
  let last = 0x3c6e_f372 | 0;
  const word = (bits: number): void => {
    const mixed = stirred(next, bits);
    next = last;
    last = joined(mixed, last);
  };
  const number = (value: number): void => {
    word(value | 0);
    // Most are small.
    if ((value | 0) !== value) word(Math.floor(value / 0x1_0000_0000) | 0);
  };
  const text = (value: string): void => {
    const { length } = value;
    // Each lane in turn, as `word` does, in variables of this call: names and words are most of what is noted.
    let [one, two] = [next, last];
    for (let i = 0; i < length; i += 4) {
      let bits = value.charCodeAt(i);
      if (i + 1 < length) bits ^= value.charCodeAt(i + 1) << 8;
      if (i + 2 < length) bits ^= value.charCodeAt(i + 2) << 16;
      if (i + 3 < length) bits ^= value.charCodeAt(i + 3) << 24;
      const mixed = stirred(one, bits);
      one = two;
      two = joined(mixed, two);
    }
    next = one;
    last = two;
    word(length);
  };
  const amount = (value: bigint): void => {
    // Most fit a float exactly, and its halves cost a tenth of a bigint's.
    const near = Number(value);
    if (near >= 0 && near <= Number.MAX_SAFE_INTEGER) return number(near);
    const size = value < 0n ? -value : value;
    word(Number(BigInt.asIntN(32, size)));
    word(Number(BigInt.asIntN(32, size >> 32n)));
    word(Number(BigInt.asIntN(32, size >> 64n)) ^ (value < 0n ? 1 : 0));
  };
  return {
    word,
    number,
    field(value) {
      if (value === null) word(0x6e75_6c6c);
      else if (typeof value === 'number') number(value);
      else if (typeof value === 'string') text(value);
      else amount(value);
    },
    digest: () => hexOf(next) + hexOf(last),
  };
}

const stirred = (lane: number, bits: number): number => {
  const k = Math.imul(bits, 0xcc9e_2d51);
  return lane ^ Math.imul((k << 15) | (k >>> 17), 0x1b87_3593);
};

const joined = (mixed: number, other: number): number => (Math.imul(((mixed << 13) | (mixed >>> 19)) + other, 5) + 0xe654_6b64) | 0;
