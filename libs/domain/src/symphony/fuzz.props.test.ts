/** No input throws, hangs or fills the memory: it reads, or comes back as faults with places inside the text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from '../strategy/validate.ts';
import { lint } from './lint.ts';
import { parseSymphony, parseSymphonyJson, readSymphony } from './parse.ts';
import { printSymphony } from './print.ts';

const FIXTURES = ['calm-tech.clj', 'two-regimes.clj', 'calm-tech.json', 'two-regimes.json'].map((name) =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'),
);

/** Pieces that mean something somewhere. */
const TOKENS = [
  ...'( ) [ ] { } " : , ; \\ nil true 0 -1 1e309 2521 :window :cash "A" "" "BTC/USD" % #_ __proto__ constructor'.split(' '),
  ...'asset group if filter weight-equal weight-specified weight-inverse-volatility and or not > = rsi current-price (select-top'.split(
    ' ',
  ),
  '"step": "if"',
  '"step": "asset"',
  '"children": []',
  '"condition": {}',
  '\n',
  '\u0000',
  '\uD800',
  'é',
];

const read = { either: 0, refused: 0 };

function holds(text: string): void {
  for (const parse of [readSymphony, parseSymphony, parseSymphonyJson]) {
    const parsed = parse(text);
    if (parsed.ok) {
      read.either++;
      expect(validate(parsed.value.tree)).toEqual([]);
      lint(parsed.value);
      const printed = parseSymphony(printSymphony(parsed.value));
      expect(printed.ok && printed.value.tree).toEqual(parsed.value.tree);
      continue;
    }
    read.refused++;
    expect(parsed.error.length).toBeGreaterThan(0);
    const lines = text.split('\n');
    for (const { line, column, expected, found } of parsed.error) {
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeGreaterThan(0);
      expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
      expect(expected.length * found.length).toBeGreaterThan(0);
    }
  }
}

interface Edit {
  readonly place: number;
  readonly removed: number;
  readonly token: string;
}

const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((current, { place, removed, token }) => {
    const at = place % (current.length + 1);
    return current.slice(0, at) + token + current.slice(at + removed);
  }, text);

const edit: fc.Arbitrary<Edit> = fc.record({
  place: fc.nat(),
  removed: fc.oneof(fc.constant(0), fc.constant(1), fc.nat({ max: 30 })),
  token: fc.oneof(fc.constantFrom('', ...TOKENS), fc.string({ maxLength: 3 })),
});

describe('any input', () => {
  it('of any characters is refused or read', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 1000 });
  });

  it('made of the words of the language is refused or read', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }), (tokens) => {
        holds(tokens.join(' '));
        holds(`(defsymphony "X" {} ${tokens.join(' ')})`);
      }),
      { numRuns: 1000 },
    );
  });

  it('damaged in a few places is refused or read', () => {
    read.either = read.refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        holds(edited(text, edits));
      }),
      { numRuns: 2000 },
    );
    // Neither half of the claim may be empty.
    expect(read.either).toBeGreaterThan(100);
    expect(read.refused).toBeGreaterThan(1000);
  });

  it.each<readonly [string, string]>([
    ['a hundred thousand brackets', '('.repeat(100_000)],
    ['a hundred thousand brackets and their ends', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a hundred thousand objects', '{"children":['.repeat(100_000)],
    ['a hundred thousand negations', `(defsymphony "X" {} (if ${'(not '.repeat(100_000)}`],
    ['groups as deep as lists may be', `(defsymphony "X" {} ${'(group "X" ['.repeat(900)}(asset "A")${'])'.repeat(900)})`],
    [
      'choices as deep as objects may be',
      `{"step":"root","name":"X","children":[${'{"step":"group","children":['.repeat(900)}${']}'.repeat(900)}]}`,
    ],
    ['an endless string', `(defsymphony "${'x'.repeat(1_000_000)}`],
    ['nothing but escapes', `"${String.raw`\n`.repeat(500_000)}"`],
    ['nothing but unknown escapes', `["${'\\'.repeat(999_999)}`],
    ['nothing but comments', ';\n'.repeat(500_000)],
    ['a million numbers', `(defsymphony "X" {} [${'1 '.repeat(1_000_000)}])`],
    ['a million keys', `{"step":"root",${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
  ])('of %s is refused within two seconds', (_, text) => {
    const before = performance.now();
    expect(readSymphony(text).ok).toBe(false);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
