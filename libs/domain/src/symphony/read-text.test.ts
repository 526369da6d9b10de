import { describe, expect, it } from 'vitest';
import { SYMPHONY_LIMITS, type Form } from './form.ts';
import { linesOf } from './lines.ts';
import { readText } from './read-text.ts';

/** A form without its places, as plain data: lists as `['(', …]`. */
function plain(form: Form): unknown {
  switch (form.kind) {
    case 'list':
      return ['(', ...form.items.map(plain)];
    case 'vector':
      return form.items.map(plain);
    case 'map':
      return { map: form.items.map(plain) };
    case 'nil':
      return null;
    case 'number':
    case 'boolean':
      return form.value;
    case 'string':
      return JSON.stringify(form.text);
    case 'keyword':
      return `:${form.text}`;
    case 'symbol':
      return form.text;
  }
}

const read = (text: string): unknown => {
  const form = readText(text);
  return form.ok ? plain(form.value) : form.error;
};

describe('the reader of the text form', () => {
  it.each<readonly [string, string, unknown]>([
    ['a list', '(a "b" 1)', ['(', 'a', '"b"', 1]],
    ['nested forms', '(a [b {:c-d? 2}] ())', ['(', 'a', ['b', { map: [':c-d?', 2] }], ['(']]],
    ['commas as space', '{:a 1, :b 2}', { map: [':a', 1, ':b', 2] }],
    ['comments to the end of the line', '; one\n(a ; two (\n b);three', ['(', 'a', 'b']],
    ['nil, true and false', '[nil true false nilly]', [null, true, false, 'nilly']],
    ['whole and decimal numbers', '[0 -7 +7 12.50 1e3 -2.5E-2 5.]', [0, -7, 7, 12.5, 1000, -0.025, 5]],
    ['minus nothing as nothing', '[-0 -0.0]', [0, 0]],
    ['operators as symbols', '[> < >= <= = + - * / a/b x.y !?]', ['>', '<', '>=', '<=', '=', '+', '-', '*', '/', 'a/b', 'x.y', '!?']],
    ['escapes', String.raw`"\"a\\b\n\t\u00e9\/"`, JSON.stringify('"a\\b\n\té/')],
    ['a line break inside a string', '"a\nb"', JSON.stringify('a\nb')],
    ['letters of every script inside strings', '"𝓩𝓪𝓶 ; ) ]"', JSON.stringify('𝓩𝓪𝓶 ; ) ]')],
    ['a byte order mark', '\uFEFF(a)', ['(', 'a']],
    ['Windows line ends', '(a\r\n b)', ['(', 'a', 'b']],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each<readonly [string, string, number, string, string]>([
    ['nothing', '  ; only this', 13, 'a form', 'the end of the file'],
    ['a missing bracket', '(a [b)', 5, '"]"', '")"'],
    ['a bracket too many', '(a) )', 4, 'the end of the file', 'more: ")"'],
    ['a second form', '(a) (b)', 4, 'the end of the file', 'more: "(b)"'],
    ['a closing bracket first', ' ]', 1, 'a form', '"]"'],
    ['an open list', '(a (b)', 6, '")" for what opened earlier', 'the end of the file'],
    ['an open string', '(a "b)', 3, 'a closing quote', 'the end of the file'],
    ['an open string that ends in a backslash', String.raw`"a\"`, 0, 'a closing quote', 'the end of the file'],
    ['an unknown escape', String.raw`("\q")`, 2, String.raw`one of the escapes \" \\ \/ \b \f \n \r \t \uXXXX`, String.raw`"\\q"`],
    ['half an escape', String.raw`"\u12"`, 1, String.raw`one of the escapes \" \\ \/ \b \f \n \r \t \uXXXX`, String.raw`"\\u"`],
    ['a key without a value', '{:a 1 :b}', 8, 'a value for the last key of the map', '"}"'],
    ['a number that is none', '(a 12x)', 3, 'a whole or decimal number', '"12x"'],
    ['a ratio', '(a 1/3)', 3, 'a whole or decimal number', '"1/3"'],
    ['a number beyond all bounds', '[1e999]', 1, 'a whole or decimal number', '"1e999"'],
    ['an empty keyword', '{: 1}', 1, 'a keyword like :window', '":"'],
    ['a set', '#{a}', 0, 'a list, vector, map, string, number, keyword or symbol', '"#"'],
    ['a quoted form', "'a", 0, 'a list, vector, map, string, number, keyword or symbol', '"\'a"'],
    ['a letter of another script outside a string', '(é)', 1, 'a list, vector, map, string, number, keyword or symbol', '"é"'],
  ])('refuses %s', (_, text, at, expected, found) => {
    expect(read(text)).toEqual({ at, expected, found });
  });

  it('refuses what is too deep at the bracket that is, and quickly', () => {
    const { depth } = SYMPHONY_LIMITS;
    expect(read('('.repeat(100_000))).toEqual({ at: depth + 1, expected: 'forms at most 2000 deep', found: 'deeper ones' });
    const deepest = `${'('.repeat(depth + 1)}${')'.repeat(depth + 1)}`;
    expect(readText(deepest).ok).toBe(true);
  });

  it('refuses what is too long without reading it, and too many forms where they begin to be', () => {
    expect(read('('.repeat(SYMPHONY_LIMITS.characters + 1))).toMatchObject({ at: 0, found: '33554433' });
    const { forms } = SYMPHONY_LIMITS;
    expect(read(`(${'a '.repeat(forms)})`)).toMatchObject({ at: 1 + 2 * (forms - 1), expected: 'a file of at most 1500000 forms' });
  });
});

describe('positions', () => {
  it('count lines and columns from one', () => {
    const positionOf = linesOf('(a\r\n  "b"\n\nc');
    expect([0, 1, 5, 6, 10, 11].map(positionOf)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 2 },
      { line: 2, column: 3 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });
});
