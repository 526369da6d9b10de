/** Strings and numbers, the parts that both formats share. */
import { quoted, type FormFault } from './form.ts';

export interface Scanned<T> {
  readonly value: T;
  /** The offset behind it. */
  readonly end: number;
}

export const isFault = <T>(scanned: Scanned<T> | FormFault): scanned is FormFault => 'expected' in scanned;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** @param at the opening quote. */
export function scanString(text: string, at: number): Scanned<string> | FormFault {
  const end = text.indexOf('"', at + 1);
  if (end < 0) return { at, expected: 'a closing quote', found: 'the end of the file' };
  const plain = text.slice(at + 1, end);
  return plain.includes('\\') ? scanEscaped(text, at) : { value: plain, end: end + 1 };
}

function scanEscaped(text: string, open: number): Scanned<string> | FormFault {
  const parts: string[] = [];
  let from = open + 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      parts.push(text.slice(from, at));
      return { value: parts.join(''), end: at + 1 };
    }
    if (character !== '\\') continue;
    parts.push(text.slice(from, at));
    const letter = text[at + 1] ?? '';
    const plain = ESCAPES.get(letter);
    const code = letter === 'u' ? text.slice(at + 2, at + 6) : '';
    if (plain !== undefined) parts.push(plain);
    else if (/^[0-9a-fA-F]{4}$/.test(code)) parts.push(String.fromCharCode(Number.parseInt(code, 16)));
    else return { at, expected: 'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX', found: quoted(text.slice(at, at + 2)) };
    at += plain === undefined ? 5 : 1;
    from = at + 1;
  }
  return { at: open, expected: 'a closing quote', found: 'the end of the file' };
}

const NUMBER = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** A finite number; minus nothing is nothing. */
export function numberOf(token: string, at: number): Scanned<number> | FormFault {
  const value = NUMBER.test(token) ? Number(token) : Number.NaN;
  if (!Number.isFinite(value)) return { at, expected: 'a whole or decimal number', found: quoted(token) };
  return { value: value === 0 ? 0 : value, end: at + token.length };
}
