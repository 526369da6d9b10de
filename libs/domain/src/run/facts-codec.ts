/**
 * Facts ↔ bytes, so that a day can be decided again from what was kept: vendors rewrite adjusted history.
 *
 * Layout: the mark · length of the header (uint32) · header (JSON, ASCII) · one column of closes after another (float64).
 * Numbers are little-endian, and every NaN is the same NaN: equal facts are equal bytes on every machine.
 */
import { toDecimal, type Exact } from '../values/exact.ts';
import { readJson } from '../values/shape.ts';
import type { Ticker } from '../values/ticker.ts';
import { FACTS_HEADER, factsFrom, headerOf, type FactsHeader } from './facts-shape.ts';
import type { Facts } from './facts.ts';

const MARK = 'alchemiser facts\n';
const NAN_HIGH = 0x7ff8_0000;

/** @throws RangeError that names the field, for facts that could not be read back. */
export function encodeFacts(facts: Facts): Uint8Array {
  // Read back once: what is kept can be read, and its fields stand in one order, whoever made the objects.
  const header = readJson(textOf(headerOf(facts)), FACTS_HEADER, 'facts');
  const json = ascii(textOf(header));
  const start = MARK.length + 4 + json.length;
  const rows = header.sessions.length;
  const bytes = new Uint8Array(start + header.columns.length * rows * 8);
  const view = new DataView(bytes.buffer);
  write(bytes, 0, MARK);
  view.setUint32(MARK.length, json.length, true);
  write(bytes, MARK.length + 4, json);
  header.columns.forEach((ticker, column) => {
    const closes = facts.history.closes.get(ticker)!;
    for (let row = 0; row < rows; row++) writeNumber(view, start + (column * rows + row) * 8, closes[row]!);
  });
  return bytes;
}

/** @throws RangeError that names what is wrong, for bytes that `encodeFacts` would not have written. */
export function decodeFacts(bytes: Uint8Array): Facts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < MARK.length + 4 || read(bytes, 0, MARK.length) !== MARK) throw new RangeError('Facts must begin with their mark');
  const length = view.getUint32(MARK.length, true);
  const start = MARK.length + 4 + length;
  if (bytes.length < start)
    throw new RangeError(`Facts must have a header of ${String(length)} bytes, had ${String(bytes.length - MARK.length - 4)}`);
  const header = readJson(read(bytes, MARK.length + 4, length), FACTS_HEADER, 'facts');
  const rows = header.sessions.length;
  const expected = start + header.columns.length * rows * 8;
  if (bytes.length !== expected) throw new RangeError(`Facts must be ${String(expected)} bytes, were ${String(bytes.length)}`);
  const closes = new Map<Ticker, Float64Array>();
  header.columns.forEach((ticker, column) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = view.getFloat64(start + (column * rows + row) * 8, true);
    closes.set(ticker, values);
  });
  return factsFrom(header, closes);
}

const textOf = (header: FactsHeader): string =>
  JSON.stringify(header, (_, value: unknown) => (typeof value === 'bigint' ? toDecimal(value as Exact) : value));

function writeNumber(view: DataView, at: number, value: number): void {
  if (!Number.isNaN(value)) view.setFloat64(at, value, true);
  else view.setUint32(at + 4, NAN_HIGH, true);
}

/** JSON in seven bits: what lies beyond is escaped, so that no text encoding is needed. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function write(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}

function read(bytes: Uint8Array, at: number, length: number): string {
  const parts: string[] = [];
  for (let i = at; i < at + length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, Math.min(i + 8192, at + length))));
  return parts.join('');
}
