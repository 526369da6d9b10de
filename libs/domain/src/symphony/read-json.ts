/**
 * JSON (RFC 8259; a line break inside a string is taken as it is) as forms with their places. One pass with a stack of its own, so depth costs memory and never the
 * call stack.
 */
import { err, ok, type Result } from '../result.ts';
import { quoted, SYMPHONY_LIMITS, tooDeep, tooLong, tooMany, type Form, type FormFault } from './form.ts';
import { isFault, numberOf, scanString } from './scan.ts';

interface Open {
  readonly kind: 'vector' | 'map';
  readonly at: number;
  readonly items: Form[];
}

const SPACE = /[ \t\n\r]*/y;
const TOKEN = /[A-Za-z0-9+.-]+/y;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const CLOSERS = { vector: ']', map: '}' } as const;

/** What may stand next inside a container, after `items` so far. */
type Expecting = 'value' | 'key' | 'colon' | 'commaOrEnd';

export function readJson(text: string): Result<Form, FormFault> {
  if (text.length > SYMPHONY_LIMITS.characters) return err(tooLong(text.length));
  const stack: Open[] = [];
  let open: Open | undefined;
  let whole: Form | undefined;
  let expecting: Expecting = 'value';
  let forms = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    if (at >= text.length) break;
    if (whole !== undefined) return err({ at, expected: 'the end of the file', found: `more: ${quoted(text.slice(at, at + 20))}` });
    const character = text[at]!;
    let form: Form;
    if (open !== undefined && character === CLOSERS[open.kind] && mayClose(open, expecting)) {
      form = open;
      at += 1;
      open = stack.pop();
    } else if (expecting === 'colon' || expecting === 'commaOrEnd') {
      const separator: string = expecting === 'colon' ? ':' : ',';
      if (character !== separator) return err({ at, expected: separatorWords(open, separator), found: quoted(character) });
      expecting = expecting === 'colon' || open?.kind === 'vector' ? 'value' : 'key';
      at += 1;
      continue;
    } else {
      if ((forms += 1) > SYMPHONY_LIMITS.forms) return err(tooMany(at));
      if (expecting === 'key' && character !== '"') return err({ at, expected: 'a key in quotes', found: quoted(character) });
      if (character === '{' || character === '[') {
        if (stack.length >= SYMPHONY_LIMITS.depth) return err(tooDeep(at));
        if (open !== undefined) stack.push(open);
        open = { kind: character === '{' ? 'map' : 'vector', at, items: [] };
        expecting = character === '{' ? 'key' : 'value';
        at += 1;
        continue;
      }
      const atom = readAtom(text, at);
      if ('expected' in atom) return err(atom);
      form = atom.form;
      at = atom.end;
    }
    if (open === undefined) whole = form;
    else {
      open.items.push(form);
      expecting = open.kind === 'map' && open.items.length % 2 === 1 ? 'colon' : 'commaOrEnd';
    }
  }
  if (open !== undefined)
    return err({ at: text.length, expected: `${quoted(CLOSERS[open.kind])} for what opened earlier`, found: 'the end of the file' });
  return whole === undefined ? err({ at: text.length, expected: 'a JSON value', found: 'the end of the file' }) : ok(whole);
}

/** After an item, or before the first. */
const mayClose = ({ items }: Open, expecting: Expecting): boolean =>
  expecting === 'commaOrEnd' || (items.length === 0 && expecting !== 'colon');

const separatorWords = (open: Open | undefined, separator: string): string =>
  separator === ':' || open === undefined ? quoted(separator) : `"," or ${quoted(CLOSERS[open.kind])}`;

type Atom = { readonly form: Form; readonly end: number } | FormFault;

function readAtom(text: string, at: number): Atom {
  if (text[at] === '"') {
    const scanned = scanString(text, at);
    return isFault(scanned) ? scanned : { form: { kind: 'string', at, text: scanned.value }, end: scanned.end };
  }
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0] ?? text[at]!;
  const end = at + token.length;
  if (token === 'null') return { form: { kind: 'nil', at }, end };
  if (token === 'true' || token === 'false') return { form: { kind: 'boolean', at, value: token === 'true' }, end };
  const scanned = JSON_NUMBER.test(token) ? numberOf(token, at) : undefined;
  if (scanned === undefined || isFault(scanned)) return { at, expected: 'a JSON value', found: quoted(token) };
  return { form: { kind: 'number', at, value: scanned.value }, end };
}
