/**
 * The text form (`.clj`), a small part of EDN: lists, vectors, maps, strings, numbers, keywords, symbols, nil, true, false.
 * Commas count as space; a semicolon begins a comment. One pass with a stack of its own, so depth costs memory and never the call stack.
 */
import { err, ok, type Result } from '../result.ts';
import { quoted, SYMPHONY_LIMITS, tooDeep, tooLong, tooMany, type Form, type FormFault } from './form.ts';
import { isFault, numberOf, scanString } from './scan.ts';

const code = (character: string): number => character.charCodeAt(0);

const SPACE = 1;
const ENDS_TOKEN = 2;
/** What an ASCII character does between tokens. */
const ROLE = new Uint8Array(128);
for (const character of ' \t\n\r\f,') ROLE[code(character)] = SPACE | ENDS_TOKEN;
for (const character of '()[]{}";') ROLE[code(character)] = ENDS_TOKEN;

const QUOTE = code('"');
const SEMICOLON = code(';');
const COLON = code(':');
const BYTE_ORDER_MARK = 0xfeff;

const KINDS: Readonly<Record<string, 'list' | 'vector' | 'map'>> = { '(': 'list', '[': 'vector', '{': 'map' };
const CLOSERS = { list: ')', vector: ']', map: '}' } as const;
const WORD = /^[A-Za-z0-9><=!?+*/._-]+$/;

interface Open {
  readonly kind: 'list' | 'vector' | 'map';
  readonly at: number;
  readonly items: Form[];
}

/** The one form of a file. */
export function readText(text: string): Result<Form, FormFault> {
  if (text.length > SYMPHONY_LIMITS.characters) return err(tooLong(text.length));
  const stack: Open[] = [];
  let open: Open | undefined;
  let whole: Form | undefined;
  let forms = 0;
  let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;

  for (;;) {
    at = skipSpace(text, at);
    if (at >= text.length) break;
    if (whole !== undefined) return err({ at, expected: 'the end of the file', found: `more: ${quoted(text.slice(at, at + 20))}` });
    const character = text[at]!;
    let form: Form;
    const kind = KINDS[character];
    if (kind !== undefined) {
      if (stack.length >= SYMPHONY_LIMITS.depth) return err(tooDeep(at));
      if ((forms += 1) > SYMPHONY_LIMITS.forms) return err(tooMany(at));
      if (open !== undefined) stack.push(open);
      open = { kind, at, items: [] };
      at += 1;
      continue;
    }
    if (character === ')' || character === ']' || character === '}') {
      if (open === undefined) return err({ at, expected: 'a form', found: quoted(character) });
      const fault = closingFault(open, character, at);
      if (fault !== undefined) return err(fault);
      form = open;
      at += 1;
      open = stack.pop();
    } else {
      if ((forms += 1) > SYMPHONY_LIMITS.forms) return err(tooMany(at));
      const atom = readAtom(text, at);
      if ('expected' in atom) return err(atom);
      form = atom.form;
      at = atom.end;
    }
    if (open === undefined) whole = form;
    else open.items.push(form);
  }
  if (open !== undefined)
    return err({ at: text.length, expected: `${quoted(CLOSERS[open.kind])} for what opened earlier`, found: 'the end of the file' });
  return whole === undefined ? err({ at: text.length, expected: 'a form', found: 'the end of the file' }) : ok(whole);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === SEMICOLON) {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end + 1;
    } else if (character < 128 && (ROLE[character]! & SPACE) !== 0) at += 1;
    else break;
  }
  return at;
}

function closingFault({ kind, items }: Open, character: string, at: number): FormFault | undefined {
  const closer = CLOSERS[kind];
  if (character !== closer) return { at, expected: quoted(closer), found: quoted(character) };
  if (kind === 'map' && items.length % 2 === 1) return { at, expected: 'a value for the last key of the map', found: quoted(character) };
  return undefined;
}

type Atom = { readonly form: Form; readonly end: number } | FormFault;

function readAtom(text: string, at: number): Atom {
  const first = text.charCodeAt(at);
  if (first === QUOTE) {
    const scanned = scanString(text, at);
    return isFault(scanned) ? scanned : { form: { kind: 'string', at, text: scanned.value }, end: scanned.end };
  }
  let end = at + 1;
  for (; end < text.length; end++) {
    const character = text.charCodeAt(end);
    if (character < 128 && (ROLE[character]! & ENDS_TOKEN) !== 0) break;
  }
  const token = text.slice(at, end);
  if (first === COLON) {
    const name = token.slice(1);
    if (!WORD.test(name)) return { at, expected: 'a keyword like :window', found: quoted(token) };
    return { form: { kind: 'keyword', at, text: name }, end };
  }
  if (/^[+-]?\d/.test(token)) {
    const scanned = numberOf(token, at);
    return isFault(scanned) ? scanned : { form: { kind: 'number', at, value: scanned.value }, end };
  }
  if (!WORD.test(token)) return { at, expected: 'a list, vector, map, string, number, keyword or symbol', found: quoted(token) };
  return { form: word(token, at), end };
}

function word(token: string, at: number): Form {
  if (token === 'nil') return { kind: 'nil', at };
  if (token === 'true' || token === 'false') return { kind: 'boolean', at, value: token === 'true' };
  return { kind: 'symbol', at, text: token };
}
