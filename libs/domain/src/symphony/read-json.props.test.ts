import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from './form.ts';
import { readJson } from './read-json.ts';

/** What JSON.parse would have made of it. */
function plain(form: Form): unknown {
  switch (form.kind) {
    case 'map': {
      const pairs: (readonly [string, unknown])[] = [];
      for (let i = 0; i < form.items.length; i += 2) {
        const key = form.items[i]!;
        if (key.kind === 'string') pairs.push([key.text, plain(form.items[i + 1]!)]);
      }
      return Object.fromEntries(pairs);
    }
    case 'vector':
      return form.items.map(plain);
    case 'nil':
      return null;
    case 'number':
    case 'boolean':
      return form.value;
    case 'string':
    case 'symbol':
    case 'keyword':
      return form.text;
    case 'list':
      throw new Error('JSON has no lists');
  }
}

describe('the reader of the JSON form', () => {
  it('reads what the engine writes, laid out in any way', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const form = readJson(text);
        expect(form.ok && plain(form.value)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('accepts exactly what the engine accepts, damaged in one place', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', ':', '[', ']', '{', '}', '"', '0', ' ', 'e'),
        (value, place, inserted) => {
          const text = JSON.stringify(value);
          const at = place % (text.length + 1);
          const damaged = text.slice(0, at) + inserted + text.slice(inserted === '' ? at + 1 : at);
          const ours = readJson(damaged);
          if (!ours.ok) refused++;
          expect(ours.ok).toBe(isFiniteJson(damaged));
        },
      ),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(300);
  });

  it.each<readonly [string, string, number, string, string]>([
    ['a trailing comma', '[1,]', 3, 'a JSON value', '"]"'],
    ['a missing comma', '[1 2]', 3, '"," or "]"', '"2"'],
    ['a key without quotes', '{a: 1}', 1, 'a key in quotes', '"a"'],
    ['a missing colon', '{"a" 1}', 5, '":"', '"1"'],
    ['an open object', '{"a": 1', 7, '"}" for what opened earlier', 'the end of the file'],
    ['something behind the end', '{} x', 3, 'the end of the file', 'more: "x"'],
    ['nothing', ' ', 1, 'a JSON value', 'the end of the file'],
    ['a word', '[yes]', 1, 'a JSON value', '"yes"'],
  ])('refuses %s', (_, text, at, expected, found) => {
    expect(readJson(text)).toEqual({ ok: false, error: { at, expected, found } });
  });

  it('refuses what is too deep, and quickly', () => {
    expect(readJson('['.repeat(100_000))).toMatchObject({ ok: false, error: { at: 2001 } });
    expect(readJson('{"a":'.repeat(100_000))).toMatchObject({ ok: false, error: { expected: 'forms at most 2000 deep' } });
  });
});

/** A number beyond all bounds is infinite to the engine, and no number to us. */
function isFiniteJson(text: string): boolean {
  let isFinite = true;
  try {
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) isFinite = false;
      return value;
    });
    return isFinite;
  } catch {
    return false;
  }
}
