/**
 * What happened, as fields: two runs of a seed are the same exactly when these are. A log is folded into a digest as it grows;
 * kept whole only when somebody wants to read it.
 */
import { hexOf, type Instant } from '@alchemiser/domain';

export type Field = number | bigint | string | null;

/** What happened. The names are part of the digest: a new kind goes to the end. */
const KINDS = [
  'started',
  'ended',
  'crashed',
  'froze',
  'woke',
  'clock-jumped',
  'called',
  'replied',
  'failed',
  'alarm',
  'hint',
  'stop-heard',
  'arrived',
  'order',
  'written',
  'ledger-written',
  'recorded',
  'struck',
  'by-hand',
  'overnight',
  'stop-thrown',
  'decided',
  'violated',
] as const;
export type LoggedKind = (typeof KINDS)[number];

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

const NUMBER_OF = Object.fromEntries(KINDS.map((kind, i) => [kind, i])) as Readonly<Record<LoggedKind, number>>;

export function eventLog(keep: boolean): EventLog {
  const mixer = fieldMixer();
  const kept: Logged[] = [];
  const log: EventLog & { events: number } = {
    kept,
    events: 0,
    note(at, kind, who, what, a, b, c) {
      log.events += 1;
      mixer.number(at);
      mixer.word((NUMBER_OF[kind] << 8) | who);
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
    let k = Math.imul(bits, 0xcc9e_2d51);
    k = next ^ Math.imul((k << 15) | (k >>> 17), 0x1b87_3593);
    next = last;
    last = (Math.imul(((k << 13) | (k >>> 19)) + last, 5) + 0xe654_6b64) | 0;
  };
  const number = (value: number): void => {
    word(value | 0);
    word(Math.floor(value / 0x1_0000_0000) | 0);
  };
  const text = (value: string): void => {
    const whole = value.length & ~3;
    for (let i = 0; i < whole; i += 4) {
      word(value.charCodeAt(i) ^ (value.charCodeAt(i + 1) << 8) ^ (value.charCodeAt(i + 2) << 16) ^ (value.charCodeAt(i + 3) << 24));
    }
    for (let i = whole; i < value.length; i++) word(value.charCodeAt(i));
    word(value.length);
  };
  const amount = (value: bigint): void => {
    // Most fit a float exactly, and its halves cost a tenth of a bigint's.
    const near = Number(value);
    if (near >= 0 && near <= Number.MAX_SAFE_INTEGER) {
      number(near);
      word(0);
      return;
    }
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
